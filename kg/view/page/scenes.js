// What a picture shows: nodes with places, edges with looks. The canvas and the SVG export draw the same scene.

import { actorCount, actorRow, actors, articleRow, data, isIssue, issueNode, issueRow, quotes, quotesAbout, quotesBy, stands, standsBy, standsOn } from "./data.js";
import { byId } from "./dom.js";
import { allEdges, distinctQuotes, heaviestFirst, quotesOn, ranked, saidHere, standEdges, standsOnShow } from "./filter.js";
import { dress, roomOf } from "./look.js";
import { column, half, settle, shelf, springs } from "./place.js";
import { joined, state } from "./state.js";

export const LIMITS = ["30", "60", "100", "150"];
const MOST = 150;
const EDGES = 300; // more are a black mass; the heaviest are drawn,
const EDGES_A_NODE = 3; // and of a dense network fewer
const ISSUES = 0.4; // share of the nodes that may be issues, each of which gathers more statements than any actor
const RING = 14;
const ROOM = 15_000; // px² of screen that a node with its label wants
const EDGE = { x: 14, top: 12, bottom: 50 }; // px of the stage left free; below are the zoom buttons and a note,
const narrow = matchMedia("(max-width: 900px)"); // which have a place of their own on a narrow screen
const SLIM = 640; // px; a stage less wide has no room for two columns with something between

const overview = new Map(data.drawing.nodes.map(({ id, x, y }) => [id, { x, y }]));

/** The place where the picture is drawn: its width and height, where its middle is off the screen's, and how many nodes can be read in it. */
export function frame() {
  const { clientWidth, clientHeight } = byId("network");
  const wide = Math.max(160, clientWidth - 2 * EDGE.x), bottom = narrow.matches ? EDGE.top : EDGE.bottom;
  const tall = Math.max(160, clientHeight - EDGE.top - bottom);
  return { wide, tall, down: (EDGE.top - bottom) / 2, fits: Math.max(12, Math.min(MOST, Math.round((clientWidth * clientHeight) / ROOM))) };
}

const isSlim = () => frame().wide < SLIM;

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
  const order = heaviestFirst(edges);
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
  if (strangers > nodes.length / 2) for (const node of nodes) delete node.x;
  if (strangers) springs(nodes, edges, nodes.map(roomOf), frame());
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

export function focusedActor(focus) {
  if (actorRow(focus) >= 0) return actorRow(focus);
  const top = ranked(standEdges()).find(([node]) => !isIssue(node));
  return top ? top[0] : actorCount ? 0 : -1;
}

/** An article that an address names, alone or with a place in it: "id", "id/quote", "id/@offset". */
export function focusedArticle(focus) {
  const whole = articleRow(focus);
  return whole < 0 ? articleRow(focus.slice(0, Math.max(0, focus.lastIndexOf("/")))) : whole;
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
  const { nodes, drawn, thinned } = legible(order, edges);
  return placed(order.filter(([node]) => nodes.has(node)), drawn, { hidden: order.length - nodes.size, thinned });
}

