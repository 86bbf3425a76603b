// Making new people and groups from the page.
import * as api from "../api.js";
import { el } from "../dom.js";
import { language, t } from "../i18n.js";
import { personName } from "../names.js";
import { openMenu } from "./context_menu.js";
import { box, toast } from "./toasts.js";

async function ask(title, body, read) {
  return box({
    title,
    body,
    buttons: [{ label: t("cancel"), value: null }, { label: t("create"), value: read, primary: true }],
  });
}

async function call(run) {
  try {
    return await run();
  } catch (error) {
    toast(error.message, { error: true });
    return null;
  }
}

async function newPerson() {
  const name = el("input", { type: "text", maxlength: 64, "aria-label": t("name") });
  const tongue = el(
    "select",
    { "aria-label": t("language") },
    [["zh-hans", "中文"], ["en", "English"]].map(([value, text]) => el("option", { value, text })),
  );
  tongue.value = language === "zh" ? "zh-hans" : "en";
  const body = [el("label", {}, t("name"), name), el("label", {}, t("language"), tongue)];
  const answer = await ask(t("new_person"), el("div", {}, body), () => ({ first_name: name.value.trim(), language_code: tongue.value }));
  return answer?.first_name ? call(() => api.addUser(answer)) : null;
}

async function newGroup(people) {
  const title = el("input", { type: "text", maxlength: 128, "aria-label": t("group_title") });
  const boxes = people.map((person) => ({ person, input: el("input", { type: "checkbox", props: { checked: true } }) }));
  const forum = el("input", { type: "checkbox" });
  const body = el(
    "div",
    {},
    el("label", {}, t("group_title"), title),
    el("div", {}, el("label", { class: "check" }, forum, t("is_forum"))),
    boxes.map(({ person, input }) => el("div", {}, el("label", { class: "check" }, input, personName(person)))),
  );
  const answer = await ask(t("new_group"), body, () => ({
    title: title.value.trim(),
    is_forum: forum.checked,
    members: boxes.filter(({ input }) => input.checked).map(({ person }) => person.id),
  }));
  return answer?.title ? call(() => api.addGroup(answer)) : null;
}

/** Ask for a topic's name and open it in a forum. */
export async function newTopic(userId, chatId) {
  const name = el("input", { type: "text", maxlength: 128, "aria-label": t("topic_name") });
  const answer = await ask(t("new_topic"), el("label", {}, t("topic_name"), name), () => name.value.trim());
  return answer ? call(() => api.addTopic({ user: userId, chat_id: chatId, name: answer })) : null;
}

/** Open the menu under a button. hooks: people(), personAdded(user). */
export function openAddMenu(opener, hooks) {
  const { left, bottom } = opener.getBoundingClientRect();
  openMenu({
    x: left,
    y: bottom + 4,
    opener,
    items: [
      {
        label: t("new_person"),
        shape: "plus",
        run: async () => {
          const made = await newPerson();
          if (made) hooks.personAdded(made.user);
        },
      },
      { label: t("new_group"), shape: "people", run: () => newGroup(hooks.people()) },
    ],
  });
}
