// What fingers and the mouse do on a message: swipe or double click to reply, menu by right click,
// long press or the menu key.
import { el } from "../dom.js";
import { icon } from "../icons.js";

const SWIPE_PX = 56;
const LONG_PRESS_MS = 480;
const STILL_PX = 9;
const CONTROLS = "button, a, video, select, input, code, .spoiler";

function rowAt(event) {
  return event.target.closest(".row[data-message-id]");
}

class Swipe {
  constructor(row, event) {
    this.row = row;
    this.stack = row.querySelector(".stack");
    this.start = { x: event.clientX, y: event.clientY };
    this.distance = 0;
    this.active = false;
  }

  move(event) {
    const dx = event.clientX - this.start.x;
    const dy = event.clientY - this.start.y;
    if (!this.active && (dx > -STILL_PX || Math.abs(dy) > Math.abs(dx))) return;
    if (!this.active) {
      this.active = true;
      this.hint = el("span", { class: "swipe-hint" }, icon("reply"));
      this.stack.append(this.hint);
    }
    this.distance = Math.max(-SWIPE_PX * 1.4, Math.min(0, dx));
    this.stack.style.transform = `translateX(${this.distance}px)`;
  }

  end() {
    this.stack.style.transform = "";
    this.hint?.remove();
    return this.active && this.distance <= -SWIPE_PX;
  }
}

/** hooks: reply(messageId), menu(messageId, {x, y, opener}) */
export function listenForGestures(list, hooks) {
  let swipe = null;
  let press = null;
  const stop = () => {
    clearTimeout(press);
    const replied = swipe?.end() ? swipe.row.dataset.messageId : null;
    swipe = null;
    if (replied) hooks.reply(replied);
  };

  list.addEventListener("dblclick", (event) => {
    const row = rowAt(event);
    if (!row || event.target.closest(CONTROLS)) return;
    getSelection()?.removeAllRanges();
    hooks.reply(row.dataset.messageId);
  });
  list.addEventListener("contextmenu", (event) => {
    const row = rowAt(event);
    // A selection or a link keeps the browser's own menu, which can do more with it.
    if (!row || event.target.closest("a") || String(getSelection()).length > 0) return;
    event.preventDefault();
    clearTimeout(press);
    const box = row.querySelector(".bubble").getBoundingClientRect();
    const byKey = event.clientX === 0 && event.clientY === 0;
    const at = byKey ? { x: box.left + 20, y: box.top + 20 } : { x: event.clientX, y: event.clientY };
    hooks.menu(row.dataset.messageId, { ...at, opener: row });
  });
  list.addEventListener("keydown", (event) => {
    if (event.target !== rowAt(event) || event.key !== "Enter") return;
    const box = event.target.querySelector(".bubble").getBoundingClientRect();
    event.preventDefault();
    hooks.menu(event.target.dataset.messageId, { x: box.left + 20, y: box.top + 20, opener: event.target });
  });
  list.addEventListener("pointerdown", (event) => {
    const row = rowAt(event);
    if (!row || event.pointerType === "mouse") return;
    swipe = new Swipe(row, event);
    const at = { x: event.clientX, y: event.clientY, opener: row };
    press = setTimeout(() => swipe && !swipe.active && hooks.menu(row.dataset.messageId, at), LONG_PRESS_MS);
  });
  list.addEventListener("pointermove", (event) => {
    if (!swipe) return;
    const { start } = swipe;
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > STILL_PX) clearTimeout(press);
    swipe.move(event);
  });
  list.addEventListener("pointerup", stop);
  list.addEventListener("pointercancel", () => {
    clearTimeout(press);
    swipe?.end();
    swipe = null;
  });
}
