// What a picture shows: nodes with places, edges with looks. The canvas and the SVG export draw the same scene.

import { actorCount, actorRow, actors, data, isIssue, issueNode, issueRow, nameOf, quotes, quotesAbout, quotesBy, stands } from "./data.js";
import { byId } from "./dom.js";
import { allEdges, distinctQuotes, heaviestFirst, ranked, saidHere, selection, standEdges } from "./filter.js";
import { box, column, half, springs } from "./place.js";
import { joined, state } from "./state.js";

export const LIMITS = ["30", "60", "100", "150"];
const MOST = 150;
const EDGES = 300; // more are a black mass; the heaviest are drawn
const RING = 14;
const ROOM = 15_000; // px² of screen that a node with its label wants
export const LABEL_WIDE = 170; // px that the outermost labels take; they do not grow with the zoom
export const LABEL_TALL = 100;

const overview = new Map(data.drawing.nodes.map(({ id, x, y }) => [id, { x, y }]));

/** The place where the picture is drawn: width and height for the middles of nodes, and how many can be read in it. */
function frame() {
  const { clientWidth, clientHeight } = byId("network");
  const wide = Math.max(120, clientWidth - LABEL_WIDE), tall = Math.max(120, clientHeight - LABEL_TALL);
  return { wide, tall, fits: Math.max(12, Math.min(MOST, Math.round((clientWidth * clientHeight) / ROOM))) };
}

const bases = new Map();

/** Where the nodes of the unfiltered picture stand: as computed beforehand, or anew for a small or upright frame. */
function basis() {
  const { wide, tall } = frame();
  const upright = wide < 0.9 * tall;
  if (!upright && limit() >= overview.size) return overview;
  const key = `${limit()} ${wide} ${tall}`;
  if (!bases.has(key)) {
    const edges = allEdges();
    const order = ranked(edges);
    const { nodes: among, drawn } = legible(order, edges);
    const nodes = order.filter(([node]) => among.has(node)).map(([node, n]) => ({ node, n }));
    springs(nodes, drawn, boxesOf(nodes), frame());
    bases.set(key, new Map(nodes.map(({ node, x, y }) => [node, { x, y }])));
  }
  return bases.get(key);
}

const boxesOf = (nodes) => nodes.map(({ node }) => box(nameOf(node), isIssue(node)));

/** The scene of the present state: {nodes: [{node, n, x, y}], edges: [{a, b, look, n, open}], hidden}. */
export function scene() {
  const { view, focus } = state();
  if (view === "agreement") return agreement();
  if (view === "talk" || stands.actor.length === 0 && view === "positions") return talk();
  if (view === "actor") return around(focusedActor(focus));
  if (view === "issue") return camps(focusedIssue(focus));
  return positions();
}

const limit = () => Math.min(MOST, Number(state().filters.show ?? frame().fits));

export const openOf = (node) =>
  isIssue(node) ? `issue:${data.issues.id[node - actorCount]}` : `actor:${actors.id[node]}`;

const openEdge = ({ a, b, look }) => `edge:${joined(actors.id[a], data.issues.id[b - actorCount], look)}`;

/** The node that is open in the details, or -1. */
export function openNode() {
  const [kind, id] = split(state().open);
  if (kind === "actor") return actorRow(id);
  return kind === "issue" && issueRow(id) >= 0 ? issueNode(issueRow(id)) : -1;
}

export function split(open) {
  const cut = open.indexOf(":");
  return [open.slice(0, cut), open.slice(cut + 1)];
}

function positions() {
  const edges = standEdges();
  const order = ranked(edges);
  const asked = openNode();
  const near = asked < 0 ? [] : heaviestFirst(edges.filter((edge) => edge.a === asked || edge.b === asked)).slice(0, 30);
  const { nodes, drawn } = legible(order, edges, near);
  return placed(order.filter(([node]) => nodes.has(node)), drawn.map((edge) => ({ ...edge, open: openEdge(edge) })), order.length - nodes.size, basis());
}

/** Of *edges*, heaviest first, those between the nodes with most statements, as far as they can be read; *near* always. */
function legible(order, edges, near = []) {
  const most = new Set(order.slice(0, limit()).map(([node]) => node));
  const drawn = new Set(heaviestFirst(edges.filter((edge) => most.has(edge.a) && most.has(edge.b))).slice(0, EDGES));
  for (const edge of near.some((edge) => drawn.has(edge)) ? near.filter((edge) => most.has(edge.a) && most.has(edge.b)) : near.slice(0, 8)) drawn.add(edge);
  const nodes = new Set([...drawn].flatMap(({ a, b }) => [a, b]));
  return { nodes, drawn: [...drawn] };
}

/** Nodes with their places: those *known* where it has them, else by springs. */
function placed(order, edges, hidden, known = null) {
  const nodes = order.map(([node, n]) => ({ node, n, ...known?.get(node) }));
  const strangers = nodes.filter((node) => node.x === undefined).length;
  if (strangers > nodes.length / 2) for (const node of nodes) delete node.x;
  if (strangers) springs(nodes, edges, boxesOf(nodes), frame());
  return { nodes, edges, hidden };
}

