// The present picture as a file: an SVG drawn from the scene, and a PNG of that SVG.

import { actors, isIssue, nameOf } from "./data.js";
import { byId, h, s, say } from "./dom.js";
import { colour, fontOf, labelOf, LINE, lineOf, shapeFor, TYPE } from "./look.js";
import { picture } from "./canvas.js";
import { state } from "./state.js";

const MARGIN = 24;
const BEND = 0.85; // vis-network's roundness as the distance of a quadratic curve's handle, a share of the line's length

function save(blob, name) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  say(`${name} saved`);
}

/** The picture as SVG, or null in a view that draws none. */
function svg() {
  if (state().view === "timeline") return timelineSvg();
  if (["outlets", "articles"].includes(state().view)) return null;
  const { nodes, edges, captions, at } = picture();
  if (nodes.length === 0) return null;
  const boxes = nodes.map((node) => boxOf(node, at[node.node]));
  const left = Math.min(...boxes.map((box) => box.left)) - MARGIN, top = Math.min(...boxes.map((box) => box.top), ...(captions ?? []).map(({ y }) => y - LINE)) - MARGIN;
  const wide = Math.max(...boxes.map((box) => box.right)) + MARGIN - left;
  const tall = Math.max(...boxes.map((box) => box.bottom), ...(captions ?? []).map(({ y }) => y + LINE)) + MARGIN - top;
  return s("svg", { xmlns: "http://www.w3.org/2000/svg", width: Math.round(wide), height: Math.round(tall), viewBox: [left, top, wide, tall].map(Math.round).join(" ") },
    s("rect", { x: Math.round(left), y: Math.round(top), width: Math.round(wide), height: Math.round(tall), fill: colour("paper") }),
    edges.map((edge) => edgePath(edge, at)), nodes.map((node) => mark(node, at[node.node])), nodes.map((node) => label(node, at[node.node])),
    (captions ?? []).map(({ text, look, x, y }) => s("text", { x, y, "text-anchor": "middle", "font-family": colour("serif"), "font-weight": 600, "font-size": TYPE + 3, fill: colour(look) }, text)));
}

/** What a node takes up with its label. */
function boxOf({ node, size }, { x, y }) {
  const { width, height } = labelOf(node);
  const aside = Math.max(size, width / 2);
  return { left: x - aside, right: x + aside, top: y - Math.max(size, isIssue(node) ? height / 2 : 0), bottom: y + (isIssue(node) ? height / 2 : size + 3 + height) };
}

function edgePath({ a, b, look, width }, at) {
  const { colour: stroke, dashes, bend } = lineOf(look, width);
  const [from, to] = [at[a], at[b]];
  const aside = bend * BEND;
  const handle = [(from.x + to.x) / 2 + (to.y - from.y) * aside, (from.y + to.y) / 2 - (to.x - from.x) * aside].map((v) => v.toFixed(1)).join(" ");
  return s("path", { d: `M${from.x} ${from.y}Q${handle} ${to.x} ${to.y}`, fill: "none", stroke, "stroke-width": width.toFixed(1), "stroke-opacity": 0.85, "stroke-dasharray": dashes ? dashes.map((v) => v.toFixed(1)).join(" ") : null },
    s("title", null, `${nameOf(a)} – ${look} – ${nameOf(b)}`));
}

const mark = ({ node, size }, { x, y }) => (isIssue(node) ? null : shapeFor(actors.kind[node], x, y, size));

function label({ node, size }, { x, y }) {
  const issue = isIssue(node);
  const { lines, width, height } = labelOf(node);
  const top = issue ? y - height / 2 : y + size + 3;
  const [, weight, family] = /^(600 )?\d+px (.*)$/.exec(fontOf(node));
  const base = (i) => (top + (height - lines.length * LINE) / 2 + (i + 0.5) * LINE + TYPE * 0.35).toFixed(1);
  return s("g", null,
    issue && s("rect", { x: (x - width / 2).toFixed(1), y: top.toFixed(1), width: width.toFixed(1), height, rx: 3, fill: colour("paper"), stroke: colour("issue") }),
    lines.map((line, i) => s("text", { x, y: base(i), "text-anchor": "middle", "font-family": family, "font-weight": weight ? 600 : 400, "font-size": TYPE, fill: colour("ink"), stroke: issue ? null : colour("paper"), "stroke-width": issue ? null : 3, "paint-order": "stroke" }, line)));
}

/** A copy of the timeline that carries its colours with it. */
function timelineSvg() {
  const drawn = byId("timeline");
  if (!drawn) return null;
  const copy = drawn.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  for (const link of copy.querySelectorAll("a")) link.removeAttribute("href");
  for (const circle of copy.querySelectorAll("circle")) circle.setAttribute("fill", colour(circle.getAttribute("class")));
  for (const line of copy.querySelectorAll("line")) line.setAttribute("stroke", colour("rule"));
  for (const text of copy.querySelectorAll("text")) {
    text.setAttribute("fill", colour(text.classList.contains("dot-number") ? "paper" : "ink"));
    text.setAttribute("font-family", colour("sans"));
    text.setAttribute("font-size", "13");
  }
  copy.prepend(s("rect", { width: "100%", height: "100%", fill: colour("paper") }));
  return copy;
}

export const canSave = () => !["outlets", "articles"].includes(state().view);

export function saveSvg() {
  const drawing = svg();
  if (drawing) save(new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" }), "who-said-what.svg");
}

export async function savePng() {
  const drawing = svg();
  if (!drawing) return;
  const [width, height] = ["width", "height"].map((name) => Number(drawing.getAttribute(name)));
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" }));
  await image.decode();
  const scale = Math.min(2, 8000 / Math.max(width, height));
  const canvas = h("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => save(blob, "who-said-what.png"), "image/png");
}
