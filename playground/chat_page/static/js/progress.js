// Which of the guide's steps a person has taken. The login is told apart by what was sent, since the
// bot deletes that message. Kept over a reload of the page, forgotten with the playground.
import { recall, remember } from "./memory.js";

const STEPS = [
  ["start", /^\/start(?:@\w+)?\b/],
  ["login", /^\/login(?:@\w+)?\s+\S/],
  ["image", /^\/(?:image|i|imagine|draw)(?:@\w+)?\s+\S/],
];

export class Progress {
  constructor(bootId, onChange) {
    this.bootId = bootId;
    this.onChange = onChange;
    this.done = new Map();
    const kept = JSON.parse(recall("progress") ?? "{}");
    if (kept.bootId !== bootId) return;
    for (const [userId, steps] of kept.done) this.done.set(userId, new Set(steps));
  }

  of(userId) {
    return this.done.get(userId) ?? new Set();
  }

  /** Note what somebody sent. */
  note(userId, text) {
    const found = STEPS.find(([, pattern]) => pattern.test(text ?? ""));
    if (!found || this.of(userId).has(found[0])) return;
    this.done.set(userId, new Set([...this.of(userId), found[0]]));
    const done = [...this.done].map(([id, steps]) => [id, [...steps]]);
    remember("progress", JSON.stringify({ bootId: this.bootId, done }));
    this.onChange();
  }
}
