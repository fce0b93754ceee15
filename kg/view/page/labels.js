// Names beside their marks, so that they can be read at every zoom: of constant size on the screen, none upon another.

import { isIssue } from "./data.js";
import { captionFont, colour, fontOf, labelOf, LINE } from "./look.js";

/** Paints the names of *nodes*, the first having the first choice of place; gives the box of each that found one.
 *  A node is {node, at, r: its mark's radius, must, pointed, lit}; all in pixels of the screen. */
export function paintLabels(context, nodes, view) {
  const dots = nodes.filter(({ node }) => !isIssue(node)).map(({ node, at: { x, y }, r }) => ({ node, left: x - r, right: x + r, top: y - r, bottom: y + r }));
  const taken = [];
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const one of nodes) {
    const box = spotFor(one, taken, dots, view);
    if (!box) continue;
    taken.push({ ...box, node: one.node });
    paintLabel(context, one, box);
  }
  return taken;
}

export function paintCaptions(context, captions) {
  context.textAlign = "center";
  context.font = captionFont();
  for (const { text, look, x, y } of captions) {
    context.fillStyle = colour(look);
    context.fillText(text, x, y);
  }
}

const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const within = (a, view) => a.left >= view.left && a.right <= view.right && a.top >= view.top && a.bottom <= view.bottom;

/** The best free place of a label: within the view, on none of *taken* and on no other actor's mark; null if there is none. */
function spotFor({ node, at, r, must }, taken, dots, view) {
  let best = null, least = 3;
  for (const spot of spots(node, at, r, view)) {
    if (taken.some((other) => overlaps(spot, other))) continue;
    const faults = (within(spot, view) ? 0 : 1) + (dots.some((dot) => dot.node !== node && overlaps(spot, dot)) ? 1 : 0);
    if (faults < least) [best, least] = [spot, faults];
    if (faults === 0) break;
  }
  return best ?? (must ? spots(node, at, r, view).next().value : null);
}

/** Where a label may stand, best first: an issue's on its node or as near as can be, an actor's below it, above, right,
 *  left or between these. */
function* spots(node, { x, y }, r, view) {
  const { width, height } = labelOf(node);
  const box = (cx, cy) => ({ x: cx, y: cy, left: cx - width / 2, right: cx + width / 2, top: cy - height / 2, bottom: cy + height / 2 });
  if (isIssue(node)) {
    yield box(x, y);
    for (const part of [0.35, 0.7, 1.05]) {
      for (const dy of [part, -part]) yield box(x, y + dy * height);
      for (const dx of [part, -part]) for (const dy of [part, -part, 0]) yield box(x + (dx * width) / 2, y + dy * height);
    }
    return;
  }
  const up = r + height / 2 + 3, aside = r + width / 2 + 4, half = r + width / 4;
  const inside = x < view.left || x > view.right ? x : Math.max(view.left + width / 2, Math.min(view.right - width / 2, x));
  yield box(inside, y + up);
  yield box(inside, y - up);
  for (const dx of [aside, -aside]) yield box(x + dx, y);
  for (const dy of [up, -up]) for (const dx of [half, -half, aside, -aside]) yield box(x + dx, y + dy);
}

function paintLabel(context, { node, pointed: on, lit }, box) {
  const issue = isIssue(node);
  const { lines } = labelOf(node);
  const alpha = lit ? 1 : 0.5;
  context.font = fontOf(node);
  if (issue) paintPlate(context, box, colour(on ? "accent" : "issue"), on ? 2.5 : 1.2, alpha);
  context.globalAlpha = alpha;
  lines.forEach((line, i) => {
    const y = box.y + (i - (lines.length - 1) / 2) * LINE;
    if (!issue) {
      context.strokeStyle = colour("paper");
      context.lineWidth = 4;
      context.strokeText(line, box.x, y);
    }
    context.fillStyle = colour(on ? "accent" : "ink");
    context.fillText(line, box.x, y);
  });
  context.globalAlpha = 1;
}

function paintPlate(context, { left, top, right, bottom }, edge, width, alpha) {
  context.beginPath();
  context.roundRect(left, top, right - left, bottom - top, 3);
  context.fillStyle = colour("paper");
  context.fill();
  context.globalAlpha = alpha;
  context.strokeStyle = edge;
  context.lineWidth = width;
  context.stroke();
}
