// Texts in the browser's language. `?lang=en` or `?lang=zh` in the address overrides it.
import en from "./text/en.js";
import zh from "./text/zh.js";

function chooseLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  const wishes = asked ? [asked] : navigator.languages ?? [navigator.language];
  const known = wishes.map((wish) => wish.toLowerCase().slice(0, 2)).find((code) => code === "zh" || code === "en");
  return known ?? "en";
}

export const language = chooseLanguage();
export const locale = language === "zh" ? "zh-CN" : "en-GB";
const texts = language === "zh" ? zh : en;

/** The text of a key with `{name}` places filled in. An unknown key is a mistake and is thrown. */
export function t(key, values = {}) {
  const text = texts[key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_all, name) => String(values[name] ?? ""));
}

/** Whether there is a text for a key that comes from outside. */
export function hasText(key) {
  return Object.hasOwn(texts, key);
}
