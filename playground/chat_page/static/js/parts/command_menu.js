// The list of commands: opened by the / button, or by typing / and narrowed by what follows.
//
// Tab completes. Enter or a click on an entry sends it, as people know it from Telegram. Nothing is
// chosen before an arrow key is pressed, so Enter after a typed command sends exactly that.
import { el, fill } from "../dom.js";
import { t } from "../i18n.js";

export class CommandMenu {
  constructor(field, id, { send, complete }) {
    this.field = field;
    this.hooks = { send, complete };
    this.commands = [];
    this.shown = [];
    this.chosen = -1;
    this.id = id;
    this.node = el("ul", { class: "commands", id, role: "listbox", "aria-label": t("commands"), hidden: true });
    field.setAttribute("aria-controls", id);
    field.setAttribute("aria-haspopup", "listbox");
    field.addEventListener("blur", () => this.close());
    // Pressing the mouse must not take the focus from the field, or the list would close first.
    this.node.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get isOpen() {
    return !this.node.hidden;
  }

  setCommands(commands) {
    this.commands = commands;
    this.button.hidden = commands.length === 0;
    if (this.isOpen) this.update();
  }

  /** Follow what is being typed. */
  update() {
    const typed = /^\/(\w*)$/.exec(this.field.value);
    if (!typed) {
      this.close();
      return;
    }
    this.#open(this.commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())));
  }

  toggle() {
    const wasOpen = this.isOpen;
    this.field.focus();
    if (wasOpen) this.close();
    else this.#open(this.commands);
  }

  #open(commands) {
    this.shown = commands;
    this.chosen = -1;
    this.node.hidden = commands.length === 0;
    this.button?.setAttribute("aria-expanded", String(this.isOpen));
    this.field.removeAttribute("aria-activedescendant");
    fill(this.node, commands.map((entry, index) => this.#entry(entry, index)));
  }

  #entry({ command, description }, index) {
    return el(
      "li",
      { role: "option", id: `${this.id}-${index}`, "aria-selected": "false", on: { click: () => this.hooks.send(`/${command}`) } },
      el("span", { class: "command-name", text: `/${command}` }),
      el("span", { class: "command-note", text: description }),
    );
  }

  close() {
    this.node.hidden = true;
    this.chosen = -1;
    this.button?.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  #choose(index) {
    this.chosen = (index + this.shown.length) % this.shown.length;
    [...this.node.children].forEach((node, at) => {
      node.setAttribute("aria-selected", String(at === this.chosen));
      if (at === this.chosen) node.scrollIntoView({ block: "nearest" });
    });
    this.field.setAttribute("aria-activedescendant", `${this.id}-${this.chosen}`);
  }

  /** Returns true when the key was for the list. */
  onKey(event) {
    if (!this.isOpen) return false;
    const entry = this.shown[Math.max(0, this.chosen)];
    const down = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (down) this.#choose(event.key === "ArrowDown" ? this.chosen + 1 : Math.max(this.chosen, 0) - 1);
    else if (event.key === "Tab" && !event.shiftKey) this.hooks.complete(`/${entry.command} `);
    else if (event.key === "Enter" && this.chosen >= 0) this.hooks.send(`/${entry.command}`);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
