// Puts the page together: one session per person, one or two panes, the chat list and the guide.
import { getInfo } from "./api.js";
import { App } from "./app.js";
import { el } from "./dom.js";
import { language, locale, t } from "./i18n.js";

document.documentElement.lang = locale;
document.title = t("title");

try {
  const app = new App(document.getElementById("app"), await getInfo());
  app.start();
} catch (error) {
  console.error(error);
  const reason = error instanceof Error ? error.message : String(error);
  document.getElementById("app").append(el("p", { class: "pill", lang: language, text: t("bad_load", { reason }) }));
}
