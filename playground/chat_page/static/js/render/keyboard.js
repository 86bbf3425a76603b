// Inline keyboards: one button may be waiting for its answer while the others stay usable.
import { safeAddress } from "../entities.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";

function labelled(button, tag, attributes, corner) {
  return el(
    tag,
    { class: "key", data: { style: button.style }, ...attributes },
    el("span", { class: "key-label", text: button.text }),
    corner ? icon(corner, "corner") : null,
  );
}

function linkKey(button) {
  const href = safeAddress(button.url);
  return labelled(button, "a", { href, target: "_blank", rel: "noopener noreferrer" }, "link");
}

function tapKey(button, onTap) {
  const node = labelled(button, "button", { type: "button", data: { style: button.style, key: button.callback_data } });
  node.addEventListener("click", async () => {
    if (node.getAttribute("aria-busy") === "true") return;
    node.setAttribute("aria-busy", "true");
    const spinner = el("span", { class: "spinner", "aria-hidden": true });
    node.append(spinner);
    try {
      await onTap(button.callback_data);
    } finally {
      spinner.remove();
      node.removeAttribute("aria-busy");
    }
  });
  return node;
}

function key(button, actions) {
  const plain = (run, corner) =>
    labelled(button, "button", { type: "button", on: { click: run } }, corner);
  if (button.callback_data !== undefined) return tapKey(button, actions.tap);
  if (button.url) return linkKey(button);
  if (button.copy_text) return plain(() => actions.copy(button.copy_text.text), "copy");
  const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
  if (query !== undefined) return plain(() => actions.inlineQuery(query), "search");
  return plain(() => actions.notice(t("unsupported_button")));
}

/** actions: tap(data) → promise, copy(text), inlineQuery(query), notice(text). */
export function inlineKeyboard(rows, actions) {
  return el(
    "div",
    { class: "keyboard", role: "group" },
    rows.map((row) => el("div", { class: "keyboard-row" }, row.map((button) => key(button, actions)))),
  );
}
