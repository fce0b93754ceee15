// The drawn network: vis-network moves nodes and edges about, the labels are ours, so that they can be read
// at every zoom: of constant size on the screen, none upon another, the most quoted first.

import { actors, contentOf, data, isIssue, nameOf, stands } from "./data.js";
import { byId, h, plural, say } from "./dom.js";
import { LABEL_TALL, LABEL_WIDE, openNode, openOf } from "./scenes.js";
import { address, go, state } from "./state.js";

const TYPE = 13; // px on the screen
const SHAPES = { person: "dot", organisation: "square", place: "triangle", group: "hexagon", document: "diamond", unnamed: "dot" };
const DASHES = { opposes: [9, 5], conflicts: [9, 5], ambivalent: [2, 5] };
const VERBS = { supports: "supports", opposes: "opposes", ambivalent: "is ambivalent on", agrees: "agrees with", conflicts: "conflicts with", speaks: "speaks of, or is spoken of by," };

let network, nodeSet, edgeSet, drawn = { nodes: [], edges: [] }, places = new Map();
let labelBoxes = [], hovered = -1, pointed = -1;

/** The page's colour of that name: "ink", "paper", "supports", … */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Where a look's line is drawn from: colour, dashes. */
export const lineOf = (look) => ({ colour: colour(look), dashes: DASHES[look] ?? false });

export const sizeOf = (node, n) => (isIssue(node) ? 7 : 5 + Math.min(15, 2.4 * Math.sqrt(n)));
export const widthOf = (n) => 1.3 + Math.min(7, 1.1 * Math.sqrt(n - 1) * 1.4);
export const describe = (edge) => `${nameOf(edge.a)} ${VERBS[edge.look]} ${nameOf(edge.b)}`;

/** What an edge's number counts. */
export const counted = (edge) => plural(edge.n, edge.issues ? "issue" : "statement");

