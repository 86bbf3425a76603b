// The left column: choose a person, choose a chat, switch the theme.
import { el, fill } from "../dom.js";
import { timeOf } from "../format.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { chatName, personName, summary } from "../names.js";
import { avatar } from "../render/avatar.js";
import { serviceText } from "../service_text.js";
import { inOrder } from "../store.js";
import { onTheme, switchTheme } from "../theme.js";
import { actionText } from "./chat_head.js";
import { personChip } from "./person_chip.js";

function iconButton(label, shape, onClick, extra = "") {
  return el(
    "button",
    { type: "button", class: `icon-button ${extra}`, "aria-label": t(label), title: t(label), on: { click: onClick } },
    icon(shape),
  );
}

function previewOf(entry, store) {
  const last = inOrder(entry).at(-1);
  if (!last) return t("no_messages");
  const service = serviceText(last);
  if (service) return service;
  if (entry.chat.type === "private" && !store.isOwn(last)) return summary(last);
  const who = store.isOwn(last) ? t("you") : personName(last.from ?? {});
  return `${who}: ${summary(last)}`;
}

export class Sidebar {
  /** hooks: people(), choosePerson(id), openChat(id), add(opener), split() */
  constructor(hooks) {
    this.hooks = hooks;
    this.person = el("span", { class: "visually-contents" });
    this.list = el("ul", { class: "chat-list", "aria-label": t("chats") });
    this.splitButton = iconButton("split", "split", hooks.split, "wide-only");
    this.theme = iconButton("theme_dark", "moon", switchTheme);
    onTheme((theme) => this.#showTheme(theme));
    this.node = el(
      "nav",
      { class: "sidebar", "aria-label": t("chats") },
      el("div", { class: "sidebar-head" }, this.person, iconButton("add", "plus", (event) => hooks.add(event.currentTarget))),
      this.list,
      el("div", { class: "sidebar-foot" }, el("span", { class: "grow", text: t("title") }), this.splitButton, this.theme),
    );
  }

  #showTheme(theme) {
    const label = t(theme === "dark" ? "theme_light" : "theme_dark");
    this.theme.setAttribute("aria-label", label);
    this.theme.title = label;
    fill(this.theme, icon(theme === "dark" ? "sun" : "moon"));
  }

  showSplit(active) {
    const label = t(active ? "unsplit" : "split");
    this.splitButton.setAttribute("aria-label", label);
    this.splitButton.title = label;
    this.splitButton.setAttribute("aria-pressed", String(active));
  }

  show(store) {
    fill(this.person, personChip(this.hooks.people(), store.user, this.hooks.choosePerson));
    const entries = [...store.chats.values()];
    fill(this.list, entries.map((entry) => el("li", {}, this.#item(entry, store))));
  }

  #item(entry, store) {
    const name = chatName(entry, store.bot);
    const last = inOrder(entry).at(-1);
    const busy = Boolean(entry.action);
    return el(
      "button",
      {
        type: "button",
        class: "chat-item",
        "aria-current": String(entry.chat.id === store.openChatId),
        data: { chatId: entry.chat.id },
        on: { click: () => this.hooks.openChat(entry.chat.id) },
      },
      avatar(name, entry.chat.id, entry.chat.type === "private"),
      el(
        "span",
        { class: "chat-item-text" },
        el(
          "span",
          { class: "chat-item-line" },
          el("span", { class: "chat-item-title", text: name }),
          last ? el("span", { class: "chat-item-time", text: timeOf(last.date) }) : null,
        ),
        el(
          "span",
          { class: "chat-item-line" },
          el("span", { class: busy ? "chat-item-preview active" : "chat-item-preview", text: busy ? actionText(entry.action) : previewOf(entry, store) }),
          entry.unread ? el("span", { class: "badge", text: String(entry.unread) }) : null,
        ),
      ),
    );
  }
}
