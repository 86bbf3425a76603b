// From messages to the rows of the list: dates, service lines, bubbles in groups. Pure.
import { dayKey } from "./format.js";
import { serviceText } from "./service_text.js";

const GROUP_GAP_SECONDS = 600;

const senderOf = (message) => message.sender_chat?.id ?? message.from?.id ?? 0;

/** Parts of one album become one row; every other message is a row of its own. */
function joinAlbums(messages) {
  const units = [];
  for (const message of messages) {
    const last = units.at(-1);
    const sameAlbum =
      last && message.media_group_id && last[0].media_group_id === message.media_group_id;
    if (sameAlbum) last.push(message);
    else units.push([message]);
  }
  return units;
}

function sitsTogether(above, below) {
  if (!above || !below || serviceText(above[0]) || serviceText(below[0])) return false;
  const gap = below[0].date - above.at(-1).date;
  return (
    senderOf(above[0]) === senderOf(below[0]) &&
    gap < GROUP_GAP_SECONDS &&
    dayKey(above[0].date) === dayKey(below[0].date)
  );
}

/**
 * Rows in order. Kinds: {kind: "date", key, date}, {kind: "service", key, messages} and
 * {kind: "bubble", key, messages, out, first, last, group, read}.
 * `read`: the other side has written after it, so it has surely seen it.
 */
export function buildRows(messages, { isOwn, isGroup }) {
  const units = joinAlbums(messages);
  const lastForeign = messages.findLastIndex((message) => !isOwn(message));
  const lastForeignId = lastForeign < 0 ? 0 : messages[lastForeign].message_id;
  const rows = [];
  units.forEach((unit, index) => {
    const [head] = unit;
    const above = units[index - 1];
    if (!above || dayKey(above[0].date) !== dayKey(head.date)) {
      rows.push({ kind: "date", key: `d${dayKey(head.date)}`, date: head.date });
    }
    if (serviceText(head)) {
      rows.push({ kind: "service", key: `m${head.message_id}`, messages: unit });
      return;
    }
    const out = isOwn(head);
    rows.push({
      kind: "bubble",
      key: `m${head.message_id}`,
      messages: unit,
      out,
      first: !sitsTogether(above, unit),
      last: !sitsTogether(unit, units[index + 1]),
      group: isGroup && !out,
      read: out && head.message_id < lastForeignId,
    });
  });
  return rows;
}

/** Whether a row may keep its node: the same message objects and the same place in its group. */
export function sameRow(one, two) {
  if (!one || one.kind !== two.kind) return false;
  if (one.kind === "date") return one.date === two.date;
  return (
    one.messages.length === two.messages.length &&
    one.messages.every((message, index) => message === two.messages[index]) &&
    ["out", "first", "last", "group", "read"].every((flag) => one[flag] === two[flag])
  );
}
