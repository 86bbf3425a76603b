// For newcomers: three steps with the demo token and prompts to click, and their short form.
import { copyText } from "../clipboard.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";

const EXAMPLES = ["example_1", "example_2", "example_3"];

function step(number, done, title, note, ...body) {
  const mark = el("span", { class: "step-mark" }, done ? icon("check") : String(number));
  return el(
    "li",
    { class: done ? "step done" : "step" },
    mark,
    el("div", { class: "step-body" }, el("div", { class: "step-title", text: title }), el("p", { class: "step-note", text: note }), body),
  );
}

function copyButton(token) {
  return el(
    "button",
    { type: "button", class: "icon-button", "aria-label": t("copy_token"), title: t("copy_token"), on: { click: () => copyText(token) } },
    icon("copy"),
  );
}

function button(label, onClick) {
  return el("button", { type: "button", class: "button", text: label, on: { click: onClick } });
}

function example(text, onFill) {
  const [command, ...words] = text.split(" ");
  return el(
    "button",
    { type: "button", class: "example", on: { click: () => onFill(text) } },
    el("b", { text: command }),
    // A flag is one word: it may move to the next line, but not break behind its dashes.
    words.map((word) => [" ", word.startsWith("--") ? el("span", { text: word }) : word]),
  );
}

function loginStep(number, info, done, hooks) {
  return step(
    number,
    done,
    t("step_login"),
    t("step_login_note"),
    el("div", { class: "token" }, el("code", { text: info.login_token, "aria-label": t("token") }), copyButton(info.login_token)),
    button(t("fill_login"), () => hooks.fill(`/login ${info.login_token}`)),
  );
}

/** hooks: fill(text) puts text into the composer, send(text), close(). `done`: Set of "start" | "login" | "image". */
export function guidePanel(info, done, hooks) {
  const close = el(
    "button",
    { type: "button", class: "icon-button", "aria-label": t("close"), on: { click: hooks.close } },
    icon("close"),
  );
  const steps = [
    step(1, done.has("start"), t("step_start"), t("step_start_note"), button("/start", () => hooks.send("/start"))),
    info.login_token ? loginStep(2, info, done.has("login"), hooks) : null,
    step(
      info.login_token ? 3 : 2,
      done.has("image"),
      t("step_image"),
      t("step_image_note"),
      EXAMPLES.map((key) => example(t(key), hooks.fill)),
    ),
  ];
  const notes = info.notes?.length
    ? el("ul", { class: "guide-notes" }, info.notes.map((note) => el("li", { text: note })))
    : null;
  return el(
    "aside",
    { class: "guide", "aria-label": t("guide") },
    el("div", { class: "guide-head" }, el("h2", { text: t("guide_title") }), close),
    el("div", { class: "guide-body" }, el("p", { class: "guide-intro", text: t("guide_intro") }), el("ol", { class: "steps" }, steps), notes),
  );
}

/** The token in one line, for windows without room for the guide. */
export function tokenBanner(info, hooks) {
  return el(
    "div",
    { class: "banner" },
    el("span", { class: "banner-text" }, `${t("banner")} `, el("code", { text: info.login_token })),
    copyButton(info.login_token),
    button(t("fill"), () => hooks.fill(`/login ${info.login_token}`)),
    el(
      "button",
      { type: "button", class: "icon-button", "aria-label": t("hide"), title: t("hide"), on: { click: hooks.hide } },
      icon("close"),
    ),
  );
}
