// Where the pictures of an album go. Pure: sizes in, boxes out, all as fractions of the album's width.
//
// Every way of breaking the album into rows (and, for a few pictures, one tall picture beside a
// column) is tried; the one that crops least and whose shape is most pleasant wins.

const GAP = 0.006;
const WANTED_HEIGHT = 1.0;
const TALLEST = 1.5;
const NARROWEST = 0.22;

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** Width over height, kept within what a tile can show without losing the subject. */
function aspectOf({ width, height }) {
  return clamp((width || 1) / (height || 1), 0.6, 1.8);
}

/** All ways to write `count` as a sum of row lengths 1..4 (at most four rows). */
function partitions(count, rowsLeft = 4) {
  if (count === 0) return [[]];
  if (rowsLeft === 0) return [];
  const found = [];
  for (let length = Math.min(4, count); length >= 1; length -= 1) {
    for (const rest of partitions(count - length, rowsLeft - 1)) found.push([length, ...rest]);
  }
  return found;
}

function rowBoxes(aspects, top) {
  const free = 1 - GAP * (aspects.length - 1);
  const height = free / aspects.reduce((sum, aspect) => sum + aspect, 0);
  let left = 0;
  const boxes = aspects.map((aspect) => {
    const box = { x: left, y: top, w: aspect * height, h: height };
    left += box.w + GAP;
    return box;
  });
  return { boxes, height };
}

function asRows(aspects, lengths) {
  const boxes = [];
  let top = 0;
  let at = 0;
  for (const length of lengths) {
    const row = rowBoxes(aspects.slice(at, at + length), top);
    boxes.push(...row.boxes);
    top += row.height + GAP;
    at += length;
  }
  return { boxes, height: top - GAP };
}

/** The first picture tall at the left, the others in a column beside it. */
function asHeroColumn(aspects) {
  const others = aspects.slice(1);
  const stretch = others.reduce((sum, aspect) => sum + 1 / aspect, 0);
  const gaps = GAP * (others.length - 1);
  // heroWidth / heroAspect = columnWidth * stretch + gaps, and both widths fill the row.
  const column = ((1 - GAP) / aspects[0] - gaps) / (stretch + 1 / aspects[0]);
  const height = column * stretch + gaps;
  const boxes = [{ x: 0, y: 0, w: 1 - GAP - column, h: height }];
  let top = 0;
  for (const aspect of others) {
    boxes.push({ x: 1 - column, y: top, w: column, h: column / aspect });
    top += column / aspect + GAP;
  }
  return { boxes, height };
}

/** Lower is better: a good overall height, tiles of similar size, none too narrow. */
function cost({ boxes, height }) {
  const areas = boxes.map((box) => box.w * box.h);
  const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
  const spread = areas.reduce((sum, area) => sum + Math.abs(area - mean), 0) / (mean * areas.length);
  const narrow = boxes.filter((box) => box.w < NARROWEST || box.h < NARROWEST * 0.8).length;
  return Math.abs(height - WANTED_HEIGHT) * 1.6 + spread * 0.6 + narrow * 0.5;
}

/** Squeeze a layout that is too tall; the tiles crop a little more. */
function limited(layout) {
  if (layout.height <= TALLEST) return layout;
  const factor = TALLEST / layout.height;
  const boxes = layout.boxes.map((box) => ({ ...box, y: box.y * factor, h: box.h * factor }));
  return { boxes, height: TALLEST };
}

/** Boxes {x, y, w, h} for pictures {width, height} in order, and the album's height. */
export function albumLayout(sizes) {
  if (sizes.length === 0) return { boxes: [], height: 0 };
  const aspects = sizes.map(aspectOf);
  const candidates = partitions(sizes.length).map((lengths) => asRows(aspects, lengths));
  if (sizes.length >= 3 && sizes.length <= 4 && aspects[0] < 0.95) candidates.push(asHeroColumn(aspects));
  const best = candidates.reduce((one, two) => (cost(two) < cost(one) ? two : one));
  return limited(best);
}
