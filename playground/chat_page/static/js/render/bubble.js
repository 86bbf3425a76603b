// One row of the list: a message, or an album with its caption, with everything that hangs on it.
import { isBigEmoji } from "../entities.js";
import { el } from "../dom.js";
import { fullTime, timeOf } from "../format.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { personName, summary } from "../names.js";
import { album } from "./album.js";
import { avatar } from "./avatar.js";
import { files, isFile } from "./files.js";
import { inlineKeyboard } from "./keyboard.js";
import { isVisual, singleVisual, sticker } from "./media.js";
import { viewable } from "./pictures.js";
import { quote } from "./quote.js";
import { countReactions, reactionLine } from "./reactions.js";
import { richText } from "./rich_text.js";

/** The caption of an album is that of its only captioned part; with several, the viewer shows them. */
function wordsOf(messages) {
  const captioned = messages.filter((message) => message.text ?? message.caption);
  return captioned.length === 1 ? captioned[0] : null;
}

function meta(row, onMedia) {
  const last = row.messages.at(-1);
  const ticks = row.out ? icon(row.read ? "ticks" : "check", "ticks") : null;
  const state = row.out ? el("span", { class: "visually-hidden", text: row.read ? t("read") : t("sent") }) : null;
  const edited = row.messages.some((message) => message.edit_date);
  return el(
    "span",
    { class: onMedia ? "meta on-media" : "meta", title: fullTime(last.date) },
    edited ? el("span", { class: "edited", text: t("edited") }) : null,
    el("time", { datetime: new Date(last.date * 1000).toISOString(), text: timeOf(last.date) }),
    ticks,
    state,
  );
}

const hasReactions = (row) => Boolean(row.messages[0].reactions?.length);

/** Room at the end of the last line, so that no word runs under the time stamp. */
function metaSpace(row) {
  const space = el("span", { class: "meta-space", "aria-hidden": true });
  const edited = row.messages.some((message) => message.edit_date);
  space.style.width = `${44 + (row.out ? 22 : 0) + (edited ? 46 : 0)}px`;
  return space;
}

function textBlock(message, row, actions) {
  const nodes = message.text !== undefined
    ? richText(message.text, message.entities, actions)
    : richText(message.caption, message.caption_entities, actions);
  return el("div", { class: "text", dir: "auto" }, nodes, hasReactions(row) ? null : metaSpace(row));
}

function mediaBlock(messages, actions) {
  const pictures = messages.map(viewable).filter(Boolean);
  const openAt = (index) => {
    const wanted = messages[index].message_id;
    actions.openViewer(pictures, pictures.findIndex((picture) => picture.messageId === wanted));
  };
  if (messages.every(isVisual)) {
    return messages.length === 1 ? singleVisual(messages[0], () => openAt(0)) : album(messages, openAt);
  }
  const withFiles = messages.filter(isFile);
  return withFiles.length ? { node: files(withFiles, (index) => openAt(index)), width: null } : null;
}

function bareBubble(row, content, extra) {
  return el("div", { class: `bubble bare ${extra}` }, content, meta(row, extra !== "big-emoji"));
}

function bubble(row, context) {
  const { messages } = row;
  const [head] = messages;
  const { actions } = context;
  if (head.sticker) return bareBubble(row, sticker(head), "with-sticker");
  if (isBigEmoji(head) && !head.reply_to_message) return bareBubble(row, head.text, "big-emoji");
  const words = wordsOf(messages);
  const media = mediaBlock(messages, actions);
  const reactions = countReactions(head.reactions, context.userId());
  const visualOnly = media?.width && !words && !reactions.length;
  const text = words ? textBlock(words, row, actions) : null;
  const node = el(
    "div",
    { class: media?.width ? "bubble with-media" : "bubble" },
    row.group && row.first ? el("div", { class: "sender", text: personName(head.from ?? {}) }) : null,
    head.via_bot ? el("div", { class: "via", text: t("via", { bot: head.via_bot.username }) }) : null,
    head.reply_to_message && !isTopicRoot(head) ? quote(head, context.isOwn, actions.scrollTo) : null,
    words?.show_caption_above_media ? text : null,
    media?.node,
    words?.show_caption_above_media ? null : text,
    reactions.length ? reactionLine(reactions, (emoji) => actions.react(head, emoji)) : null,
    media && !media.width && !words ? el("div", { class: "meta-line" }) : null,
    meta(row, visualOnly),
  );
  if (media?.width) node.style.width = `${media.width + 8}px`;
  return node;
}

/** In a topic every message formally replies to the one that opened the topic. */
function isTopicRoot(message) {
  return Boolean(message.reply_to_message.forum_topic_created);
}

function keyboardOf(row, context) {
  const owner = row.messages.find((message) => message.reply_markup?.inline_keyboard);
  if (!owner) return null;
  const { actions } = context;
  return inlineKeyboard(owner.reply_markup.inline_keyboard, {
    tap: (data) => actions.tap(owner, data),
    copy: actions.copy,
    inlineQuery: actions.inlineQuery,
    notice: actions.notice,
  });
}

function label(row, context) {
  const [head] = row.messages;
  const who = row.out ? t("you") : personName(head.sender_chat ?? head.from ?? {});
  const what = row.messages.length > 1 ? `${t("album")}, ${summary(wordsOf(row.messages) ?? head)}` : summary(head);
  return `${who}: ${what}, ${timeOf(head.date)}`;
}

/** The node of a bubble row. `context`: {isOwn, actions}. */
export function bubbleRow(row, context) {
  const [head] = row.messages;
  const classes = ["row", row.out ? "out" : "in", row.first && "first", row.last && "last"];
  const sender = head.from ?? {};
  const face = row.group ? avatar(personName(sender), sender.id, sender.is_bot) : null;
  const keys = keyboardOf(row, context);
  if (face && !row.last) face.classList.add("blank");
  return el(
    "div",
    {
      class: classes.filter(Boolean).join(" "),
      role: "listitem",
      tabindex: -1,
      "aria-label": label(row, context),
      data: { messageId: head.message_id, album: row.messages.length > 1 ? row.messages.length : null },
    },
    face,
    el("div", { class: keys ? "stack with-keys" : "stack" }, bubble(row, context), keys),
  );
}
