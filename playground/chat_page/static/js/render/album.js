// An album of photos and videos as one mosaic.
import { albumLayout } from "../album_layout.js";
import { el } from "../dom.js";
import { MEDIA_WIDTH, naturalSize, visual } from "./media.js";

const percent = (fraction) => `${(fraction * 100).toFixed(3)}%`;

/** `onOpen(index)` opens the viewer at a picture. */
export function album(messages, onOpen) {
  const { boxes, height } = albumLayout(messages.map(naturalSize));
  const mosaic = el("div", { class: "mosaic", role: "group" });
  mosaic.style.aspectRatio = `1 / ${height.toFixed(4)}`;
  messages.forEach((message, index) => {
    const { x, y, w, h } = boxes[index];
    const tile = visual(message, w * MEDIA_WIDTH, () => onOpen(index));
    Object.assign(tile.style, {
      left: percent(x),
      top: percent(y / height),
      width: percent(w),
      height: percent(h / height),
    });
    mosaic.append(tile);
  });
  return { node: mosaic, width: MEDIA_WIDTH };
}
