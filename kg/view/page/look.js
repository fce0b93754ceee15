// How nodes, lines and labels look; the layout, the canvas and the SVG export share it.

import { actors, isIssue, nameOf } from "./data.js";
import { s } from "./dom.js";

export const TYPE = 13; // px on the screen
export const LINE = TYPE + 3;
export const PLATE = { x: 8, y: 5 }; // px between an issue's name and the frame around it
const GAP = 10; // px that labels keep from each other
const SHAPES = { person: "dot", organisation: "square", place: "triangle", group: "hexagon", document: "diamond", unnamed: "dot" };

export const shapeOf = (node) => (isIssue(node) ? "square" : SHAPES[actors.kind[node]] ?? "dot");

/** Corners of the shapes that are no circle, as shares of the radius. */
const CORNERS = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  triangle: [[0, -1], [1, 0.73], [-1, 0.73]],
  hexagon: [0, 1, 2, 3, 4, 5].map((i) => [Math.cos((i * Math.PI) / 3), Math.sin((i * Math.PI) / 3)]),
};

/** The mark of a kind of actor in SVG. */
export function shapeFor(kind, x, y, r) {
  const dress = { class: "node", fill: colour(kind === "unnamed" ? "paper" : "node"), stroke: colour("node"), "stroke-width": 1.5 };
  const corners = CORNERS[SHAPES[kind]];
  if (!corners) return s("circle", { cx: x, cy: y, r: r.toFixed(1), ...dress });
  return s("polygon", { points: corners.map(([dx, dy]) => `${(x + dx * r).toFixed(1)},${(y + dy * r).toFixed(1)}`).join(" "), ...dress });
}

const dark = matchMedia("(prefers-color-scheme: dark)");
let inks = {}, inksOf = null;

/** The page's colour of that name: "ink", "paper", "supports", …; read once for each theme. */
export function colour(name) {
  const theme = document.documentElement.dataset.theme ?? String(dark.matches);
  if (theme !== inksOf) [inks, inksOf] = [{}, theme];
  return (inks[name] ??= getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
}

/** Dashes of a line that is *width* wide; a thick line has long ones, which reads better and draws sooner. */
function dashesOf(look, width) {
  if (look === "opposes" || look === "conflicts") return [7 + 1.6 * width, 4 + 1.1 * width];
  return look === "ambivalent" ? [1 + width, 3 + 1.4 * width] : false;
}

/** How a line of that look and width is drawn: colour, dashes, and how far it bends, so that for and against lie apart. */
export const lineOf = (look, width) => ({
  colour: colour(look),
  dashes: dashesOf(look, width),
  bend: { supports: 0.08, agrees: 0.08, opposes: -0.1, conflicts: -0.1 }[look] ?? 0.02,
});

/** Gives nodes their size and edges their width: by number, the largest of the picture being as large as any may. */
export function dress(scene) {
  const said = Math.max(39, ...scene.nodes.map(({ node, n }) => (isIssue(node) ? 0 : n)));
  const heaviest = Math.max(22, ...scene.edges.map(({ n }) => n));
  for (const one of scene.nodes) one.size = isIssue(one.node) ? 9 : 5 + 15 * Math.sqrt(one.n / said);
  const widest = scene.edges.length > 80 ? 4 : 7; // many thick lines are a black mass
  for (const edge of scene.edges) edge.width = 1.3 + widest * Math.sqrt((edge.n - 1) / (heaviest - 1));
  return scene;
}

/** A name in lines of about *width* characters, three at most. */
export function wrap(name, width) {
  const lines = [""];
  for (const word of name.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  if (lines.length > 3) return [...lines.slice(0, 2), `${lines[2]} …`].map((line) => cut(line, width + 8));
  return lines.map((line) => cut(line, width + 8));
}

const cut = (line, most) => (line.length > most ? `${line.slice(0, most - 1)}…` : line);

export const fontOf = (node) => (isIssue(node) ? `600 ${TYPE}px ${colour("serif")}` : `${TYPE}px ${colour("sans")}`);

export const captionFont = () => `600 ${TYPE + 3}px ${colour("serif")}`;

const pen = document.createElement("canvas").getContext("2d");
const measured = new Map();

/** A node's label: its lines, and width and height in px, an issue's frame among them. */
export function labelOf(node) {
  if (!measured.has(node)) {
    const issue = isIssue(node);
    const lines = wrap(nameOf(node), issue ? 20 : 24);
    pen.font = fontOf(node);
    const width = Math.max(...lines.map((line) => pen.measureText(line).width)) + (issue ? 2 * PLATE.x : 4);
    measured.set(node, { lines, width, height: lines.length * LINE + (issue ? 2 * PLATE.y : 0) });
  }
  return measured.get(node);
}

/** The room that a node wants with its label under it: width, height, and how far below the node its middle lies. */
export function roomOf({ node, size }) {
  const { width, height } = labelOf(node);
  if (isIssue(node)) return [width + GAP, height + GAP, 0];
  return [Math.max(width, 2 * size) + GAP, 2 * size + 3 + height + GAP, (3 + height) / 2];
}
