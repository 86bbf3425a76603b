// Light or dark: follows the system until the person chooses, then remembers the choice.
import { recall, remember } from "./memory.js";

const system = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set();

function apply(theme) {
  document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener(theme);
}

export function currentTheme() {
  return document.documentElement.dataset.theme;
}

export function switchTheme() {
  const next = currentTheme() === "dark" ? "light" : "dark";
  // Choosing what the system has anyway means: follow the system again.
  remember("theme", next === (system.matches ? "dark" : "light") ? null : next);
  apply(next);
}

export function onTheme(listener) {
  listeners.add(listener);
  listener(currentTheme());
}

system.addEventListener("change", () => {
  if (!recall("theme")) apply(system.matches ? "dark" : "light");
});
