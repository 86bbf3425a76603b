// The scrolling list: keeps nodes of unchanged rows, stays at the bottom, counts what is unseen.
import { el, fill } from "../dom.js";
import { dayTitle } from "../format.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { bubbleRow } from "../render/bubble.js";
import { draftRow, pendingRow, servicePill } from "../render/passing_rows.js";
import { buildRows, sameRow } from "../rows.js";
import { serviceText } from "../service_text.js";

const NEAR_BOTTOM_PX = 90;

function makeNode(row, context) {
  if (row.kind === "date") return servicePill(dayTitle(row.date));
  if (row.kind === "service") return servicePill(serviceText(row.messages[0]));
  return bubbleRow(row, context);
}

export class MessageList {
  constructor(context) {
    this.context = context;
    this.known = new Map();
    this.unseen = 0;
    this.list = el("div", { class: "list", role: "list", "aria-label": t("message") });
    this.scroller = el("div", { class: "messages" }, this.list);
    this.badge = el("span", { class: "badge" });
    this.toBottom = el(
      "button",
      { type: "button", class: "icon-button to-bottom", "aria-label": t("to_bottom"), hidden: true, on: { click: () => this.scrollToEnd(true) } },
      icon("down"),
      this.badge,
    );
    this.node = el("div", { class: "list-area" }, this.scroller, this.toBottom);
    this.scroller.addEventListener("scroll", () => this.#noteScroll(), { passive: true });
    // The field below grows and shrinks; whoever reads the end keeps reading the end.
    new ResizeObserver(() => this.atEnd && this.scrollToEnd()).observe(this.scroller);
    this.list.addEventListener("keydown", (event) => this.#moveFocus(event));
    this.atEnd = true;
  }

  /** Forget everything, for another chat. */
  reset() {
    this.known.clear();
    fill(this.list);
    this.atEnd = true;
    this.unseen = 0;
  }

  show(messages, { pending, incomingDraft, isGroup, animate }) {
    const rows = buildRows(messages, { isOwn: this.context.isOwn, isGroup });
    const next = new Map();
    const focused = this.#focusedKey();
    const nodes = rows.map((row) => {
      const old = this.known.get(row.key);
      const kept = old && sameRow(old.row, row);
      const node = kept ? old.node : makeNode(row, this.context);
      if (!old && animate) this.#arrive(row, node);
      next.set(row.key, { row, node });
      return node;
    });
    this.known = next;
    const draft = incomingDraft === null ? [] : [draftRow(incomingDraft)];
    this.#place([...nodes, ...pending.map(pendingRow), ...draft]);
    this.#restoreFocus(focused);
    this.#makeReachable();
    if (this.atEnd) this.scrollToEnd();
    this.#showBadge();
  }

  /** Put nodes in order and touch only those that moved, so that videos go on playing. */
  #place(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...this.list.children]) if (!wanted.has(child)) child.remove();
    nodes.forEach((node, index) => {
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null);
    });
  }

  #arrive(row, node) {
    node.classList.add("fresh");
    if (row.out) this.atEnd = true;
    else if (!this.atEnd) this.unseen += 1;
  }

  /** A button that had the focus keeps it when its message is edited. */
  #focusedKey() {
    const active = document.activeElement;
    const row = this.list.contains(active) ? active.closest(".row") : null;
    return row ? { id: row.dataset.messageId, key: active.dataset.key, gone: active } : null;
  }

  #restoreFocus(focused) {
    if (!focused || focused.gone.isConnected) return;
    const row = this.rowOf(focused.id);
    const same = [...(row?.querySelectorAll("[data-key]") ?? [])].find((node) => node.dataset.key === focused.key);
    (same ?? row)?.focus({ preventScroll: true });
  }

  #makeReachable() {
    const rows = this.list.querySelectorAll(".row");
    for (const row of rows) row.tabIndex = -1;
    if (rows.length) rows[rows.length - 1].tabIndex = 0;
  }

  #moveFocus(event) {
    const row = event.target.closest(".row");
    if (event.target !== row || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const rows = [...this.list.querySelectorAll(".row")];
    const step = event.key === "ArrowUp" ? -1 : 1;
    rows[rows.indexOf(row) + step]?.focus();
    event.preventDefault();
  }

  rowOf(messageId) {
    for (const { row, node } of this.known.values()) {
      if (row.messages?.some((message) => String(message.message_id) === String(messageId))) return node;
    }
    return null;
  }

  scrollTo(messageId) {
    const node = this.rowOf(messageId);
    if (!node) return false;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.remove("flash");
    // Reading the width restarts the animation when the same message is called up twice.
    void node.offsetWidth;
    node.classList.add("flash");
    node.focus({ preventScroll: true });
    return true;
  }

  scrollToEnd(smooth = false) {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "auto" });
    this.unseen = 0;
    this.#showBadge();
  }

  #noteScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX;
    if (this.atEnd) this.unseen = 0;
    this.#showBadge();
  }

  #showBadge() {
    this.toBottom.hidden = this.atEnd;
    this.badge.hidden = this.unseen === 0;
    this.badge.textContent = String(this.unseen);
    const label = this.unseen ? t("new_messages", { count: this.unseen }) : t("to_bottom");
    this.toBottom.setAttribute("aria-label", label);
  }
}
