// A picture over the whole window: largest size, arrow keys through an album, zoom, download.
import { el, fill } from "../dom.js";
import { sizeOf } from "../format.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { Zoom } from "./zoom.js";

function button(label, shape, onClick, extra = "") {
  return el(
    "button",
    { type: "button", class: `icon-button ${extra}`, "aria-label": t(label), title: t(label), on: { click: onClick } },
    icon(shape),
  );
}

class Viewer {
  constructor(pictures, index) {
    this.pictures = pictures;
    this.note = el("div", { class: "viewer-note", "aria-live": "polite" });
    this.save = el("a", { class: "icon-button", "aria-label": t("download"), title: t("download") }, icon("download"));
    this.stage = el("div", { class: "viewer-stage" });
    this.caption = el("div", { class: "viewer-caption", dir: "auto" });
    this.dialog = el(
      "dialog",
      { class: "viewer", "aria-label": t("viewer") },
      el("div", { class: "viewer-bar" }, this.note, this.save, button("close", "close", () => this.dialog.close())),
      this.stage,
      this.caption,
    );
    this.#listen();
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.show(index);
  }

  #listen() {
    this.dialog.addEventListener("close", () => this.dialog.remove());
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft") this.show(this.index - 1);
      else if (event.key === "ArrowRight") this.show(this.index + 1);
      else return;
      event.preventDefault();
    });
    this.stage.addEventListener("click", (event) => {
      if (event.target === this.stage) this.dialog.close();
    });
  }

  show(index) {
    if (index < 0 || index >= this.pictures.length) return;
    const hadFocus = document.activeElement;
    this.index = index;
    const picture = this.pictures[index];
    const image = el("img", { src: picture.source, alt: picture.alt, draggable: "false" });
    image.addEventListener("load", () => this.#describe(picture, image), { once: true });
    new Zoom(image, this.stage);
    this.save.href = picture.download;
    this.save.setAttribute("download", picture.name);
    fill(this.stage, image, ...this.#steps(index));
    this.caption.textContent = picture.caption;
    this.caption.hidden = !picture.caption;
    this.#describe(picture, image);
    if (!hadFocus?.isConnected || hadFocus === document.body) this.dialog.querySelector("a").focus();
  }

  #steps(index) {
    return [
      index > 0 ? button("previous", "back", () => this.show(index - 1), "viewer-step previous") : null,
      index < this.pictures.length - 1 ? button("next", "next", () => this.show(index + 1), "viewer-step next") : null,
    ];
  }

  #describe(picture, image) {
    const facts = [
      this.pictures.length > 1 ? `${this.index + 1} / ${this.pictures.length}` : "",
      image.naturalWidth ? `${image.naturalWidth} × ${image.naturalHeight}` : "",
      sizeOf(picture.bytes),
      picture.name,
    ];
    fill(this.note, facts.filter(Boolean).map((fact) => el("span", { text: fact })));
  }
}

/** Show pictures made by `viewable`, starting at one of them. */
export function openViewer(pictures, index) {
  return new Viewer(pictures, Math.max(0, index));
}
