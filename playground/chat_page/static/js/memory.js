// Small things the browser remembers. Storage may be forbidden or full: then nothing is remembered.

export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch (_error) {
    // See the head of this file.
  }
}

export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch (_error) {
    return null;
  }
}
