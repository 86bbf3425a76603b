// The quoted header of a reply: whose words, one line of them, and a small picture.
import { filePath } from "../api.js";
import { el } from "../dom.js";
import { personName, summary } from "../names.js";
import { t } from "../i18n.js";
import { fittingPhoto } from "./pictures.js";

const THUMB = 36;

export function quoteBody(message, { isOwn = false, words = null, title = null } = {}) {
  const name = title ?? (isOwn ? t("you") : personName(message.sender_chat ?? message.from ?? {}));
  const thumb = message.photo
    ? fittingPhoto(message.photo, THUMB)
    : (message.document ?? message.video)?.thumbnail;
  return el(
    "div",
    { class: "quote-body" },
    thumb ? el("img", { src: filePath(thumb.file_unique_id), alt: "" }) : null,
    el(
      "div",
      { class: "quote-text" },
      el("div", { class: "quote-name", text: name }),
      el("div", { class: "quote-line", text: words ?? summary(message) }),
    ),
  );
}

/** A button above a message's text; a click goes to the message that is quoted. */
export function quote(message, isOwn, onOpen) {
  const replied = message.reply_to_message;
  const words = message.quote?.text ?? null;
  return el(
    "button",
    { type: "button", class: "quote", on: { click: () => onOpen(replied.message_id) } },
    quoteBody(replied, { isOwn: isOwn(replied), words }),
  );
}
