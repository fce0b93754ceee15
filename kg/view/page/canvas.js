// The drawn network: vis-network moves nodes and edges about, the labels are ours.

import { actors, contentOf, data, isIssue, issueNode, nameOf, quoteRow, quotes, stands, standsFrom, STANCES } from "./data.js";
import { byId, h, plural, say } from "./dom.js";
import { paintCaptions, paintLabels } from "./labels.js";
import { colour, labelOf, LINE, lineOf, shapeOf } from "./look.js";
import { frame } from "./stage.js";
import { evidenceOf, heaviestFirst } from "./filter.js";
import { openEdge, openNode, openOf, split } from "./focus.js";
import { address, go, state } from "./state.js";

const VERBS = { supports: "supports", opposes: "opposes", ambivalent: "is ambivalent on", agrees: "agrees with", conflicts: "conflicts with", speaks: "speaks of, or is spoken of by," };
const NEAREST = 1.25; // as close as the picture is shown unasked

let network, nodeSet, edgeSet, drawn = { nodes: [], edges: [] }, places = new Map();
let labelBoxes = [], hovered = -1, pointed = -1, onLabel = false, drawnIn = [1, 1], lit = null;

export const describe = (edge) => `${nameOf(edge.a)} ${VERBS[edge.look]} ${nameOf(edge.b)}`;

/** What an edge's number counts. */
export const counted = (edge) => plural(edge.n, edge.look === "agrees" || edge.look === "conflicts" ? "issue" : "statement");

/** Makes the network inside *holder*; once. */
export function mount(holder, redraw) {
  nodeSet = new vis.DataSet();
  edgeSet = new vis.DataSet();
  network = new vis.Network(holder, { nodes: nodeSet, edges: edgeSet }, data.drawing.options);
  network.on("afterDrawing", paint);
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
  network.on("hoverEdge", ({ edge, event, pointer }) => labelAt(pointer.canvas) ?? hover(-1, edgeTip(drawn.edges[edge]), event));
  holder.addEventListener("mousemove", hoverLabel);
  for (const leave of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(leave, () => hover(-1, null));
  holder.addEventListener("keydown", onKey);
  holder.whereIs = (id) => { // for those who steer the page from outside: a node's place on the screen
    const row = drawn.nodes.find(({ node }) => openOf(node) === id)?.node;
    return row === undefined ? null : network.canvasToDOM(network.getPosition(row));
  };
  holder.named = () => labelBoxes.map(({ node }) => openOf(node));
  holder.lit = () => [...(lit?.nodes ?? [])].map(openOf);
  let timer;
  new ResizeObserver(() => {
    fit();
    clearTimeout(timer);
    timer = setTimeout(() => isOther(holder) && redraw(), 200);
  }).observe(holder);
  return network;
}

/** Whether *holder* has become so much larger or smaller that the picture is better laid out anew. */
function isOther({ clientWidth, clientHeight }) {
  const shares = [clientWidth / drawnIn[0], clientHeight / drawnIn[1]];
  return clientWidth > 0 && shares.some((share) => share < 0.85 || share > 1.18);
}

/** A label is part of its node, also where it hides a line. */
function hoverLabel(event) {
  if (event.buttons) return;
  const { left, top } = network.canvas.body.container.getBoundingClientRect();
  const node = labelAt(network.DOMtoCanvas({ x: event.clientX - left, y: event.clientY - top }));
  if (node !== undefined && node !== hovered) hover(node, nodeTip(node), event);
  else if (node === undefined && onLabel) hover(-1, null);
  onLabel = node !== undefined;
}

function nodeTip(node) {
  const { n } = drawn.nodes.find((one) => one.node === node);
  return [h("b", null, nameOf(node)), h("span", null, plural(n, "statement"))];
}

function edgeTip(edge) {
  const quote = isIssue(edge.b) ? evidenceOf(edge).map((row) => stands.quote[row]).find((row) => row >= 0) ?? -1 : -1;
  const words = quote < 0 ? "" : contentOf(quote);
  return [h("b", null, describe(edge)), words && h("span", { class: "words" }, words.length > 110 ? `${words.slice(0, 108)}…` : words), h("span", null, counted(edge))].filter(Boolean);
}

/** Paints again in the next frame. */
const repaint = () => network.body.emitter.emit("_requestRedraw");

/** Paints at once, as a printer needs it. */
export const paintNow = () => network.redraw();

function hover(node, tip, event) {
  const place = byId("tip");
  if (!tip && place.hidden) return;
  hovered = node;
  place.hidden = !tip;
  if (tip) {
    place.replaceChildren(...tip);
    const { clientX, clientY } = event;
    place.style.setProperty("left", `${Math.min(clientX + 14, innerWidth - 280)}px`);
    place.style.setProperty("top", `${clientY + 14}px`);
  }
  network.canvas.body.container.style.setProperty("cursor", tip ? "pointer" : "default");
  repaint();
}

/** Draws *scene*; what is open in the details stands out. */
export function draw(scene, refit) {
  drawn = scene;
  const { clientWidth, clientHeight } = network.canvas.body.container;
  drawnIn = [clientWidth, clientHeight];
  places = new Map(scene.nodes.map((node) => [node.node, node]));
  lit = emphasis();
  edgeSet.clear();
  nodeSet.clear();
  nodeSet.add(scene.nodes.map((node) => look(node, !lit || lit.nodes.has(node.node))));
  edgeSet.add(scene.edges.map((edge, id) => line(edge, id, !lit || lit.edges.has(edge))));
  pointed = openNode();
  if (refit) fit();
  else repaint();
}

/** What stands out because it is open: a node with its lines, a line, a quote with its speakers and the positions that
 *  rest on it, as {nodes, edges}; null when nothing of it is drawn. */
function emphasis() {
  const { open } = state();
  const node = openNode();
  const [kind, id] = split(open);
  const quote = kind === "quote" ? quoteRow(id) : -1;
  const resting = new Set(quote < 0 ? [] : standsFrom()[quote].map((stand) => openEdge({ a: stands.actor[stand], b: issueNode(stands.issue[stand]), look: STANCES[stands.stance[stand]] })));
  const edges = new Set(drawn.edges.filter((edge) => edge.open === open || edge.a === node || edge.b === node || resting.has(edge.open)));
  const nodes = new Set([...edges].flatMap(({ a, b }) => [a, b]));
  if (quote >= 0) for (const actor of quotes.who[quote]) if (places.has(actor)) nodes.add(actor);
  return nodes.size > 0 ? { nodes, edges } : null;
}

function look({ node, size, x, y }, lit) {
  const ink = colour(lit ? (isIssue(node) ? "issue" : "node") : "faint");
  const fill = !isIssue(node) && actors.kind[node] === "unnamed" ? colour("paper") : ink;
  return {
    id: node, x, y, size, shape: shapeOf(node),
    color: { border: ink, background: fill, hover: { border: colour("accent"), background: fill } },
  };
}

function line(edge, id, on) {
  const { colour: ink, dashes, bend } = lineOf(edge.look, edge.width);
  return {
    id, from: edge.a, to: edge.b, width: edge.width + (edge.open === state().open ? 2 : 0), dashes,
    color: { color: on ? ink : colour("faint"), hover: ink, opacity: on ? 0.85 : 0.45 }, hoverWidth: 1,
    smooth: { enabled: true, type: bend < 0 ? "curvedCCW" : "curvedCW", roundness: Math.abs(bend) },
  };
}

/** Shows all of the picture, labels too, never much larger than it is drawn. */
export function fit() {
  const { wide, tall, down } = frame();
  const { nodes } = drawn;
  if (nodes.length === 0 || network.canvas.body.container.clientWidth === 0) return; // nothing to see, or not shown
  const chooser = network.canvas.body.container.previousElementSibling.offsetHeight;
  const above = chooser && chooser + 10;
  let scale = NEAREST, edges;
  for (let step = 0; step < 20; step++) { // labels keep their size, so that the scale is found by trying
    edges = extent(nodes, scale);
    const share = Math.min(wide / (edges.right - edges.left), (tall - above) / (edges.bottom - edges.top));
    if (share >= 0.999) break;
    scale *= Math.min(0.995, share);
  }
  scale = Math.max(0.05, scale);
  network.moveTo({ position: { x: (edges.left + edges.right) / 2 / scale, y: ((edges.top + edges.bottom) / 2 - down - above / 2) / scale }, scale });
}

/** The edges of what nodes and labels take up at *scale*, in px around the picture's origin. */
function extent(nodes, scale) {
  const edges = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { node, size, x, y } of nodes) {
    const { width, height } = labelOf(node);
    const r = size * scale, [up, under] = isIssue(node) ? [height / 2, height / 2] : [r, r + 3 + height];
    edges.left = Math.min(edges.left, x * scale - Math.max(r, width / 2));
    edges.right = Math.max(edges.right, x * scale + Math.max(r, width / 2));
    edges.top = Math.min(edges.top, y * scale - up);
    edges.bottom = Math.max(edges.bottom, y * scale + under);
  }
  for (const { y } of drawn.captions ?? []) {
    edges.top = Math.min(edges.top, y * scale - LINE);
    edges.bottom = Math.max(edges.bottom, y * scale + LINE);
  }
  return edges;
}

