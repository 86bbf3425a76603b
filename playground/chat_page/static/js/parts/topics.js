// The topics of a forum group as a line of tabs. Topics are read from the messages that opened them.
import { el, fill } from "../dom.js";
import { t } from "../i18n.js";
import { inOrder } from "../store.js";

export function topicsOf(entry) {
  if (!entry.chat.is_forum) return [];
  const opened = inOrder(entry).filter((message) => message.forum_topic_created);
  return opened.map((message) => ({
    id: message.message_thread_id ?? message.message_id,
    name: message.forum_topic_created.name,
  }));
}

/** Which messages belong to the topic that is shown; null shows all of them. */
export function inTopic(message, topic) {
  if (topic === null) return true;
  return (message.is_topic_message ? message.message_thread_id : 0) === topic;
}

export class TopicTabs {
  constructor(onChoose) {
    this.onChoose = onChoose;
    this.node = el("div", { class: "topics", role: "tablist", "aria-label": t("topics"), hidden: true });
  }

  show(entry) {
    const topics = topicsOf(entry);
    this.node.hidden = topics.length === 0;
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
    );
  }
}
