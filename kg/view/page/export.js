// The present picture as a file: an SVG drawn from the scene, and a PNG of that SVG.

import { actors, data, isIssue, nameOf } from "./data.js";
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
  const [, , width, height] = copy.getAttribute("viewBox").split(" ").map(Number);
  copy.setAttribute("viewBox", `${-MARGIN} 0 ${width + 2 * MARGIN} ${height}`);
  return copy;
}

const WORDS = { supports: "supports", opposes: "opposes", ambivalent: "ambivalent", agrees: "agree", conflicts: "conflict", speaks: "speaks of, or is spoken of by" };
const KEY = { tall: 58, line: 26 }; // px

/** *drawing* with what its colours mean and where it comes from below it, as it may travel without the page. */
function withKey(drawing) {
  if (!drawing) return null;
  const [left, top, wide, tall] = drawing.getAttribute("viewBox").split(" ").map(Number);
  const looks = state().view === "timeline" ? ["supports", "opposes", "ambivalent"] : Object.keys(WORDS).filter((look) => picture().edges.some((edge) => edge.look === look));
  const text = (x, y, words, ink = "ink", size = TYPE) => s("text", { x, y, "font-family": colour("sans"), "font-size": size, fill: colour(ink) }, words);
  let x = left + MARGIN;
  const key = looks.flatMap((look) => {
    const { colour: stroke, dashes } = lineOf(look, 3), start = x;
    x += KEY.line + 22 + WORDS[look].length * 7.5;
    return [s("path", { d: `M${start} ${top + tall + 12}h${KEY.line}`, stroke, "stroke-width": 3, "stroke-dasharray": dashes ? dashes.join(" ") : null }), text(start + KEY.line + 6, top + tall + 16, WORDS[look])];
  });
  const source = [byId("extent").textContent, data.reworded].filter(Boolean).join(" · ");
  const width = Math.max(wide, x - left + MARGIN, source.length * 6.6 + 2 * MARGIN);
  drawing.prepend(s("rect", { x: left, y: top, width, height: tall + KEY.tall, fill: colour("paper") }));
  drawing.append(...key, text(left + MARGIN, top + tall + 40, source, "quiet", 12));
  for (const [name, value] of [["width", width], ["height", tall + KEY.tall], ["viewBox", [left, top, width, tall + KEY.tall].join(" ")]]) drawing.setAttribute(name, value);
  return drawing;
}

export const canSave = () => !["outlets", "articles"].includes(state().view);

export function saveSvg() {
  const drawing = withKey(svg());
  if (drawing) save(new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" }), "who-said-what.svg");
}

export async function savePng() {
  const drawing = withKey(svg());
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
