// The preview before files are sent: look, drop some, add a caption, choose pictures or files.
import { el, fill } from "../dom.js";
import { sizeOf } from "../format.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";

const PHOTO_TYPES = /^image\/(jpeg|png|webp|bmp)$/;
export const ALBUM_MOST = 10;

export const canBePhoto = (file) => PHOTO_TYPES.test(file.type);

class AttachDialog {
  constructor(files, asFiles, resolve) {
    this.entries = files.slice(0, ALBUM_MOST).map((file) => ({ file, address: URL.createObjectURL(file) }));
    this.resolve = resolve;
    this.title = el("h2");
    this.previews = el("div", { class: "previews" });
    this.caption = el("textarea", { rows: 2, placeholder: t("caption"), "aria-label": t("caption"), dir: "auto" });
    this.asFiles = el("input", { type: "checkbox", props: { checked: asFiles || !files.every(canBePhoto) } });
    this.asFiles.disabled = !files.every(canBePhoto);
    this.dialog = this.#layOut();
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.#refresh();
    this.caption.focus();
  }

  #layOut() {
    const close = el(
      "button",
      { type: "button", class: "icon-button", "aria-label": t("close"), on: { click: () => this.#finish(null) } },
      icon("close"),
    );
    const dialog = el(
      "dialog",
      { class: "box attach" },
      el("div", { class: "box-head" }, this.title, close),
      el("div", { class: "box-body" }, this.previews, this.caption),
      el(
        "div",
        { class: "box-foot" },
        el("label", { class: "check" }, this.asFiles, t("as_files")),
        el("button", { type: "button", class: "button primary", text: t("send"), on: { click: () => this.#send() } }),
      ),
    );
    this.asFiles.addEventListener("change", () => this.#refresh());
    this.caption.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send();
    });
    dialog.addEventListener("close", () => this.#finish(null));
    return dialog;
  }

  #refresh() {
    const count = this.entries.length;
    const named = this.asFiles.checked;
    this.title.textContent = t(named ? "send_files" : "send_photos", { count });
    this.dialog.setAttribute("aria-label", this.title.textContent);
    this.previews.classList.toggle("single", count === 1 && !named);
    fill(this.previews, this.entries.map((entry) => this.#preview(entry, named)));
  }

  #preview(entry, named) {
    const { file, address } = entry;
    const remove = el(
      "button",
      { type: "button", class: "icon-button remove", "aria-label": t("remove", { name: file.name }), on: { click: () => this.#remove(entry) } },
      icon("close"),
    );
    if (!named) return el("div", { class: "preview" }, el("img", { src: address, alt: file.name }), remove);
    const face = canBePhoto(file) ? el("img", { src: address, alt: "" }) : icon("file");
    return el(
      "div",
      { class: "preview named" },
      el("span", { class: "file-icon" }, face),
      el("div", { class: "file-text" }, el("span", { class: "file-name", text: file.name }), el("span", { class: "file-size", text: sizeOf(file.size) })),
      remove,
    );
  }

  #remove(entry) {
    this.entries = this.entries.filter((other) => other !== entry);
    URL.revokeObjectURL(entry.address);
    if (this.entries.length === 0) this.#finish(null);
    else this.#refresh();
  }

  #send() {
    this.#finish({
      files: this.entries.map(({ file }) => file),
      caption: this.caption.value.trim(),
      asFiles: this.asFiles.checked,
    });
  }

  #finish(result) {
    for (const { address } of this.entries) URL.revokeObjectURL(address);
    this.entries = [];
    this.dialog.remove();
    this.resolve(result);
  }
}

/** Ask how to send files. Resolves to {files, caption, asFiles}, or null when the person changes their mind. */
export function askHowToSend(files, { asFiles = false } = {}) {
  return new Promise((resolve) => {
    new AttachDialog(files, asFiles, resolve);
  });
}