/** Makes the network inside *holder*; once. */
export function mount(holder) {
  nodeSet = new vis.DataSet();
  edgeSet = new vis.DataSet();
  network = new vis.Network(holder, { nodes: nodeSet, edges: edgeSet }, data.drawing.options);
  network.on("afterDrawing", paintLabels);
  network.on("click", ({ nodes, edges, pointer }) => {
    const node = nodes[0] ?? labelAt(pointer.canvas);
    if (node !== undefined) go(address({ open: openOf(node) }));
    else if (edges.length) go(address({ open: drawn.edges[edges[0]].open }));
    else go(address({ open: "" }));
  });
  network.on("doubleClick", ({ nodes, pointer }) => {
    const node = nodes[0] ?? labelAt(pointer.canvas);
    if (node !== undefined) go(address({ view: isIssue(node) ? "issue" : "actor", focus: openOf(node).replace(/^[^:]*:/, ""), open: openOf(node) }));
  });
  network.on("hoverNode", ({ node, event }) => hover(node, nodeTip(node), event));
  network.on("hoverEdge", ({ edge, event }) => hover(-1, edgeTip(drawn.edges[edge]), event));
  for (const leave of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(leave, () => hover(-1, null));
  holder.addEventListener("keydown", onKey);
  holder.whereIs = (id) => { // for those who steer the page from outside: a node's place on the screen
    const row = drawn.nodes.find(({ node }) => openOf(node) === id)?.node;
    return row === undefined ? null : network.canvasToDOM(network.getPosition(row));
  };
  new ResizeObserver(() => fit()).observe(holder);
  return network;
}

function nodeTip(node) {
  const { n } = drawn.nodes.find((one) => one.node === node);
  return [h("b", null, nameOf(node)), h("span", null, plural(n, "statement"))];
}

function edgeTip(edge) {
  const quote = edge.rows?.map((row) => stands.quote[row]).find((row) => row >= 0) ?? -1;
  const words = quote < 0 ? "" : contentOf(quote);
  return [h("b", null, describe(edge)), words && h("span", { class: "words" }, words.length > 110 ? `${words.slice(0, 108)}…` : words), h("span", null, counted(edge))].filter(Boolean);
}

function hover(node, tip, event) {
  hovered = node;
  const place = byId("tip");
  place.hidden = !tip;
  if (tip) {
    place.replaceChildren(...tip);
    const { clientX, clientY } = event;
    place.style.setProperty("left", `${Math.min(clientX + 14, innerWidth - 280)}px`);
    place.style.setProperty("top", `${clientY + 14}px`);
  }
  network.canvas.body.container.style.setProperty("cursor", tip ? "pointer" : "default");
  network.redraw();
}

/** Draws *scene*; what is open in the details stands out. */
export function draw(scene, refit) {
  drawn = scene;
  places = new Map(scene.nodes.map((node) => [node.node, node]));
  const lit = litNodes();
  nodeSet.clear();
  edgeSet.clear();
  nodeSet.add(scene.nodes.map((node) => look(node, !lit || lit.has(node.node))));
  edgeSet.add(scene.edges.map((edge, id) => line(edge, id, lit)));
  pointed = openNode();
  if (refit) fit();
  else network.redraw();
}

/** The open node or edge and its neighbours; null when nothing in the picture is open. */
function litNodes() {
  const { open } = state();
  const node = openNode();
  const edges = drawn.edges.filter((edge) => edge.open === open || edge.a === node || edge.b === node);
  if (edges.length === 0) return null;
  return new Set(edges.flatMap(({ a, b }) => [a, b]));
}

function look({ node, n, x, y }, lit) {
  const ink = colour(lit ? (isIssue(node) ? "issue" : "node") : "faint");
  const fill = !isIssue(node) && actors.kind[node] === "unnamed" ? colour("paper") : ink;
  return {
    id: node, x, y, size: sizeOf(node, n), shape: isIssue(node) ? "square" : SHAPES[actors.kind[node]] ?? "dot",
    color: { border: ink, background: fill, hover: { border: colour("accent"), background: fill } },
  };
}

function line(edge, id, lit) {
  const { open } = state();
  const node = openNode();
  const on = !lit || edge.open === open || edge.a === node || edge.b === node;
  const ink = lineOf(edge.look);
  const turn = { supports: 0.08, agrees: 0.08, opposes: -0.1, conflicts: -0.1 }[edge.look] ?? 0.02;
  return {
    id, from: edge.a, to: edge.b, width: widthOf(edge.n) + (edge.open === open ? 2 : 0), dashes: ink.dashes,
    color: { color: on ? ink.colour : colour("faint"), hover: ink.colour, opacity: on ? 0.85 : 0.45 }, hoverWidth: 1,
    smooth: { enabled: true, type: turn < 0 ? "curvedCCW" : "curvedCW", roundness: Math.abs(turn) },
  };
}

/** Shows all of the picture, never larger than it is drawn. */
export function fit() {
  const holder = network.canvas.body.container;
  if (drawn.nodes.length === 0 || holder.clientWidth === 0) return; // nothing to see, or not shown
  const xs = drawn.nodes.map(({ x }) => x), ys = drawn.nodes.map(({ y }) => y);
  const above = holder.previousElementSibling.offsetHeight, below = holder.parentElement.lastElementChild.offsetHeight; // a chooser, a note
  const wide = Math.max(1, Math.max(...xs) - Math.min(...xs)), tall = Math.max(1, Math.max(...ys) - Math.min(...ys));
  const scale = Math.max(0.05, Math.min(1.25, (holder.clientWidth - LABEL_WIDE) / wide, (holder.clientHeight - LABEL_TALL - above - below) / tall));
  network.moveTo({ position: { x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 + 12 - (above - below) / 2 / scale }, scale });
}

export const zoom = (factor) => network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)) });

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

/** Labels in the order of their right to be seen. */
function labelOrder(lit) {
  const rank = ({ node }) => (isIssue(node) ? 0 : 1) + (node === hovered || node === pointed ? 0 : lit?.has(node) ? 2 : 4);
  return [...drawn.nodes].sort((a, b) => rank(a) - rank(b) || b.n - a.n || a.node - b.node);
}

function paintLabels(context) {
  const scale = network.getScale();
  const lit = litNodes();
  const at = network.getPositions();
  labelBoxes = [];
  context.save();
  context.scale(1 / scale, 1 / scale);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const look = Object.fromEntries(["paper", "ink", "issue", "accent"].map((name) => [name, colour(name)]));
  look.fonts = { issue: `600 ${TYPE}px ${colour("serif")}`, actor: `${TYPE}px ${colour("sans")}` };
  look.view = viewOf(scale);
  for (const { node, n } of labelOrder(lit).filter((one) => at[one.node])) {
    paintLabel(context, node, n, { x: at[node].x * scale, y: at[node].y * scale }, scale, look, !lit || lit.has(node));
  }
  context.restore();
}

