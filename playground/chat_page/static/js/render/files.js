// Documents: icon or thumbnail, name, size, download; image files open in the viewer.
import { filePath } from "../api.js";
import { el } from "../dom.js";
import { sizeOf } from "../format.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { isImageFile } from "./pictures.js";

function badge(message, file, onOpen) {
  const thumbnail = file.thumbnail ?? file.thumb;
  const face = thumbnail
    ? el("img", { src: filePath(thumbnail.file_unique_id), alt: "" })
    : icon("file");
  if (!isImageFile(message)) return el("span", { class: "file-icon" }, face);
  return el(
    "button",
    {
      type: "button",
      class: thumbnail ? "file-icon picture" : "file-icon",
      "aria-label": `${t("open_photo")}: ${file.file_name ?? t("file")}`,
      on: { click: onOpen },
    },
    face,
  );
}

function fileLine(message, onOpen) {
  const file = message.document ?? message.audio ?? message.voice;
  const name = file.file_name ?? file.title ?? t("file");
  const save = el("a", { href: filePath(file.file_unique_id, true), download: name, text: t("download") });
  return el(
    "div",
    { class: "file" },
    badge(message, file, onOpen),
    el(
      "div",
      { class: "file-text" },
      el("span", { class: "file-name", text: name, title: name }),
      el("span", { class: "file-size" }, `${sizeOf(file.file_size)} · `, save),
    ),
  );
}

export const isFile = (message) =>
  Boolean((message.document && !message.animation) || message.audio || message.voice);

export function files(messages, onOpen) {
  return el("div", { class: "files" }, messages.map((message, index) => fileLine(message, () => onOpen(index))));
}
