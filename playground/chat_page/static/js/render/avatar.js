// Round pictures made of an initial and a colour that stays with the person.
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { initial } from "../names.js";

const TINTS = 6;

export function avatar(name, id, isBot = false) {
  if (isBot) return el("span", { class: "avatar bot", "aria-hidden": true }, icon("brush"));
  const tint = Math.abs(Number(id) || 0) % TINTS;
  return el("span", { class: "avatar", data: { tint }, "aria-hidden": true, text: initial(name) });
}
