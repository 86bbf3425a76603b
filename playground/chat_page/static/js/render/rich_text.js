// A text with entities as DOM nodes. Nothing is ever parsed as markup.
import { copyText } from "../clipboard.js";
import { el } from "../dom.js";
import { entityTree, safeAddress } from "../entities.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";

const SIMPLE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };

function plainText(nodes) {
  return nodes.map((node) => (typeof node === "string" ? node : plainText(node.children))).join("");
}

function link(address, children, ask) {
  const href = safeAddress(address);
  if (!href) return el("span", {}, children);
  const node = el("a", { href, target: "_blank", rel: "noopener noreferrer" }, children);
  if (ask) {
    node.title = href;
    node.addEventListener("click", (event) => {
      event.preventDefault();
      ask(href);
    });
  }
  return node;
}

function spoiler(children) {
  const node = el("span", { class: "spoiler", role: "button", tabindex: 0, "aria-expanded": "false" });
  node.append(el("span", {}, children));
  const open = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    node.classList.add("open");
    node.setAttribute("aria-expanded", "true");
    event.preventDefault();
  };
  node.addEventListener("click", open, { once: true });
  node.addEventListener("keydown", open);
  return node;
}

function codeBlock(entity, text, children) {
  const head = el(
    "div",
    { class: "pre-head" },
    el("span", { text: entity.language ?? "" }),
    el(
      "button",
      { type: "button", class: "pre-copy", "aria-label": t("copy"), title: t("copy"), on: { click: () => copyText(text) } },
      icon("copy"),
    ),
  );
  return el("pre", {}, head, el("code", {}, children));
}

function quotation(entity, children) {
  const node = el("blockquote", {}, children);
  if (entity.type === "expandable_blockquote") {
    node.classList.add("folded");
    node.addEventListener("click", () => node.classList.toggle("folded"));
  }
  return node;
}

function renderEntity({ entity, children: inner }, actions) {
  const children = inner.map((child) => renderNode(child, actions));
  const text = plainText(inner);
  if (SIMPLE[entity.type]) return el(SIMPLE[entity.type], {}, children);
  switch (entity.type) {
    case "code":
      return el("code", { title: t("copy"), on: { click: () => copyText(text) } }, children);
    case "pre":
      return codeBlock(entity, text, children);
    case "spoiler":
      return spoiler(children);
    case "blockquote":
    case "expandable_blockquote":
      return quotation(entity, children);
    case "text_link":
      return link(entity.url ?? "", children, actions.askLink);
    case "url":
      return link(text, children);
    case "email":
      return link(`mailto:${text}`, children);
    case "phone_number":
      return link(`tel:${text.replace(/[^+\d]/g, "")}`, children);
    case "bot_command":
      return el(
        "button",
        { type: "button", class: "command", on: { click: () => actions.sendCommand(text) } },
        children,
      );
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return el("span", { class: "tag" }, children);
    default:
      return el("span", {}, children);
  }
}

function renderNode(node, actions) {
  return typeof node === "string" ? node : renderEntity(node, actions);
}

/** Nodes for a text; `actions` has askLink(address) and sendCommand(text). */
export function richText(text, entities, actions) {
  return entityTree(text, entities ?? []).map((node) => renderNode(node, actions));
}
