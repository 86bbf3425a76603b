// Photos, videos, animations and stickers as nodes, alone or as tiles of an album.
import { filePath } from "../api.js";
import { el } from "../dom.js";
import { durationOf } from "../format.js";
import { t } from "../i18n.js";
import { summary } from "../names.js";
import { fittingPhoto, largestPhoto } from "./pictures.js";

export const MEDIA_WIDTH = 420;
const MEDIA_HEIGHT = 460;
const SMALLEST = 140;

/** The size a single picture takes, in CSS pixels. */
export function shownSize({ width = 320, height = 240 }) {
  const scale = Math.min(MEDIA_WIDTH / width, MEDIA_HEIGHT / height, 1);
  return {
    width: Math.max(SMALLEST, Math.round(width * scale)),
    height: Math.max(SMALLEST / 2, Math.round(height * scale)),
  };
}

function hideable(frame, message) {
  if (!message.has_media_spoiler) return frame;
  frame.classList.add("hidden-media");
  const open = (event) => {
    frame.classList.remove("hidden-media");
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  frame.addEventListener("click", open, { once: true, capture: true });
  return frame;
}

function photoFrame(message, shownWidth, onOpen) {
  const size = fittingPhoto(message.photo, shownWidth);
  const image = el("img", {
    src: filePath(size.file_unique_id),
    alt: summary(message),
    width: size.width,
    height: size.height,
    draggable: "false",
  });
  const label = `${t("open_photo")}: ${summary(message)}`;
  const frame = el("button", { type: "button", class: "frame", "aria-label": label, on: { click: onOpen } }, image);
  return hideable(frame, message);
}

function videoFrame(message) {
  const video = message.video ?? message.animation;
  const poster = video.thumbnail ?? video.thumb;
  const player = el("video", {
    src: filePath(video.file_unique_id),
    poster: poster ? filePath(poster.file_unique_id) : null,
    controls: Boolean(message.video),
    loop: !message.video,
    autoplay: !message.video && !matchMedia("(prefers-reduced-motion: reduce)").matches,
    muted: !message.video,
    playsinline: true,
    preload: poster ? "none" : "metadata",
    "aria-label": summary(message),
    props: { muted: !message.video },
  });
  const time = message.video ? el("span", { class: "duration", text: durationOf(video.duration) }) : null;
  player.addEventListener("play", () => time?.remove(), { once: true });
  return hideable(el("div", { class: "frame" }, player, time), message);
}

export const isVisual = (message) => Boolean(message.photo || message.video || message.animation);

export function naturalSize(message) {
  return message.photo ? largestPhoto(message.photo) : (message.video ?? message.animation);
}

/** A photo or video as a node that fills its place; `onOpen` opens the viewer. */
export function visual(message, shownWidth, onOpen) {
  return message.photo ? photoFrame(message, shownWidth, onOpen) : videoFrame(message);
}

export function singleVisual(message, onOpen) {
  const natural = naturalSize(message);
  const shown = shownSize(natural);
  const frame = visual(message, shown.width, onOpen);
  frame.style.aspectRatio = `${shown.width} / ${shown.height}`;
  return { node: frame, width: shown.width };
}

export function sticker(message) {
  const { sticker: file } = message;
  return el("img", {
    class: "sticker",
    src: filePath(file.file_unique_id),
    alt: file.emoji ?? t("sticker"),
    width: file.width,
    height: file.height,
  });
}
