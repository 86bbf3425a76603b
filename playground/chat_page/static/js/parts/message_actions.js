// What can be done with a message: tap its buttons, react, edit, copy, download, open its links.
import * as api from "../api.js";
import { copyText } from "../clipboard.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { isFile } from "../render/files.js";
import { viewable } from "../render/pictures.js";
import { openMenu } from "./context_menu.js";
import { showTapAnswer } from "./tap_answer.js";
import { box, toast } from "./toasts.js";
import { openViewer } from "./viewer.js";

export class MessageActions {
  /** `pane` gives the person, the chat, the composer and the list that the actions work on. */
  constructor(pane) {
    this.pane = pane;
    this.copy = copyText;
    this.openViewer = openViewer;
  }

  // Renderers hand these two on as plain functions, hence the arrows.

  scrollTo = (id) => this.pane.list.scrollTo(id) || toast(t("message_gone"));

  inlineQuery = (query) => this.pane.composer.setText(`@${this.pane.store.bot.username} ${query}`);

  sendCommand(text) {
    this.pane.send(text);
  }

  notice(text) {
    toast(text);
  }

  /** The fields that name a message in a call. */
  #named(message) {
    return { user: this.pane.store.user.id, chat_id: this.pane.chatId, message_id: message.message_id };
  }

  async #call(run) {
    try {
      return await run();
    } catch (error) {
      toast(error.message, { error: true });
      return null;
    }
  }

  saveEdit(message, text) {
    if (text === (message.text ?? message.caption)) return null;
    return this.#call(() => api.editText({ ...this.#named(message), text }));
  }

  async tap(message, data) {
    // The person may look at another chat, or be another person, before the bot answers.
    const { session } = this.pane;
    const sent = await this.#call(() => api.tapButton({ ...this.#named(message), data }));
    const answer = sent ? await session.answers.of(sent.callback_query_id) : null;
    if (answer) showTapAnswer(answer, session.store.bot);
  }

  /** What the bot offers for the words, or null, and the reason said. */
  askInline(query, offset) {
    return this.#call(() =>
      api.askInline({ user: this.pane.store.user.id, chat_id: this.pane.chatId, query, offset }),
    );
  }

  choose(queryId, resultId, target) {
    return this.#call(() => api.chooseResult({ ...target, query_id: queryId, result_id: resultId }));
  }

  react(message, emoji) {
    const mine = this.#ownReactions(message).has(emoji);
    return this.#call(() => api.react({ ...this.#named(message), emoji: mine ? null : emoji }));
  }

  #ownReactions(message) {
    const own = (message.reactions ?? []).filter((one) => one.user_id === this.pane.store.user.id);
    return new Set(own.map((one) => one.emoji));
  }

  async askLink(address) {
    const body = t("link_question", { url: address });
    const yes = await box({
      title: t("link_title"),
      body,
      buttons: [{ label: t("cancel"), value: false }, { label: t("open"), value: true, primary: true }],
    });
    if (yes) window.open(address, "_blank", "noopener,noreferrer");
  }

  openMenu(message, at) {
    const text = message.text ?? message.caption;
    const own = this.pane.store.isOwn(message);
    const picture = viewable(message);
    const file = message.document ?? message.video ?? message.audio;
    const saved = picture?.download ?? (isFile(message) && file ? api.filePath(file.file_unique_id, true) : null);
    const save = () => el("a", { href: saved, download: "" }).click();
    openMenu({
      ...at,
      reactions: {
        mine: this.#ownReactions(message),
        toggle: (emoji) => this.react(message, emoji),
      },
      items: [
        { label: t("reply"), shape: "reply", run: () => this.pane.composer.startReply(message) },
        text ? { label: t("copy"), shape: "copy", run: () => copyText(text) } : null,
        own && message.text ? { label: t("edit"), shape: "edit", run: () => this.pane.composer.startEdit(message) } : null,
        saved ? { label: t("download"), shape: "download", run: save } : null,
      ],
    });
  }
}
