// One person's connection: state, then events, and the whole state again after every interruption.
//
// The server says `hello` once it listens on our behalf. Only then is the state fetched; events that
// come in between wait and are applied after it, so nothing falls between the two.
import { eventsPath, getState } from "./api.js";
import { Store } from "./store.js";
import { TapAnswers } from "./tap_answers.js";

const ACTION_SECONDS = 5.5;
const DRAFT_SECONDS = 30;
const RETRY_MS = [500, 1000, 2000, 4000, 8000];

export class Session {
  constructor(user, bot, bootId, { onMessage, onPeople, onNewPlayground }) {
    this.store = new Store(user, bot);
    this.bootId = bootId;
    this.hooks = { onMessage, onPeople, onNewPlayground };
    this.answers = new TapAnswers();
    this.waiting = null;
    this.failures = 0;
    this.closed = false;
    this.timers = new Map();
    this.#connect();
  }

  close() {
    this.closed = true;
    this.source?.close();
    clearTimeout(this.retryTimer);
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  #connect() {
    this.source = new EventSource(eventsPath(this.store.user.id));
    this.source.addEventListener("hello", (event) => this.#resync(JSON.parse(event.data)));
    this.source.onmessage = (event) => this.#take(JSON.parse(event.data));
    this.source.onerror = () => this.#lost();
  }

  #lost() {
    this.store.setOnline(false);
    this.waiting = null;
    if (this.closed || this.source.readyState !== EventSource.CLOSED) return;
    // The browser gives up after an HTTP error; a playground that is restarting answers with those.
    clearTimeout(this.retryTimer);
    const pause = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)];
    this.failures += 1;
    this.retryTimer = setTimeout(() => this.#connect(), pause);
  }

  async #resync(hello) {
    if (hello.boot_id !== this.bootId) {
      this.hooks.onNewPlayground();
      return;
    }
    const waiting = [];
    this.waiting = waiting;
    try {
      const state = await getState(this.store.user.id);
      if (this.waiting !== waiting) return;
      this.waiting = null;
      this.store.replaceState(state);
      this.hooks.onPeople(state.users);
      this.failures = 0;
      this.store.setOnline(true);
      for (const event of waiting) this.#apply(event);
    } catch (_error) {
      if (this.waiting !== waiting) return;
      this.source.close();
      this.#lost();
    }
  }

  #take(event) {
    if (this.waiting) this.waiting.push(event);
    else this.#apply(event);
  }

  #apply(event) {
    const { store } = this;
    switch (event.type) {
      case "message":
      case "edit": {
        const isNew = store.putMessage(event.chat_id, event.message);
        if (isNew) this.hooks.onMessage(store, event.chat_id, event.message);
        break;
      }
      case "delete":
        store.dropMessages(event.chat_id, event.message_ids ?? [event.message_id]);
        break;
      case "reaction":
        store.setReactions(event.chat_id, event.message_id, event.reactions);
        break;
      case "chat_action":
        this.#showAction(event.chat_id, event.action);
        break;
      case "callback_answer":
        this.answers.arrived(event);
        break;
      case "draft":
        this.#showDraft(event.chat_id, event);
        break;
      case "commands":
      case "chat":
        this.#refresh();
        break;
      default:
        // Newer servers may know more kinds of events than this page.
        break;
    }
  }

  /** Commands and chats change rarely: fetch the state again instead of keeping a second truth. */
  #refresh() {
    clearTimeout(this.timers.get("refresh"));
    this.timers.set("refresh", setTimeout(() => this.#resync({ boot_id: this.bootId }), 30));
  }

  /** Words that grow before they are sent: shown until a message comes or half a minute passes. */
  #showDraft(chatId, draft) {
    const timer = `draft ${chatId}`;
    clearTimeout(this.timers.get(timer));
    this.store.setIncomingDraft(chatId, draft.text);
    this.timers.set(
      timer,
      setTimeout(() => this.store.setIncomingDraft(chatId, null), DRAFT_SECONDS * 1000),
    );
  }

  #showAction(chatId, action) {
    clearTimeout(this.timers.get(chatId));
    this.store.setAction(chatId, action);
    this.timers.set(
      chatId,
      setTimeout(() => this.store.setAction(chatId, null), ACTION_SECONDS * 1000),
    );
  }
}
