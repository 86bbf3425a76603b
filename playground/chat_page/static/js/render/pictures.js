// What can be looked at: photos of a message in a fitting size, and image files.
import { filePath } from "../api.js";
import { summary } from "../names.js";

const IMAGE_FILE = /^image\/(jpeg|png|webp|gif|avif|bmp)$/;

const bySize = (sizes) => [...sizes].sort((one, two) => one.width * one.height - two.width * two.height);

export const largestPhoto = (sizes) => bySize(sizes).at(-1);

/** The smallest size that still looks sharp at this width on screen. */
export function fittingPhoto(sizes, shownWidth) {
  const wanted = shownWidth * Math.min(2, window.devicePixelRatio || 1);
  return bySize(sizes).find((size) => size.width >= wanted) ?? largestPhoto(sizes);
}

export function isImageFile(message) {
  return Boolean(message.document && IMAGE_FILE.test(message.document.mime_type ?? ""));
}

/** What the viewer needs of a message, or null where there is no picture in it. */
export function viewable(message) {
  const photo = message.photo && largestPhoto(message.photo);
  const file = photo ?? (isImageFile(message) ? message.document : null);
  if (!file) return null;
  return {
    messageId: message.message_id,
    source: filePath(file.file_unique_id),
    download: filePath(file.file_unique_id, true),
    name: message.document?.file_name ?? "",
    bytes: file.file_size,
    caption: message.caption ?? "",
    alt: summary(message),
  };
}
