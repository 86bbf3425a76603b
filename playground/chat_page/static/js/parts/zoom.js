// Zooming one picture: a click toggles, the wheel and two fingers scale, dragging moves.

const MOST = 8;
const CLICK_SCALE = 2.5;
const DRAG_PX = 5;

export class Zoom {
  constructor(image, stage) {
    this.image = image;
    this.stage = stage;
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.fingers = new Map();
    image.addEventListener("pointerdown", (event) => this.#down(event));
    image.addEventListener("pointermove", (event) => this.#move(event));
    image.addEventListener("pointerup", (event) => this.#up(event));
    image.addEventListener("pointercancel", (event) => this.fingers.delete(event.pointerId));
    image.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  #apply() {
    const { image, scale } = this;
    image.classList.toggle("zoomed", scale > 1);
    if (scale === 1) {
      this.x = 0;
      this.y = 0;
    }
    image.style.transform = scale === 1 ? "" : `translate(${this.x}px, ${this.y}px) scale(${scale})`;
  }

  /** Scale so that the point under the finger stays under it. */
  #scaleTo(scale, clientX, clientY) {
    const next = Math.min(MOST, Math.max(1, scale));
    const frame = this.stage.getBoundingClientRect();
    const fromCentreX = clientX - frame.left - frame.width / 2;
    const fromCentreY = clientY - frame.top - frame.height / 2;
    const factor = next / this.scale;
    this.x = fromCentreX - (fromCentreX - this.x) * factor;
    this.y = fromCentreY - (fromCentreY - this.y) * factor;
    this.scale = next;
    this.#apply();
  }

  #wheel(event) {
    event.preventDefault();
    this.#scaleTo(this.scale * Math.exp(-event.deltaY / 400), event.clientX, event.clientY);
  }

  #down(event) {
    event.preventDefault();
    this.image.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.moved = this.fingers.size > 1;
    this.start = { x: event.clientX, y: event.clientY };
  }

  #move(event) {
    const last = this.fingers.get(event.pointerId);
    if (!last) return;
    const here = { x: event.clientX, y: event.clientY };
    if (Math.hypot(here.x - this.start.x, here.y - this.start.y) > DRAG_PX) this.moved = true;
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const before = Math.hypot(last.x - other.x, last.y - other.y) || 1;
      const now = Math.hypot(here.x - other.x, here.y - other.y);
      this.#scaleTo((this.scale * now) / before, (here.x + other.x) / 2, (here.y + other.y) / 2);
    } else if (this.scale > 1) {
      this.x += here.x - last.x;
      this.y += here.y - last.y;
      this.#apply();
    }
    this.fingers.set(event.pointerId, here);
  }

  #up(event) {
    this.fingers.delete(event.pointerId);
    if (this.moved || this.fingers.size) return;
    this.#scaleTo(this.scale > 1 ? 1 : CLICK_SCALE, event.clientX, event.clientY);
  }
}
