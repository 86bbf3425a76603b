// The menu of one message: by right click, long press, or the keyboard.
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { shownEmoji } from "../render/reactions.js";

const REACTIONS = ["👍", "❤", "🔥", "🎉", "👀", "😁"];
const EDGE_PX = 8;

let open = null;

function closeMenu(giveBack = true) {
  if (!open) return;
  const { node, opener } = open;
  open = null;
  node.remove();
  if (giveBack && opener.isConnected) opener.focus({ preventScroll: true });
}

function place(node, x, y) {
  const { width, height } = node.getBoundingClientRect();
  node.style.left = `${Math.max(EDGE_PX, Math.min(x, innerWidth - width - EDGE_PX))}px`;
  node.style.top = `${Math.max(EDGE_PX, Math.min(y, innerHeight - height - EDGE_PX))}px`;
}

function moveFocus(node, event) {
  const items = [...node.querySelectorAll("button")];
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  const step = steps[event.key];
  if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else if (step) items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** items: [{label, shape, run}] (null is left out); `reactions`: {mine: Set, toggle(emoji)} or null. */
export function openMenu({ x, y, opener, items, reactions }) {
  closeMenu(false);
  const pick = (run) => () => {
    closeMenu();
    run();
  };
  const faces = reactions
    ? el(
        "div",
        { class: "menu-reactions", role: "group" },
        REACTIONS.map((emoji) =>
          el("button", {
            type: "button",
            role: "menuitemcheckbox",
            text: shownEmoji(emoji),
            "aria-label": t("react", { emoji }),
            "aria-checked": String(reactions.mine.has(emoji)),
            on: { click: pick(() => reactions.toggle(emoji)) },
          }),
        ),
      )
    : null;
  const node = el(
    "div",
    { class: "menu", role: "menu", on: { keydown: (event) => moveFocus(node, event) } },
    faces,
    items.filter(Boolean).map(({ label, shape, run }) =>
      el("button", { type: "button", class: "menu-item", role: "menuitem", on: { click: pick(run) } }, icon(shape), label),
    ),
  );
  document.body.append(node);
  open = { node, opener };
  place(node, x, y);
  node.querySelector(".menu-item")?.focus();
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.node.contains(event.target)) closeMenu(false);
});
addEventListener("resize", () => closeMenu(false));
