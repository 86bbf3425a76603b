// Service messages (somebody joined, a topic was made) as one line of text, or null for others.
import { personName } from "./names.js";
import { t } from "./i18n.js";

const READERS = [
  ["new_chat_members", (members) => members.map((one) => t("joined", { name: personName(one) })).join("\n")],
  ["left_chat_member", (member) => t("left", { name: personName(member) })],
  ["group_chat_created", () => t("group_created")],
  ["supergroup_chat_created", () => t("group_created")],
  ["forum_topic_created", (topic) => t("topic_created", { name: topic.name })],
  ["forum_topic_edited", () => t("service_message")],
  ["forum_topic_closed", () => t("service_message")],
  ["forum_topic_reopened", () => t("service_message")],
  ["pinned_message", (_pinned, message) => `${personName(message.from ?? {})} ${t("pinned")}`],
  ["migrate_to_chat_id", () => t("service_message")],
  ["migrate_from_chat_id", () => t("service_message")],
];

export function serviceText(message) {
  for (const [field, read] of READERS) {
    if (message[field] !== undefined) return read(message[field], message);
  }
  return null;
}
