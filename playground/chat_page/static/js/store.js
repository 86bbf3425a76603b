// What one person knows: chats, messages, commands. Pure bookkeeping, no network and no DOM.
//
// Listeners get (kind, chatId) with kind "chats" | "messages" | "action" | "commands" | "status".

export class Store {
  constructor(user, bot) {
    this.user = user;
    this.bot = bot;
    this.chats = new Map();
    this.online = false;
    this.loaded = false;
    this.openChatId = null;
    this.listeners = new Set();
  }

  on(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(kind, chatId = null) {
    for (const listener of [...this.listeners]) listener(kind, chatId);
  }

  chat(chatId) {
    return this.chats.get(chatId);
  }

  isOwn(message) {
    return message.from?.id === this.user.id;
  }

  setOnline(online) {
    if (this.online === online) return;
    this.online = online;
    this.tell("status");
  }

  /** Take over a whole state from the server; drafts and counts of what was unread stay. */
  replaceState(state) {
    this.user = state.me;
    this.bot = state.bot;
    const before = this.chats;
    this.chats = new Map();
    for (const entry of state.chats) this.#adopt(entry, before.get(entry.chat.id));
    this.loaded = true;
    if (!this.chats.has(this.openChatId)) this.openChatId = this.#firstChatId();
    this.tell("chats");
    for (const chatId of this.chats.keys()) {
      this.tell("messages", chatId);
      this.tell("commands", chatId);
    }
  }

  #adopt(entry, old) {
    const messages = new Map(entry.messages.map((message) => [message.message_id, message]));
    this.chats.set(entry.chat.id, {
      chat: entry.chat,
      messages,
      commands: entry.commands ?? [],
      memberCount: entry.member_count ?? 0,
      pending: old?.pending ?? [],
      unread: old?.unread ?? 0,
      draft: old?.draft ?? "",
      topic: old?.topic ?? null,
      action: null,
      incomingDraft: null,
    });
  }

  #firstChatId() {
    const all = [...this.chats.values()];
    const own = all.find((entry) => entry.chat.type === "private") ?? all[0];
    return own ? own.chat.id : null;
  }

  openChat(chatId) {
    this.openChatId = chatId;
    const entry = this.chat(chatId);
    if (entry) entry.unread = 0;
    this.tell("chats");
  }

  /** A new or changed message. Returns true if it was not known before. */
  putMessage(chatId, message) {
    const entry = this.chat(chatId);
    if (!entry) return false;
    const isNew = !entry.messages.has(message.message_id);
    entry.messages.set(message.message_id, message);
    if (isNew && !this.isOwn(message)) {
      entry.action = null;
      entry.incomingDraft = null;
      if (this.openChatId !== chatId || document.hidden) entry.unread += 1;
      this.tell("action", chatId);
    }
    this.tell("messages", chatId);
    this.tell("chats");
    return isNew;
  }

  dropMessages(chatId, messageIds) {
    const entry = this.chat(chatId);
    if (!entry) return;
    for (const id of messageIds) entry.messages.delete(id);
    this.tell("messages", chatId);
    this.tell("chats");
  }

  setReactions(chatId, messageId, reactions) {
    const entry = this.chat(chatId);
    const message = entry?.messages.get(messageId);
    if (!message) return;
    entry.messages.set(messageId, { ...message, reactions });
    this.tell("messages", chatId);
  }

  setAction(chatId, action) {
    const entry = this.chat(chatId);
    if (!entry) return;
    entry.action = action;
    this.tell("action", chatId);
  }

  /** What the bot is writing just now, or null. */
  setIncomingDraft(chatId, text) {
    const entry = this.chat(chatId);
    if (!entry || entry.incomingDraft === text) return;
    entry.incomingDraft = text;
    this.tell("messages", chatId);
  }

  addPending(chatId, item) {
    this.chat(chatId)?.pending.push(item);
    this.tell("messages", chatId);
  }

  dropPending(chatId, item) {
    const entry = this.chat(chatId);
    if (!entry) return;
    entry.pending = entry.pending.filter((other) => other !== item);
    this.tell("messages", chatId);
  }
}

/** Messages of a chat in the order they were sent. */
export function inOrder(entry) {
  return [...entry.messages.values()].sort((one, two) => one.message_id - two.message_id);
}
