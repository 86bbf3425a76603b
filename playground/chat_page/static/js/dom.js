// Building DOM nodes. There is no way to pass markup: strings always become text nodes.

/**
 * Make an element.
 * props: `class`, `text`, `data` (dataset entries), `on` (event listeners), `props` (DOM properties),
 * everything else an attribute; null, undefined and false leave an attribute out.
 */
export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  const { class: className, text, data, on, props, ...attributes } = options;
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  for (const [key, value] of Object.entries(data ?? {})) {
    if (value !== null && value !== undefined) node.dataset[key] = value;
  }
  for (const [type, listener] of Object.entries(on ?? {})) node.addEventListener(type, listener);
  Object.assign(node, props ?? {});
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Replace all children of a node. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
}