/** What of the picture is on the screen, in pixels of the screen around the picture's origin. */
function viewOf(scale) {
  const { x, y } = network.getViewPosition();
  const { clientWidth: wide, clientHeight: tall } = network.canvas.body.container;
  return { left: x * scale - wide / 2, right: x * scale + wide / 2, top: y * scale - tall / 2, bottom: y * scale + tall / 2 };
}

const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const within = (a, view) => a.left >= view.left && a.right <= view.right && a.top >= view.top && a.bottom <= view.bottom;

/** Where a label may stand, best first: an issue's on its node or half beside it, an actor's below it, above, right or left. */
function spots(issue, at, width, tall, gap) {
  const box = (x, y) => ({ x, y, left: x - width / 2 - (issue ? 8 : 2), right: x + width / 2 + (issue ? 8 : 2), top: y - tall / 2 - (issue ? 5 : 0), bottom: y + tall / 2 + (issue ? 5 : 0) });
  if (issue) return [[0, 0], [0, -1], [0, 1], [1, 0], [-1, 0]].map(([x, y]) => box(at.x + x * width * 0.6, at.y + y * tall));
  const up = gap + tall / 2 + 3, aside = gap + width / 2 + 6;
  return [box(at.x, at.y + up), box(at.x, at.y - up), box(at.x + aside, at.y), box(at.x - aside, at.y)];
}

function paintLabel(context, node, n, at, scale, look, lit) {
  const issue = isIssue(node);
  const lines = wrap(nameOf(node), issue ? 20 : 24);
  context.font = issue ? look.fonts.issue : look.fonts.actor;
  const width = Math.max(...lines.map((line) => context.measureText(line).width));
  const places = spots(issue, at, width, lines.length * (TYPE + 3), sizeOf(node, n) * scale);
  const free = places.filter((spot) => !labelBoxes.some((other) => overlaps(spot, other)));
  const box = free.find((spot) => within(spot, look.view)) ?? free[0] ?? (node === hovered ? places[0] : null);
  if (!box) return;
  labelBoxes.push({ ...box, node });
  const alpha = lit || node === hovered ? 1 : 0.5;
  if (issue) paintPlate(context, box, node === pointed ? look.accent : look.issue, look.paper, node === pointed ? 2.5 : 1.2, alpha);
  context.globalAlpha = alpha;
  lines.forEach((line, i) => {
    const y = box.y + (i - (lines.length - 1) / 2) * (TYPE + 3);
    if (!issue) {
      context.strokeStyle = look.paper;
      context.lineWidth = 4;
      context.strokeText(line, box.x, y);
    }
    context.fillStyle = node === pointed ? look.accent : look.ink;
    context.fillText(line, box.x, y);
  });
  context.globalAlpha = 1;
}

function paintPlate(context, { left, top, right, bottom }, edge, paper, width, alpha) {
  context.beginPath();
  context.roundRect(left, top, right - left, bottom - top, 3);
  context.fillStyle = paper;
  context.fill();
  context.globalAlpha = alpha;
  context.strokeStyle = edge;
  context.lineWidth = width;
  context.stroke();
}

/** The node whose label stands at a point of the canvas. */
function labelAt({ x, y }) {
  const scale = network.getScale();
  return labelBoxes.find((b) => b.left <= x * scale && x * scale <= b.right && b.top <= y * scale && y * scale <= b.bottom)?.node;
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function onKey(event) {
  const step = STEPS[event.key];
  if (step) moveTo(nearest(step));
  else if (event.key === "Enter" && pointed >= 0) go(address({ open: openOf(pointed) }));
  else if (event.key === "Escape") go(address({ open: "" }));
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
}

/** The nearest node in a direction from the one pointed at; far to the side counts as farther. */
function nearest([dx, dy]) {
  const from = places.get(pointed);
  if (!from) return drawn.nodes[0]?.node ?? -1;
  let best = pointed, least = Infinity;
  for (const { node, x, y } of drawn.nodes) {
    const along = (x - from.x) * dx + (y - from.y) * dy;
    const aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
    if (along > 1 && along + 2 * aside < least) [best, least] = [node, along + 2 * aside];
  }
  return best;
}

function moveTo(node) {
  if (node < 0) return;
  pointed = node;
  const edges = drawn.edges.filter(({ a, b }) => a === node || b === node);
  say(`${nameOf(node)}. ${plural(edges.length, "connection")}. ${edges.slice(0, 4).map(describe).join(". ")}. Enter opens it.`);
  network.redraw();
}

/** What is drawn now, and where its nodes stand, dragged ones too; for the exports. */
export const picture = () => ({ ...drawn, at: network.getPositions() });