/** An actor in the middle: issues on the left, those they speak of and who speak of them on the right. */
function around(actor) {
  if (actor < 0) return { nodes: [], edges: [], hidden: 0 };
  const here = quotesOn(), passing = standsOnShow();
  const edges = standEdges(standsBy()[actor].filter((row) => passing[row])).map((edge) => ({ ...edge, open: openEdge(edge) }));
  const on = ranked(edges).filter(([node]) => isIssue(node));
  const talk = new Map();
  const count = (other, quote, way) => {
    if (!here[quote] || other === actor) return;
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
  const slim = isSlim();
  const left = on.slice(0, slim ? 6 : RING).map(([node, n]) => ({ node, n }));
  const right = spoken.slice(0, slim ? 6 : RING).map((edge) => ({ node: edge.b, n: edge.n }));
  const middle = { node: actor, n: quotesBy()[actor].length, x: 0, y: 0 };
  const shown = new Set([actor, ...left.map(({ node }) => node)]);
  return {
    nodes: [middle, ...left, ...right],
    captions: slim ? aboveAndBelow(left, right) : leftAndRight(left, right),
    edges: [...edges.filter((edge) => shown.has(edge.b)), ...spoken.slice(0, right.length)],
    hidden: on.length - left.length + spoken.length - right.length,
  };
}

const ISSUES_OF = "Takes sides on", ACTORS_OF = "Speaks of, or is spoken of by";

const caption = (text, nodes, x, y, look = "quiet") => (nodes.length > 0 ? [{ text, look, x, y }] : []);

/** Places an actor's issues and others on the two halves of a ring; gives the captions. */
function leftAndRight(left, right) {
  half(left, -1, 400, 330);
  half(right, 1, 400, 330);
  const top = Math.min(...[...left, ...right].map(({ y }) => y)) - 52;
  return [...caption(ISSUES_OF, left, -280, top), ...caption(ACTORS_OF, right, 280, top)];
}

/** The same for a narrow stage. */
function aboveAndBelow(left, right) {
  const { wide } = frame();
  shelf(left, -1, 2, wide, 72, 54);
  shelf(right, 1, 3, wide, 80, 54);
  const ends = [...left, ...right].map(({ y }) => y);
  return [...caption(ISSUES_OF, left, 0, Math.min(...ends) - 40), ...caption(ACTORS_OF, right, 0, Math.max(...ends) + 48)];
}

/** An issue in the middle, those for it on the left, those against on the right, the undecided below. */
function camps(issue) {
  if (issue < 0) return { nodes: [], edges: [], hidden: 0 };
  const passing = standsOnShow();
  const edges = standEdges(standsOn()[issue].filter((row) => passing[row])).map((edge) => ({ ...edge, open: openEdge(edge) }));
  const most = new Map(); // an actor found on both sides stands where they said most
  for (const edge of edges) if (!most.has(edge.a)) most.set(edge.a, edge.look);
  const side = (look) => [...most].filter(([, l]) => l === look).map(([node]) => ({ node, n: edges.find((e) => e.a === node).n }));
  const [pro, con, both] = ["supports", "opposes", "ambivalent"].map(side);
  const shown = isSlim() ? narrowCamps(pro, con, both) : wideCamps(pro, con, both);
  const nodes = [{ node: issueNode(issue), n: edges.length, x: 0, y: 0 }, ...shown.flat()];
  const captions = [["For", "supports", pro], ["Against", "opposes", con], ["Undecided", "ambivalent", both]].flatMap(([name, look, all], i) => {
    const on = shown[i];
    return caption(`${name} (${all.length})`, on, on.length && (on[0].x + on.at(-1).x) / 2, Math.min(...on.map(({ y }) => y)) - 46, look);
  });
  const met = new Set(nodes.map(({ node }) => node));
  return { nodes, captions, edges: edges.filter((edge) => met.has(edge.a)), hidden: most.size - shown.flat().length };
}

function wideCamps(...camps) {
  const shown = [camps[0].slice(0, 36), camps[1].slice(0, 36), camps[2].slice(0, 12)];
  column(shown[0], -360, 0);
  column(shown[1], 360, 0);
  const below = Math.max(...shown.slice(0, 2).map((nodes) => Math.min(12, nodes.length))) * 32 + 90;
  shown[2].forEach((node, i) => {
    node.x = (i - (shown[2].length - 1) / 2) * 190;
    node.y = below + (i % 2) * 50;
  });
  return shown;
}

/** The issue on top, its camps side by side below it. */
function narrowCamps(...camps) {
  const { wide, tall } = frame();
  const met = camps.filter((nodes) => nodes.length > 0).length;
  const rows = Math.max(3, Math.floor((tall - 160) / 52));
  const shown = camps.map((nodes) => nodes.slice(0, rows));
  shown.filter((nodes) => nodes.length > 0).forEach((nodes, i) => {
    nodes.forEach((node, row) => ([node.x, node.y] = [(i - (met - 1) / 2) * (wide / met), 110 + row * 52]));
  });
  return shown;
}
