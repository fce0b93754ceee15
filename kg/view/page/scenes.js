// What a picture shows: nodes with places, edges with looks. The canvas and the SVG export draw the same scene.

import { actorCount, actors, data, isIssue, quotes, stands } from "./data.js";
import { allEdges, heaviestFirst, ranked, saidHere, standEdges } from "./filter.js";
import { around, camps } from "./closeup.js";
import { focusedActor, focusedIssue, openEdge, openNode } from "./focus.js";
import { dress, roomOf } from "./look.js";
import { insert, settle, springs } from "./place.js";
import { frame, MOST } from "./stage.js";
import { joined, state } from "./state.js";

export const LIMITS = ["30", "60", "100", "150"];
const EDGES = 300; // more are a black mass; the heaviest are drawn,
const EDGES_A_NODE = 3; // and of a dense network fewer
const ISSUES = 0.4; // share of the nodes that may be issues, each of which gathers more statements than any actor
const FEW = 16; // newcomers to a picture that are put where there is room; for more it is laid out anew

const overview = new Map(data.drawing.nodes.map(({ id, x, y }) => [id, { x, y }]));

const bases = new Map();

/** Where the nodes of the unfiltered picture stand: as computed beforehand, or anew for a small or upright frame. */
function basis() {
  const stage = frame();
  const key = `${limit()} ${stage.wide} ${stage.tall}`;
  if (!bases.has(key)) {
    const edges = allEdges();
    const order = ranked(edges);
    const beforehand = stage.wide >= 0.9 * stage.tall && limit() >= overview.size;
    const { nodes: among, drawn } = legible(order, edges);
    const nodes = order.filter(([node]) => among.has(node)).map(([node, n]) => ({ node, n, ...(beforehand ? overview.get(node) : null) }));
    dress({ nodes, edges: drawn });
    const rooms = nodes.map(roomOf);
    if (nodes.some(({ x }) => x === undefined)) springs(nodes, drawn, rooms, stage);
    settle(nodes, rooms, stage);
    bases.set(key, new Map(nodes.map(({ node, x, y }) => [node, { x, y }])));
  }
  return bases.get(key);
}

/** The scene of the present state: {nodes: [{node, n, size, x, y}], edges: [{a, b, look, n, width, open}], hidden, thinned}. */
export const scene = () => dress(sceneOf());

function sceneOf() {
  const { view, focus } = state();
  if (view === "agreement") return agreement();
  if (view === "talk" || stands.actor.length === 0 && view === "positions") return talk();
  if (view === "actor") return around(focusedActor(focus));
  if (view === "issue") return camps(focusedIssue(focus));
  return positions();
}

const limit = () => Math.min(MOST, Number(state().filters.show ?? frame().fits));

function positions() {
  const edges = standEdges();
  const order = ranked(edges);
  const asked = openNode();
  const near = asked < 0 ? [] : heaviestFirst(edges.filter((edge) => edge.a === asked || edge.b === asked)).slice(0, 30);
  const { nodes, drawn, thinned } = legible(order, edges, near);
  return placed(order.filter(([node]) => nodes.has(node)), drawn.map((edge) => ({ ...edge, open: openEdge(edge) })), { hidden: order.length - nodes.size, thinned }, basis());
}

/** The nodes of *order* that are shown: those with most statements, actors and issues each their share. */
function mostSaid(order) {
  const most = limit();
  const issues = order.filter(([node]) => isIssue(node)), others = order.filter(([node]) => !isIssue(node));
  const few = Math.min(issues.length, Math.max(Math.round(ISSUES * most), most - others.length));
  return new Set([...issues.slice(0, few), ...others.slice(0, most - few)].map(([node]) => node));
}

