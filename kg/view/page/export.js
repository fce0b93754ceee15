// The present picture as a file: an SVG drawn from the scene, and a PNG of that SVG.

import { actors, isIssue, nameOf } from "./data.js";
import { byId, h, s, say } from "./dom.js";
import { colour, fontOf, lineOf, picture, sizeOf, widthOf, wrap } from "./canvas.js";
import { state } from "./state.js";

const MARGIN = 110;

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
  const { nodes, edges, at } = picture();
  if (nodes.length === 0) return null;
  const xs = nodes.map(({ node }) => at[node].x), ys = nodes.map(({ node }) => at[node].y);
  const left = Math.min(...xs) - MARGIN, top = Math.min(...ys) - MARGIN / 2;
  const wide = Math.max(...xs) + MARGIN - left, tall = Math.max(...ys) + MARGIN - top;
  return s("svg", { xmlns: "http://www.w3.org/2000/svg", width: Math.round(wide), height: Math.round(tall), viewBox: `${left} ${top} ${wide} ${tall}` },
    s("rect", { x: left, y: top, width: wide, height: tall, fill: colour("paper") }),
    edges.map((edge) => edgePath(edge, at)), nodes.map((node) => mark(node, at[node.node])), nodes.map((node) => label(node, at[node.node])));
}

function edgePath({ a, b, look, n }, at) {
  const { colour: stroke, dashes } = lineOf(look);
  const bend = { supports: 0.05, agrees: 0.05, opposes: -0.05, conflicts: -0.05 }[look] ?? 0;
  const [from, to] = [at[a], at[b]];
  const mid = { x: (from.x + to.x) / 2 - (to.y - from.y) * bend, y: (from.y + to.y) / 2 + (to.x - from.x) * bend };
  return s("path", { d: `M${from.x} ${from.y}Q${mid.x} ${mid.y} ${to.x} ${to.y}`, fill: "none", stroke, "stroke-width": widthOf(n).toFixed(1), "stroke-opacity": 0.85, "stroke-dasharray": dashes ? dashes.join(" ") : null },
    s("title", null, `${nameOf(a)} – ${look} – ${nameOf(b)}`));
}

function mark({ node, n }, { x, y }) {
  const r = sizeOf(node, n);
  if (isIssue(node)) return null;
  const fill = colour(actors.kind[node] === "unnamed" ? "paper" : "node");
  const dress = { fill, stroke: colour("node") };
  return actors.kind[node] === "organisation" ? s("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r, ...dress }) : s("circle", { cx: x, cy: y, r, ...dress });
}

function label({ node, n }, { x, y }) {
  const issue = isIssue(node);
  const lines = wrap(nameOf(node), issue ? 20 : 24);
  const top = issue ? y - lines.length * 8 : y + sizeOf(node, n) + 4;
  const width = Math.max(...lines.map((line) => line.length)) * 7 + 16;
  const font = fontOf(node);
  const [, weight, family] = /^(600 )?\d+px (.*)$/.exec(font);
  return s("g", null,
    issue && s("rect", { x: x - width / 2, y: top - 5, width, height: lines.length * 16 + 10, rx: 3, fill: colour("paper"), stroke: colour("issue") }),
    lines.map((line, i) => s("text", { x, y: top + i * 16 + 12, "text-anchor": "middle", "font-family": family, "font-weight": weight ? 600 : 400, "font-size": 13, fill: colour("ink"), stroke: issue ? null : colour("paper"), "stroke-width": issue ? null : 3, "paint-order": "stroke" }, line)));
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
