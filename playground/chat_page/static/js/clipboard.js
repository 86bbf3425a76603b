// Copying text, also where the clipboard API is missing (plain HTTP on another machine's address).
import { el } from "./dom.js";
import { t } from "./i18n.js";
import { toast } from "./parts/toasts.js";

function copyBySelection(text) {
  const field = el("textarea", { class: "visually-hidden", props: { value: text }, readonly: true });
  // A modal dialog makes everything outside it inert, so the field must go inside.
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  const before = document.activeElement;
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus?.();
  return done;
}

export async function copyText(text) {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch (_error) {
    done = copyBySelection(text);
  }
  toast(done ? t("copied") : t("copy_failed"), { error: !done });
}