/** Of *edges*, those between the nodes with most statements, as far as they can be read; *near* always. */
function legible(order, edges, near = []) {
  const most = mostSaid(order);
  const among = edges.filter((edge) => most.has(edge.a) && most.has(edge.b));
  const drawn = thin(among, most.size);
  for (const edge of near.some((edge) => drawn.has(edge)) ? near.filter((edge) => most.has(edge.a) && most.has(edge.b)) : near.slice(0, 8)) drawn.add(edge);
  const nodes = new Set([...drawn].flatMap(({ a, b }) => [a, b]));
  return { nodes, drawn: [...drawn], thinned: Math.max(0, among.length - drawn.size) };
}

/** Of *edges*, each node's heaviest, then the heaviest of all, as many as *n* nodes can be read with. */
function thin(edges, n) {
  const lot = ({ a, b }) => (a * 7919 + b * 104729) % 1009; // among equals no node is favoured, but always the same
  const order = [...edges].sort((x, y) => y.n - x.n || lot(x) - lot(y) || x.a - y.a || x.b - y.b);
  const drawn = new Set(), met = new Set();
  for (const edge of order) {
    if (met.has(edge.a) && met.has(edge.b)) continue;
    drawn.add(edge);
    met.add(edge.a).add(edge.b);
  }
  for (const edge of order) {
    if (drawn.size >= Math.min(EDGES, EDGES_A_NODE * n)) break;
    drawn.add(edge);
  }
  return drawn;
}

/** Nodes with their places: those *known* where it has them, else by springs. */
function placed(order, edges, left, known = null) {
  const nodes = order.map(([node, n]) => ({ node, n, ...known?.get(node) }));
  const strangers = nodes.filter((node) => node.x === undefined).length;
  dress({ nodes, edges });
  const anew = strangers > nodes.length / 2;
  if (anew) for (const node of nodes) delete node.x;
  if (strangers) (anew || strangers > FEW ? springs : insert)(nodes, edges, nodes.map(roomOf), frame());
  return { nodes, edges, ...left };
}

/** Actors who stand on the same side of an issue, and those on opposite sides; n counts issues. */
function agreement() {
  const edges = standEdges().filter((edge) => edge.look !== "ambivalent" && actors.kind[edge.a] !== "unnamed");
  const order = ranked(edges).filter(([node]) => !isIssue(node));
  const shown = order.slice(0, Math.min(limit(), 60)).map(([node]) => node);
  const pairs = pairsOf(edges, shown);
  const list = [...thin(pairs, shown.length)];
  const met = new Set(list.flatMap(({ a, b }) => [a, b]));
  return placed(order.filter(([node]) => met.has(node)), list, { hidden: order.length - met.size, thinned: pairs.length - list.length });
}

/** Edges between actors *shown*: on how many issues they stand on the same side, and on opposite ones. */
function pairsOf(edges, shown) {
  const k = shown.length, seat = new Map(shown.map((actor, i) => [actor, i]));
  const sides = new Map(); // issue → for each seat 1 for, 2 against, 3 both
  for (const { a, b, look } of edges) {
    if (!seat.has(a)) continue;
    if (!sides.has(b)) sides.set(b, new Uint8Array(k));
    sides.get(b)[seat.get(a)] |= look === "supports" ? 1 : 2;
  }
  const agree = new Uint16Array(k * k), conflict = new Uint16Array(k * k);
  for (const side of sides.values()) for (let i = 0; i < k; i++) for (let j = i + 1; j < k && side[i]; j++) {
    if (side[i] & side[j]) agree[i * k + j]++;
    if (side[j] && (side[i] | side[j]) === 3) conflict[i * k + j]++;
  }
  const pairs = [];
  for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) for (const [look, count] of [["agrees", agree], ["conflicts", conflict]]) {
    const n = count[i * k + j], [a, b] = shown[i] < shown[j] ? [shown[i], shown[j]] : [shown[j], shown[i]];
    if (n) pairs.push({ a, b, look, n, open: `pair:${joined(actors.id[a], actors.id[b], look)}` });
  }
  return pairs;
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
  const { nodes, drawn, thinned } = legible(order, edges);
  return placed(order.filter(([node]) => nodes.has(node)), drawn, { hidden: order.length - nodes.size, thinned });
}
