// What an empty chat shows: who the bot is, what it does, and the button that starts it.
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { chatName } from "../names.js";
import { avatar } from "../render/avatar.js";

export function emptyState(entry, bot, onStart) {
  const isPrivate = entry.chat.type === "private";
  const words = isPrivate ? bot.description || bot.short_description || t("empty_fallback") : t("no_messages");
  const start = el("button", {
    type: "button",
    class: "button primary",
    "aria-label": t("start_label"),
    text: t("start"),
    on: { click: onStart },
  });
  return el(
    "div",
    { class: "empty" },
    avatar(chatName(entry, bot), entry.chat.id, isPrivate),
    el("h2", { text: chatName(entry, bot) }),
    el("p", { text: words }),
    isPrivate ? start : null,
  );
}
