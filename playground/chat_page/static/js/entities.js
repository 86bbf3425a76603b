// Message entities as a tree. Pure: offsets and lengths are UTF-16 units, which JavaScript counts in.
//
// A node is a string or {entity, start, children}. Entities that cross another one are cut at its
// border, so that the tree is always well formed whatever the sender claims.

/** The outermost first where two start together; a quote or code block goes around what it holds. */
function byPlace(one, two) {
  return one.start - two.start || two.end - one.end || one.order - two.order;
}

function usable(text, entities) {
  return entities
    .map((entity, order) => ({
      entity,
      order,
      start: Math.max(0, entity.offset),
      end: Math.min(text.length, entity.offset + entity.length),
    }))
    .filter((span) => span.end > span.start)
    .sort(byPlace);
}

export function entityTree(text, entities = []) {
  const spans = usable(text, entities);
  let next = 0;

  function build(from, to) {
    const children = [];
    let at = from;
    while (next < spans.length && spans[next].start < to) {
      const span = spans[next];
      next += 1;
      const start = Math.max(span.start, at);
      const end = Math.min(span.end, to);
      if (end <= start) continue;
      if (start > at) children.push(text.slice(at, start));
      children.push({ entity: span.entity, start, children: build(start, end) });
      at = end;
    }
    if (at < to) children.push(text.slice(at, to));
    return children;
  }

  return withoutBlockBreaks(build(0, text.length));
}

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const isBlock = (node) => typeof node === "object" && BLOCKS.has(node.entity.type);

/** A block starts and ends its own line, so the line break beside it would show as an empty line. */
function withoutBlockBreaks(nodes) {
  return nodes.map((node, index) => {
    if (typeof node !== "string") return node;
    let words = node;
    if (isBlock(nodes[index - 1] ?? "")) words = words.replace(/^\n/, "");
    if (isBlock(nodes[index + 1] ?? "")) words = words.replace(/\n$/, "");
    return words;
  });
}

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

/** An address that may be put into a link, or null: `javascript:` and its kin never pass. */
export function safeAddress(address) {
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `http://${address}`;
  try {
    const url = new URL(withScheme);
    return SAFE_SCHEMES.has(url.protocol) ? url.href : null;
  } catch (_error) {
    return null;
  }
}

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*|\p{Regional_Indicator}{2}){1,3}$/u;

/** One to three emoji and nothing else: shown large, as people expect of a chat. */
export function isBigEmoji(message) {
  return Boolean(message.text) && !message.entities?.length && EMOJI_ONLY.test(message.text);
}