/** Actors who stand on the same side of an issue, and those on opposite sides; n counts issues. */
function agreement() {
  const edges = standEdges().filter((edge) => edge.look !== "ambivalent" && actors.kind[edge.a] !== "unnamed");
  const order = ranked(edges).filter(([node]) => !isIssue(node));
  const shown = new Set(order.slice(0, Math.min(limit(), 60)).map(([node]) => node));
  const pairs = new Map();
  const sides = Map.groupBy(edges.filter((edge) => shown.has(edge.a)), (edge) => edge.b);
  for (const [issue, on] of sides) for (const one of on) for (const other of on) {
    if (one.a < other.a) pair(pairs, one, other, issue - actorCount);
  }
  const list = [...pairs.values()].sort((x, y) => y.n - x.n || x.a - y.a || x.b - y.b).slice(0, EDGES);
  const met = new Set(list.flatMap(({ a, b }) => [a, b]));
  return placed(order.filter(([node]) => met.has(node)), list, order.length - met.size);
}

function pair(pairs, one, other, issue) {
  const look = one.look === other.look ? "agrees" : "conflicts";
  const key = `${one.a}|${other.a}|${look}`;
  const both = pairs.get(key) ?? { a: one.a, b: other.a, look, n: 0, issues: [], open: `pair:${joined(actors.id[one.a], actors.id[other.a], look)}` };
  both.n++;
  both.issues.push(issue);
  pairs.set(key, both);
}

export function focusedActor(focus) {
  if (actorRow(focus) >= 0) return actorRow(focus);
  const top = ranked(standEdges()).find(([node]) => !isIssue(node));
  return top ? top[0] : actorCount ? 0 : -1;
}

export function focusedIssue(focus) {
  if (issueRow(focus) >= 0) return issueRow(focus);
  const top = ranked(standEdges()).find(([node]) => isIssue(node));
  return top ? top[0] - actorCount : data.issues.id.length ? 0 : -1;
}

/** Who speaks of whom in what passes the filters; n counts statements. */
function talk() {
  const said = new Map();
  for (const quote of saidHere()) for (const a of quotes.who[quote]) for (const b of quotes.about[quote]) {
    const key = a < b ? a * actorCount + b : b * actorCount + a;
    const edge = said.get(key) ?? { a: Math.min(a, b), b: Math.max(a, b), look: "speaks", n: 0, open: `talk:${joined(actors.id[a], actors.id[b])}` };
    edge.n++;
    said.set(key, edge);
  }
  const edges = [...said.values()];
  const order = ranked(edges);
  const { nodes, drawn } = legible(order, edges);
  return placed(order.filter(([node]) => nodes.has(node)), drawn, order.length - nodes.size);
}

/** An actor in the middle: issues on the left, those they speak of and who speak of them on the right. */
function around(actor) {
  if (actor < 0) return { nodes: [], edges: [], hidden: 0 };
  const here = new Set(selection().quotes);
  const edges = standEdges(selection().stands.filter((row) => stands.actor[row] === actor)).map((edge) => ({ ...edge, open: openEdge(edge) }));
  const on = ranked(edges).filter(([node]) => isIssue(node));
  const talk = new Map();
  const count = (other, quote, way) => {
    if (!here.has(quote) || other === actor) return;
    const edge = talk.get(other) ?? { a: actor, b: other, look: "speaks", quotes: [], ways: new Set(), open: `talk:${joined(actors.id[actor], actors.id[other])}` };
    edge.quotes.push(quote);
    edge.ways.add(way);
    talk.set(other, edge);
  };
  for (const quote of quotesBy()[actor]) for (const other of quotes.about[quote]) count(other, quote, "of");
  for (const quote of quotesAbout()[actor]) for (const other of quotes.who[quote]) count(other, quote, "by");
  const spoken = [...talk.values()];
  for (const edge of spoken) edge.n = distinctQuotes(edge.quotes).length;
  spoken.sort((x, y) => y.n - x.n || x.b - y.b);
  const left = on.slice(0, RING).map(([node, n]) => ({ node, n }));
  const right = spoken.slice(0, RING).map((edge) => ({ node: edge.b, n: edge.n }));
  const middle = { node: actor, n: quotesBy()[actor].length, x: 0, y: 0 };
  half(left, -1, 400, 330);
  half(right, 1, 400, 330);
  const shown = new Set([actor, ...left.map(({ node }) => node)]);
  return {
    nodes: [middle, ...left, ...right],
    edges: [...edges.filter((edge) => shown.has(edge.b)), ...spoken.slice(0, RING)],
    hidden: on.length - left.length + spoken.length - right.length,
  };
}

/** An issue in the middle, those for it on the left, those against on the right, the undecided below. */
function camps(issue) {
  if (issue < 0) return { nodes: [], edges: [], hidden: 0 };
  const edges = standEdges(selection().stands.filter((row) => stands.issue[row] === issue)).map((edge) => ({ ...edge, open: openEdge(edge) }));
  const most = new Map(); // an actor found on both sides stands where they said most
  for (const edge of edges) if (!most.has(edge.a)) most.set(edge.a, edge.look);
  const side = (look) => [...most].filter(([, l]) => l === look).map(([node]) => ({ node, n: edges.find((e) => e.a === node).n }));
  const [pro, con, both] = ["supports", "opposes", "ambivalent"].map(side);
  const shown = [pro.slice(0, 36), con.slice(0, 36), both.slice(0, 12)];
  column(shown[0], -360, 0);
  column(shown[1], 360, 0);
  const below = Math.max(...shown.slice(0, 2).map((nodes) => Math.min(12, nodes.length))) * 32 + 90;
  shown[2].forEach((node, i) => {
    node.x = (i - (shown[2].length - 1) / 2) * 190;
    node.y = below + (i % 2) * 50;
  });
  const nodes = [{ node: issueNode(issue), n: edges.length, x: 0, y: 0 }, ...shown.flat()];
  const met = new Set(nodes.map(({ node }) => node));
  return { nodes, edges: edges.filter((edge) => met.has(edge.a)), hidden: most.size - shown.flat().length };
}
