// Dropping files on a chat: one zone sends pictures, the other sends files as they are.
import { el } from "../dom.js";
import { t } from "../i18n.js";

const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

/** Attach to a pane; `onDrop(files, asFiles)` gets what was dropped. */
export function listenForDrops(pane, onDrop) {
  let depth = 0;
  const zone = (title, note, asFiles) => {
    const node = el("div", { class: "drop-zone" }, el("span", { text: t(title) }), el("small", { text: t(note) }));
    node.addEventListener("dragenter", () => node.classList.add("over"));
    node.addEventListener("dragleave", () => node.classList.remove("over"));
    node.addEventListener("drop", (event) => {
      const files = [...event.dataTransfer.files];
      if (files.length) onDrop(files, asFiles);
    });
    return node;
  };
  const zones = el(
    "div",
    { class: "drop-zones", hidden: true },
    zone("drop_photos", "drop_photos_note", false),
    zone("drop_files", "drop_files_note", true),
  );
  const hide = () => {
    depth = 0;
    zones.hidden = true;
    for (const node of zones.children) node.classList.remove("over");
  };
  pane.append(zones);
  pane.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    depth += 1;
    zones.hidden = false;
  });
  pane.addEventListener("dragleave", (event) => {
    if (!carriesFiles(event)) return;
    depth -= 1;
    if (depth <= 0) hide();
  });
  pane.addEventListener("dragover", (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  pane.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    hide();
  });
}
