// What the bot offers while somebody types its name and words: a grid to choose one picture from.
//
// Every change of the words asks anew, after a short pause; an answer to words that have changed since
// is thrown away. Scrolling to the end asks for the next page.
import { filePath } from "../api.js";
import { el, fill } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { fittingPhoto } from "../render/pictures.js";

const PAUSE_MS = 250;
const TILE_PX = 110;
const NEAR_END_PX = 160;

/** The words behind the bot's name, or null where the text is no inline query. */
export function inlineWords(text, username) {
  const typed = /^@(\w+)\s([^]*)$/.exec(text);
  return typed && username && typed[1].toLowerCase() === username.toLowerCase() ? typed[2].trim() : null;
}

function thumbnail(result) {
  if (result.photo) return fittingPhoto(result.photo, TILE_PX * 2);
  const file = result.video ?? result.document;
  return file?.thumbnail ?? null;
}

export class InlineResults {
  /** hooks: ask(words, offset) → promise of an answer, choose(queryId, resultId), start(parameter) */
  constructor(id, hooks) {
    this.hooks = hooks;
    this.words = null;
    this.asked = 0;
    this.grid = el("div", { class: "inline-grid", role: "listbox", id, "aria-label": t("inline_results") });
    this.note = el("div", { class: "inline-note", role: "status" });
    this.node = el("div", { class: "inline-results", hidden: true }, this.note, this.grid);
    // Pressing the mouse must not take the focus from the field.
    this.node.addEventListener("mousedown", (event) => event.preventDefault());
    this.node.addEventListener("scroll", () => this.#onScroll());
  }

  get isOpen() {
    return !this.node.hidden;
  }

  /** Follow what is being typed: words, or null for anything else. */
  update(words) {
    if (words === this.words) return;
    this.words = words;
    clearTimeout(this.timer);
    if (words === null) {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.#ask(words), PAUSE_MS);
  }

  close() {
    clearTimeout(this.timer);
    this.words = null;
    this.asked += 1;
    this.next = "";
    this.node.hidden = true;
    fill(this.grid);
  }

  async #ask(words) {
    const turn = (this.asked += 1);
    this.next = "";
    const answer = await this.hooks.ask(words, "");
    if (turn !== this.asked || !answer) return;
    fill(this.grid);
    this.node.hidden = false;
    this.node.scrollTop = 0;
    this.#show(answer);
  }

  #show(answer) {
    this.next = answer.next_offset;
    this.grid.append(...answer.results.map((result) => this.#tile(answer.query_id, result)));
    const isEmpty = this.grid.childElementCount === 0;
    const { button } = answer;
    const words = answer.answered ? t("inline_empty") : t("inline_silent");
    fill(
      this.note,
      button?.start_parameter
        ? el("button", { type: "button", class: "inline-start", text: button.text, on: { click: () => this.hooks.start(button.start_parameter) } })
        : null,
      isEmpty && !button ? el("span", { text: words }) : null,
    );
    this.note.hidden = this.note.childElementCount === 0;
  }

  #tile(queryId, result) {
    const picture = thumbnail(result);
    const label = [result.title, result.description].filter(Boolean).join(", ") || t(result.photo ? "photo" : "video");
    return el(
      "button",
      {
        type: "button",
        class: "inline-tile",
        role: "option",
        "aria-selected": "false",
        "aria-label": label,
        title: label,
        data: { result: result.id },
        on: { click: () => this.hooks.choose(queryId, result.id) },
      },
      picture ? el("img", { src: filePath(picture.file_unique_id), alt: "", draggable: "false" }) : null,
      result.video ? el("span", { class: "inline-kind" }, icon("play")) : null,
      picture ? null : el("span", { class: "inline-title", text: label }),
    );
  }

  async #onScroll() {
    const { scrollTop, clientHeight, scrollHeight } = this.node;
    if (!this.next || scrollTop + clientHeight < scrollHeight - NEAR_END_PX) return;
    const turn = this.asked;
    const offset = this.next;
    this.next = "";
    const answer = await this.hooks.ask(this.words, offset);
    if (turn === this.asked && answer) this.#show(answer);
  }
}
