// One chat of one person: head, messages, composer, and what their buttons do.
import * as api from "../api.js";
import { el, fill } from "../dom.js";
import { t } from "../i18n.js";
import { inOrder } from "../store.js";
import { newTopic } from "./add_menu.js";
import { askHowToSend, canBePhoto } from "./attach_dialog.js";
import { ChatHead } from "./chat_head.js";
import { Composer } from "./composer.js";
import { listenForDrops } from "./drop_zones.js";
import { emptyState } from "./empty_state.js";
import { listenForGestures } from "./gestures.js";
import { MessageActions } from "./message_actions.js";
import { MessageList } from "./message_list.js";
import { sendThroughOutbox } from "./outbox.js";
import { inTopic, TopicTabs } from "./topics.js";

export class Pane {
  /** app: {back(), guide(), choosePerson(pane, id), people(), banner(pane)} */
  constructor(session, app, number) {
    this.app = app;
    this.chatId = null;
    this.head = new ChatHead({
      back: app.back,
      guide: app.guide,
      choosePerson: (id) => app.choosePerson(this, id),
    });
    this.tabs = new TopicTabs(
      (topic) => this.#chooseTopic(topic),
      () => newTopic(this.store.user.id, this.chatId),
    );
    this.actions = new MessageActions(this);
    this.list = new MessageList({ isOwn: (message) => this.store.isOwn(message), userId: () => this.store.user.id, actions: this.actions });
    this.composer = new Composer(this.#composerHooks(), `composer-${number}`);
    this.banner = el("div");
    this.node = el(
      "section",
      { class: "pane" },
      this.head.node,
      this.tabs.node,
      this.banner,
      this.list.node,
      this.composer.node,
    );
    listenForGestures(this.list.list, {
      reply: (id) => this.#withMessage(id, (message) => this.composer.startReply(message)),
      menu: (id, at) => this.#withMessage(id, (message) => this.actions.openMenu(message, at)),
    });
    listenForDrops(this.node, (files, asFiles) => this.#attach(files, null, asFiles));
    this.use(session);
  }

  /** Look through another person's eyes. */
  use(session) {
    this.stopListening?.();
    this.session = session;
    const { store } = session;
    this.store = store;
    this.chatId = null;
    this.stopListening = store.on((kind, chatId) => this.#onChange(kind, chatId));
    this.#openCurrent();
    this.#showStatus();
  }

  get entry() {
    return this.store?.chat(this.chatId);
  }

  #onChange(kind, chatId) {
    if (kind === "chats") this.#openCurrent();
    else if (kind === "status") this.#showStatus();
    else if (chatId !== this.chatId) return;
    else if (kind === "messages") this.#showMessages(true);
    else if (kind === "action") this.#showStatus();
    else if (kind === "commands") this.composer.menu.setCommands(this.entry.commands);
  }

  #openCurrent() {
    const { openChatId } = this.store;
    if (openChatId === this.chatId || !this.store.chat(openChatId)) return;
    this.chatId = openChatId;
    this.list.reset();
    this.head.showChat(this.entry, this.store.bot);
    this.composer.menu.setCommands(this.entry.commands);
    this.composer.setText(this.entry.draft, { focus: false });
    this.#showStatus();
    this.#showMessages(false);
  }

  #showStatus() {
    this.head.showStatus(this.entry, this.store.online, this.store.loaded);
    this.showPeople();
  }

  #showMessages(animate) {
    const { entry } = this;
    const all = inOrder(entry);
    const shown = all.filter((message) => inTopic(message, entry.topic));
    const isGroup = entry.chat.type !== "private";
    this.tabs.show(entry);
    const { pending, incomingDraft } = entry;
    this.list.show(shown, { pending, incomingDraft, isGroup, animate });
    this.#showEmpty(all.length === 0 && pending.length === 0 && incomingDraft === null);
    this.#showKeys(all);
    this.showBanner();
  }

  showBanner() {
    fill(this.banner, this.app.banner(this));
  }

  /** Show or hide the switch between people, which only makes sense beside another pane. */
  showPeople() {
    this.head.showPerson(this.app.people(this), this.store.user);
  }

  /** Leave the page. */
  close() {
    this.stopListening();
    this.node.remove();
  }

  #showEmpty(isEmpty) {
    this.list.list.querySelector(".empty")?.remove();
    this.list.list.classList.toggle("is-empty", isEmpty);
    if (isEmpty) this.list.list.append(emptyState(this.entry, this.store.bot, () => this.send("/start")));
  }

  /** The newest message with a reply keyboard decides which one is shown. */
  #showKeys(messages) {
    const owner = messages.findLast(({ reply_markup: markup }) => markup?.keyboard || markup?.remove_keyboard);
    this.composer.showKeys(owner?.reply_markup.keyboard ?? null, (text) => this.send(text));
  }

  #chooseTopic(topic) {
    this.entry.topic = topic;
    this.list.reset();
    this.#showMessages(false);
  }

  #target(replyTo) {
    return {
      user: this.store.user.id,
      chat_id: this.chatId,
      reply_to: replyTo,
      thread_id: this.entry.topic || null,
    };
  }

  send(text, replyTo = null) {
    const { store, chatId } = this;
    const message = { ...this.#target(replyTo), text };
    return sendThroughOutbox(store, chatId, text, () => api.sendText(message));
  }

  async #attach(files, replyTo, asFiles = false) {
    const target = this.#target(replyTo);
    const { store, chatId } = this;
    const choice = await askHowToSend(files, { asFiles: asFiles || !files.every(canBePhoto) });
    if (!choice || choice.files.length === 0) return;
    const message = { ...target, caption: choice.caption || null };
    const label = choice.caption || t("send_files", { count: choice.files.length });
    await sendThroughOutbox(store, chatId, label, () => api.sendFiles(message, choice.files, choice.asFiles));
  }

  #composerHooks() {
    return {
      send: (text, replyTo) => this.send(text, replyTo),
      saveEdit: (message, text) => this.actions.saveEdit(message, text),
      pickFiles: (files, replyTo) => this.#attach(files, replyTo),
      lastOwn: () => inOrder(this.entry).findLast((message) => this.store.isOwn(message) && message.text),
      isOwn: (message) => this.store.isOwn(message),
      botName: () => this.store?.bot?.username ?? "",
      askInline: (words, offset) => this.actions.askInline(words, offset),
      choose: (queryId, resultId, replyTo) => this.actions.choose(queryId, resultId, this.#target(replyTo)),
      startBot: (parameter) => this.#startBot(parameter),
      draftChanged: (text) => {
        if (this.entry) this.entry.draft = text;
      },
    };
  }

  /** The button above inline results leads to the private chat, and presses start there. */
  #startBot(parameter) {
    this.store.openChat(this.store.user.id);
    this.send(`/start ${parameter}`);
  }

  #withMessage(id, run) {
    const message = this.entry?.messages.get(Number(id));
    if (message) run(message);
  }
}
