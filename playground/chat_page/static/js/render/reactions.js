// Reactions under a message, counted per emoji; the person's own are marked.
import { el } from "../dom.js";

/** Telegram's name of a heart is the bare sign, which many fonts would draw in black. */
export const shownEmoji = (emoji) => (emoji === "❤" ? "❤\uFE0F" : emoji);

/** From [{user_id, emoji}] to [{emoji, count, mine}], in the order the emoji first came. */
export function countReactions(reactions, userId) {
  const counts = new Map();
  for (const { user_id: from, emoji } of reactions ?? []) {
    const line = counts.get(emoji) ?? { emoji, count: 0, mine: false };
    line.count += 1;
    line.mine ||= from === userId;
    counts.set(emoji, line);
  }
  return [...counts.values()];
}

/** `reactions` as counted above. `onToggle(emoji)` sets or takes back one's own. */
export function reactionLine(reactions, onToggle) {
  return el(
    "div",
    { class: "reactions", role: "group" },
    reactions.map(({ emoji, count, mine }) =>
      el(
        "button",
        {
          type: "button",
          class: mine ? "reaction mine" : "reaction",
          "aria-pressed": String(Boolean(mine)),
          on: { click: () => onToggle(emoji) },
        },
        el("span", { text: shownEmoji(emoji) }),
        el("span", { class: "reaction-count", text: String(count) }),
      ),
    ),
  );
}
