// Rows that are no messages: dates and service lines, what is on its way out, what the bot is writing.
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";

export function servicePill(text) {
  return el("div", { class: "pill", role: "listitem", text });
}

/** A message on its way: shown only when the way is long, or when it failed. */
export function pendingRow(item) {
  const mark = item.error ? icon("failed", "failed") : icon("clock");
  const bubbleNode = el(
    "div",
    { class: "bubble" },
    el("div", { class: "text", dir: "auto" }, item.label, el("span", { class: "meta-space" })),
    el("span", { class: "meta", "aria-label": item.error ? t("failed") : t("sending") }, mark),
  );
  bubbleNode.querySelector(".meta-space").style.width = "24px";
  const again = item.error
    ? el(
        "div",
        { class: "keyboard" },
        el(
          "div",
          { class: "keyboard-row" },
          el("button", { type: "button", class: "key", text: t("retry"), on: { click: item.retry } }),
          el("button", { type: "button", class: "key", text: t("cancel"), on: { click: item.discard } }),
        ),
      )
    : null;
  return el("div", { class: "row out first last", role: "listitem" }, el("div", { class: "stack" }, bubbleNode, again));
}

/** The bot's words as they grow, before it sends them; no words yet means it is thinking. */
export function draftRow(text) {
  const words = el("div", { class: "text growing", dir: "auto", text: text || t("thinking") });
  return el(
    "div",
    { class: "row in first last", role: "listitem" },
    el("div", { class: "stack" }, el("div", { class: "bubble" }, words)),
  );
}
