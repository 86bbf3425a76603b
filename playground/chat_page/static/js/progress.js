// Which of the guide's steps a person has taken. The login is told apart by what was sent, since the
// bot deletes that message; the rest of the page never needs to know.

const STEPS = [
  ["start", /^\/start(?:@\w+)?\b/],
  ["login", /^\/login(?:@\w+)?\s+\S/],
  ["image", /^\/(?:image|i|imagine|draw)(?:@\w+)?\s+\S/],
];

export class Progress {
  constructor(onChange) {
    this.done = new Map();
    this.onChange = onChange;
  }

  of(userId) {
    return this.done.get(userId) ?? new Set();
  }

  /** Note what somebody sent. */
  note(userId, text) {
    const found = STEPS.find(([, pattern]) => pattern.test(text ?? ""));
    if (!found || this.of(userId).has(found[0])) return;
    this.done.set(userId, new Set([...this.of(userId), found[0]]));
    this.onChange();
  }
}
