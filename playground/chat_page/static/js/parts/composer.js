// The field where a person writes, with its bar for replies and edits.
import { el, fill } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { quoteBody } from "../render/quote.js";
import { CommandMenu } from "./command_menu.js";
import { InlineResults, inlineWords } from "./inline_results.js";

const TALLEST_PX = 240;

export class Composer {
  /** hooks: send(text, replyTo), saveEdit(message, text), pickFiles(files, replyTo), lastOwn(), isOwn(message), draftChanged(text), botName(), askInline(words, offset), choose(queryId, resultId, replyTo) */
  constructor(hooks, fieldId) {
    this.hooks = hooks;
    this.mode = { kind: "new", message: null };
    this.field = el("textarea", {
      id: fieldId,
      rows: 1,
      placeholder: t("write"),
      "aria-label": t("write"),
      autocomplete: "off",
      enterkeyhint: "send",
      dir: "auto",
    });
    this.menu = new CommandMenu(this.field, `${fieldId}-commands`, {
      send: (text) => this.#sendNow(text),
      complete: (text) => this.setText(text),
    });
    this.inline = new InlineResults(`${fieldId}-inline`, {
      ask: (words, offset) => this.hooks.askInline(words, offset),
      choose: (queryId, resultId) => {
        this.hooks.choose(queryId, resultId, this.#takeReply());
        this.setText("");
      },
      start: (parameter) => {
        this.setText("");
        this.hooks.startBot(parameter);
      },
    });
    this.bar = el("div", { class: "composer-bar", hidden: true });
    this.sendButton = this.#button("send", "send", () => this.submit());
    this.sendButton.classList.add("send");
    this.picker = el("input", { type: "file", multiple: true, hidden: true, tabindex: -1, "aria-label": t("attach") });
    this.node = this.#layOut();
    this.#listen();
    this.#refresh();
  }

  #button(label, shape, onClick) {
    return el(
      "button",
      { type: "button", class: "icon-button", "aria-label": t(label), title: t(label), on: { click: onClick } },
      typeof shape === "string" ? icon(shape) : shape,
    );
  }

  #layOut() {
    this.slash = this.#button("commands", el("span", { class: "slash-mark", "aria-hidden": true, text: "/" }), () => this.menu.toggle());
    this.menu.button = this.slash;
    this.slash.setAttribute("aria-expanded", "false");
    this.keys = el("div", { class: "reply-keyboard", hidden: true });
    return el(
      "div",
      { class: "composer" },
      this.menu.node,
      this.inline.node,
      this.bar,
      el(
        "div",
        { class: "composer-row" },
        this.#button("attach", "attach", () => this.picker.click()),
        this.field,
        this.slash,
        this.sendButton,
        this.picker,
      ),
      this.keys,
    );
  }

  #listen() {
    this.field.addEventListener("input", () => this.#refresh());
    this.field.addEventListener("keydown", (event) => this.#onKey(event));
    this.field.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.hooks.pickFiles(files, this.#takeReply());
    });
    this.picker.addEventListener("change", () => {
      const files = [...this.picker.files];
      this.picker.value = "";
      if (files.length) this.hooks.pickFiles(files, this.#takeReply());
    });
  }

  #onKey(event) {
    // While an input method composes, Enter chooses a word and must not send (229: Safari's way to say so).
    if (event.isComposing || event.keyCode === 229) return;
    if (this.menu.onKey(event)) return;
    if (event.key === "Escape" && this.inline.isOpen) {
      event.preventDefault();
      this.inline.close();
      return;
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.mode.kind !== "new") {
      event.stopPropagation();
      this.cancelMode();
    } else if (event.key === "ArrowUp" && this.field.value === "") {
      const message = this.hooks.lastOwn();
      if (message) {
        event.preventDefault();
        this.startEdit(message);
      }
    }
  }

  #refresh() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(TALLEST_PX, this.field.scrollHeight + 2)}px`;
    this.sendButton.disabled = this.field.value.trim() === "";
    this.menu.update();
    this.inline.update(this.mode.kind === "edit" ? null : inlineWords(this.field.value, this.hooks.botName()));
    if (this.mode.kind !== "edit") this.hooks.draftChanged(this.field.value);
  }

  setText(text, { focus = true } = {}) {
    this.field.value = text;
    this.#refresh();
    if (!focus) return;
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
  }

  submit() {
    const text = this.field.value.trim();
    if (!text) return;
    if (this.mode.kind === "edit") {
      const { message } = this.mode;
      this.cancelMode();
      this.hooks.saveEdit(message, text);
      return;
    }
    this.#sendNow(text);
  }

  #sendNow(text) {
    this.menu.close();
    this.inline.close();
    this.hooks.send(text, this.#takeReply());
    this.setText("");
  }

  #takeReply() {
    const { kind, message } = this.mode;
    if (kind !== "reply") return null;
    this.#setMode({ kind: "new", message: null });
    return message.message_id;
  }

  startReply(message, { focus = true } = {}) {
    if (this.mode.kind === "edit") this.cancelMode();
    this.#setMode({ kind: "reply", message });
    if (focus) this.field.focus();
  }

  startEdit(message) {
    this.#setMode({ kind: "edit", message });
    this.setText(message.text ?? message.caption ?? "");
  }

  cancelMode() {
    const wasEdit = this.mode.kind === "edit";
    this.#setMode({ kind: "new", message: null });
    if (wasEdit) this.setText("");
    this.field.focus();
  }

  #setMode(mode) {
    this.mode = mode;
    this.bar.hidden = mode.kind === "new";
    if (mode.kind === "new") return;
    const isOwn = this.hooks.isOwn(mode.message);
    const title = mode.kind === "edit" ? t("editing") : null;
    fill(
      this.bar,
      icon(mode.kind),
      el("div", { class: "quote" }, quoteBody(mode.message, { isOwn, title })),
      this.#button("cancel", "close", () => this.cancelMode()),
    );
  }

  /** The bot's reply keyboard, or null to take it away. */
  showKeys(rows, onPress) {
    this.keys.hidden = !rows;
    if (!rows) return;
    const press = (button) => onPress(typeof button === "string" ? button : button.text);
    const keyOf = (button) =>
      el("button", { type: "button", class: "key", text: button.text ?? button, on: { click: () => press(button) } });
    fill(
      this.keys,
      el("div", { class: "keyboard" }, rows.map((row) => el("div", { class: "keyboard-row" }, row.map(keyOf)))),
    );
  }
}
