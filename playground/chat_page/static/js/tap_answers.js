// Matching taps with the bot's answers, whichever of the two the page hears of first.

const PATIENCE_MS = 15000;
const KEPT = 50;

export class TapAnswers {
  constructor() {
    this.early = new Map();
    this.waiting = new Map();
  }

  arrived(answer) {
    const id = answer.callback_query_id;
    const resolve = this.waiting.get(id);
    if (resolve) {
      this.waiting.delete(id);
      resolve(answer);
      return;
    }
    this.early.set(id, answer);
    if (this.early.size > KEPT) this.early.delete(this.early.keys().next().value);
  }

  /** The answer to a tap, or null when the bot has not answered in time (its button then rests). */
  of(id) {
    const early = this.early.get(id);
    if (early) {
      this.early.delete(id);
      return Promise.resolve(early);
    }
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      setTimeout(() => {
        this.waiting.delete(id);
        resolve(null);
      }, PATIENCE_MS);
    });
  }
}
