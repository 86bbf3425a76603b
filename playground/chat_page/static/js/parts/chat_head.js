// The bar over a chat: who it is with, what they are doing, and whose eyes we look through.
import { el, fill } from "../dom.js";
import { hasText, t } from "../i18n.js";
import { icon } from "../icons.js";
import { chatName } from "../names.js";
import { avatar } from "../render/avatar.js";
import { personChip } from "./person_chip.js";

export function actionText(action) {
  const key = `action_${String(action).replace(/_video_note$/, "_video")}`;
  return hasText(key) ? t(key) : t("action_typing");
}

export class ChatHead {
  /** hooks: back(), guide(), choosePerson(id) or null where there is nothing to choose. */
  constructor(hooks) {
    this.hooks = hooks;
    this.face = el("span");
    this.title = el("h1", { class: "chat-title" });
    this.subtitle = el("div", { class: "chat-subtitle", "aria-live": "polite" });
    this.person = el("span");
    const back = el(
      "button",
      { type: "button", class: "icon-button back", "aria-label": t("back"), on: { click: hooks.back } },
      icon("back"),
    );
    this.guide = el(
      "button",
      { type: "button", class: "icon-button", "aria-label": t("guide"), title: t("guide"), on: { click: hooks.guide } },
      icon("guide"),
    );
    this.node = el(
      "header",
      { class: "chat-head" },
      back,
      this.face,
      el("div", { class: "chat-head-text" }, this.title, this.subtitle),
      this.person,
      this.guide,
    );
  }

  showChat(entry, bot) {
    const isPrivate = entry.chat.type === "private";
    this.title.textContent = chatName(entry, bot);
    fill(this.face, avatar(this.title.textContent, entry.chat.id, isPrivate));
  }

  showStatus(entry, online, loaded) {
    const busy = online && entry?.action;
    this.subtitle.classList.toggle("active", Boolean(busy) || (!online && loaded));
    if (busy) this.subtitle.textContent = actionText(entry.action);
    else if (!online) this.subtitle.textContent = t("connecting");
    else if (entry?.chat.type === "private") this.subtitle.textContent = t("bot");
    else this.subtitle.textContent = entry ? t("members", { count: entry.memberCount }) : "";
  }

  showPerson(people, current) {
    fill(this.person, people ? personChip(people, current, this.hooks.choosePerson) : null);
  }
}
