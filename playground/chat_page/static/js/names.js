// Names, initials and one-line summaries of people, chats and messages.
import { t } from "./i18n.js";

export function personName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ") || person.username || "?";
}

/** Who opens the page at first: the first person whose app speaks this language, or anybody. */
export function personSpeaking(people, language) {
  return people.find((person) => person.language_code?.startsWith(language)) ?? people[0];
}

export function chatName(entry, bot) {
  if (entry.chat.type === "private") return bot ? personName(bot) : personName(entry.chat);
  return entry.chat.title ?? "?";
}

/** The first letter, whole even where a letter takes several code units. */
export function initial(name) {
  return ([...name.trim()][0] ?? "?").toUpperCase();
}

/** What a message is without its text: "Photo", a file's name, … or "". */
export function mediaKind(message) {
  if (message.photo) return t("photo");
  if (message.animation) return t("animation");
  if (message.video) return t("video");
  if (message.sticker) return message.sticker.emoji ?? t("sticker");
  if (message.audio || message.voice) return t("audio");
  if (message.document) return message.document.file_name ?? t("file");
  return "";
}

/** One line that stands for a message in quotes, lists and announcements. */
export function summary(message) {
  const words = (message.text ?? message.caption ?? "").replace(/\s+/g, " ").trim();
  const kind = mediaKind(message);
  if (kind && words) return `${kind}, ${words}`;
  return words || kind || t("service_message");
}
