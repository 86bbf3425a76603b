// The topics of a forum group as a line of tabs.
import { el, fill } from "../dom.js";
import { t } from "../i18n.js";

export function topicsOf(entry) {
  if (!entry.chat.is_forum) return [];
  return (entry.chat.topics ?? []).map((topic) => ({ id: topic.message_thread_id, name: topic.name }));
}

/** Which messages belong to the topic that is shown; null shows all of them. */
export function inTopic(message, topic) {
  if (topic === null) return true;
  return (message.is_topic_message ? message.message_thread_id : 0) === topic;
}

export class TopicTabs {
  constructor(onChoose, onAdd) {
    this.onChoose = onChoose;
    this.onAdd = onAdd;
    this.node = el("div", { class: "topics", role: "tablist", "aria-label": t("topics"), hidden: true });
  }

  show(entry) {
    const topics = topicsOf(entry);
    this.node.hidden = !entry.chat.is_forum;
    const all = [{ id: null, name: t("topic_all") }, { id: 0, name: t("topic_general") }, ...topics];
    fill(
      this.node,
      all.map(({ id, name }) =>
        el("button", {
          type: "button",
          role: "tab",
          class: "topic",
          "aria-selected": String(entry.topic === id),
          text: name,
          on: { click: () => this.onChoose(id) },
        }),
      ),
      el(
        "button",
        { type: "button", class: "topic", "aria-label": t("new_topic"), title: t("new_topic"), on: { click: this.onAdd } },
        "+",
      ),
    );
  }
}
