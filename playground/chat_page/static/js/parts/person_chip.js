// A small switch between the people of the playground.
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { personName } from "../names.js";
import { avatar } from "../render/avatar.js";

export function personChip(people, current, onChoose) {
  const select = el(
    "select",
    { "aria-label": t("person"), title: t("person") },
    people.map((person) => el("option", { value: person.id, text: personName(person), props: { selected: person.id === current.id } })),
  );
  select.addEventListener("change", () => onChoose(Number(select.value)));
  return el("label", { class: "person-chip" }, avatar(personName(current), current.id), select);
}
