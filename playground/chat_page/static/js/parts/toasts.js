// Short notices that go away by themselves, and alerts that wait to be read.
import { el, fill } from "../dom.js";
import { t } from "../i18n.js";

const SHORTEST_MS = 2600;
const PER_LETTER_MS = 45;

export function toast(text, { error = false } = {}) {
  const host = document.getElementById("toasts");
  const node = el("div", { class: error ? "toast error" : "toast", text });
  if (error) node.setAttribute("role", "alert");
  host.append(node);
  while (host.children.length > 3) host.firstChild.remove();
  setTimeout(() => node.remove(), SHORTEST_MS + PER_LETTER_MS * text.length);
}

/** A modal box. Resolves to the value of the button pressed, or null when it is dismissed. */
export function box({ title, body, buttons }) {
  return new Promise((resolve) => {
    const dialog = el("dialog", { class: "box", "aria-label": title });
    const finish = (value) => {
      dialog.remove();
      resolve(value);
    };
    const foot = buttons.map(({ label, value, primary }) =>
      el("button", {
        type: "button",
        class: primary ? "button primary" : "button",
        text: label,
        on: { click: () => finish(typeof value === "function" ? value() : value) },
      }),
    );
    fill(
      dialog,
      el("div", { class: "box-head" }, el("h2", { text: title })),
      el("div", { class: "box-body" }, body),
      el("div", { class: "box-foot" }, foot),
    );
    dialog.addEventListener("close", () => finish(null));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) finish(null);
    });
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector("input") ?? foot.at(-1)).focus();
  });
}

export function alertBox(text, title) {
  return box({ title, body: text, buttons: [{ label: t("ok"), value: true, primary: true }] });
}