export const zoom = (factor) => network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)) });

/** Labels in the order of their right to be seen. */
function labelOrder() {
  const rank = ({ node }) => (isIssue(node) ? 0 : 1) + (node === hovered || node === pointed ? 0 : lit?.nodes.has(node) ? 2 : 4);
  return [...drawn.nodes].sort((a, b) => rank(a) - rank(b) || b.n - a.n || a.node - b.node);
}

function paint(context) {
  const scale = network.getScale();
  const at = network.getPositions();
  const shown = labelOrder().filter(({ node }) => at[node]).map(({ node, size }) => ({
    node, at: { x: at[node].x * scale, y: at[node].y * scale }, r: size * scale,
    must: node === hovered, pointed: node === pointed, lit: !lit || lit.nodes.has(node) || node === hovered,
  }));
  context.save();
  context.scale(1 / scale, 1 / scale);
  paintCaptions(context, (drawn.captions ?? []).map((one) => ({ ...one, x: one.x * scale, y: one.y * scale })));
  labelBoxes = paintLabels(context, shown, viewOf(scale));
  context.restore();
}

/** What of the picture is on the screen, in pixels of the screen around the picture's origin. */
function viewOf(scale) {
  const { x, y } = network.getViewPosition();
  const { clientWidth: wide, clientHeight: tall } = network.canvas.body.container;
  return { left: x * scale - wide / 2, right: x * scale + wide / 2, top: y * scale - tall / 2, bottom: y * scale + tall / 2 };
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
  repaint();
}

/** The lines that are drawn now, heaviest first. */
export const lines = () => heaviestFirst([...drawn.edges]);

/** What is drawn now, and where its nodes stand, dragged ones too; for the exports. */
export const picture = () => ({ ...drawn, at: network.getPositions() });
