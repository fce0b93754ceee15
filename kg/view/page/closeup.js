// One actor with all around them; one issue with its camps.

import { actors, isIssue, issueNode, quotes, quotesAbout, quotesBy, standsBy, standsOn } from "./data.js";
import { distinctQuotes, quotesOn, ranked, standEdges, standsOnShow } from "./filter.js";
import { openEdge } from "./focus.js";
import { column, half, shelf } from "./place.js";
import { frame, isSlim } from "./stage.js";
import { joined } from "./state.js";

const RING = { issue: 52, actor: 46, ends: 130 }; // px that a row of an actor's circle takes, and its ends with a heading

/** An actor in the middle: issues on the left, those they speak of and who speak of them on the right. */
export function around(actor) {
  if (actor < 0) return { nodes: [], edges: [], hidden: 0 };
  const here = quotesOn(), passing = standsOnShow();
  const edges = standEdges(standsBy()[actor].filter((row) => passing[row])).map((edge) => ({ ...edge, open: openEdge(edge) }));
  const on = ranked(edges).filter(([node]) => isIssue(node));
  const talk = new Map();
  const count = (other, quote) => {
    if (!here[quote] || other === actor) return;
    const edge = talk.get(other) ?? { a: actor, b: other, look: "speaks", quotes: [], open: `talk:${joined(actors.id[actor], actors.id[other])}` };
    edge.quotes.push(quote);
    talk.set(other, edge);
  };
  for (const quote of quotesBy()[actor]) for (const other of quotes.about[quote]) count(other, quote);
  for (const quote of quotesAbout()[actor]) for (const other of quotes.who[quote]) count(other, quote);
  const spoken = [...talk.values()];
  for (const edge of spoken) edge.n = distinctQuotes(edge.quotes).length;
  spoken.sort((x, y) => y.n - x.n || x.b - y.b);
  const slim = isSlim();
  const most = (row) => Math.max(4, Math.floor((frame().tall - RING.ends) / row) + 1);
  const left = on.slice(0, slim ? 6 : most(RING.issue)).map(([node, n]) => ({ node, n }));
  const right = spoken.slice(0, slim ? 6 : most(RING.actor)).map((edge) => ({ node: edge.b, n: edge.n }));
  const middle = { node: actor, n: quotesBy()[actor].length, x: 0, y: 0 };
  const shown = new Set([actor, ...left.map(({ node }) => node)]);
  return {
    nodes: [middle, ...left, ...right],
    captions: slim ? aboveAndBelow(left, right) : leftAndRight(left, right),
    edges: [...edges.filter((edge) => shown.has(edge.b)), ...spoken.slice(0, right.length)],
    hidden: on.length - left.length + spoken.length - right.length,
  };
}

const CAMP = { wide: 172, tall: 50 }; // px that a member of a camp takes
const ISSUES_OF = "Takes sides on", ACTORS_OF = "Speaks of, or is spoken of by";

const caption = (text, nodes, x, y, look = "quiet") => (nodes.length > 0 ? [{ text, look, x, y }] : []);

/** Places an actor's issues and others on the two halves of a ring; gives the captions. */
function leftAndRight(left, right) {
  const { wide, tall } = frame();
  const reach = Math.min(430, wide / 2 - 90), high = (tall - RING.ends) / 2;
  half(left, -1, reach, high);
  half(right, 1, reach, high);
  const top = Math.min(...[...left, ...right].map(({ y }) => y)) - 52;
  return [...caption(ISSUES_OF, left, -0.7 * reach, top), ...caption(ACTORS_OF, right, 0.7 * reach, top)];
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
export function camps(issue) {
  if (issue < 0) return { nodes: [], edges: [], hidden: 0 };
  const passing = standsOnShow();
  const edges = standEdges(standsOn()[issue].filter((row) => passing[row])).map((edge) => ({ ...edge, open: openEdge(edge) }));
  const most = new Map(); // an actor found on both sides stands where they said most
  for (const edge of edges) if (!most.has(edge.a)) most.set(edge.a, edge.look);
  const side = (look) => [...most].filter(([, l]) => l === look).map(([node]) => ({ node, n: edges.find((e) => e.a === node).n }));
  const [pro, con, both] = ["supports", "opposes", "ambivalent"].map(side);
  const shown = isSlim() ? narrowCamps(pro, con, both) : wideCamps(pro, con, both);
  const nodes = [{ node: issueNode(issue), n: edges.length, x: 0, y: 0 }, ...shown.flat()];
  const captions = [["For", "supports"], ["Against", "opposes"], ["Undecided", "ambivalent"]].flatMap(([name, look], i) => {
    const on = shown[i];
    return caption(name, on, on.length && (on[0].x + on.at(-1).x) / 2, Math.min(...on.map(({ y }) => y)) - 46, look);
  });
  const met = new Set(nodes.map(({ node }) => node));
  return { nodes, captions, edges: edges.filter((edge) => met.has(edge.a)), hidden: most.size - shown.flat().length };
}

/** The issue in the middle, those for it on the left, those against on the right, the undecided below; as many as can be read. */
function wideCamps(pro, con, both) {
  const { wide, tall } = frame();
  const below = both.length > 0 ? 130 : 0;
  const rows = Math.max(3, Math.floor((tall - 120 - below) / CAMP.tall)), columns = Math.max(1, Math.floor((wide / 2 - 100) / CAMP.wide));
  const shown = [pro.slice(0, rows * columns), con.slice(0, rows * columns), both.slice(0, 2 * Math.max(2, Math.floor(wide / CAMP.wide / 1.1)))];
  const gap = Math.min(64, (tall - 120 - below) / rows);
  const side = (nodes) => Math.min(360, wide / 2 - 90 - (Math.ceil(nodes.length / rows) - 1) * CAMP.wide);
  column(shown[0], -side(shown[0]), gap, rows, CAMP.wide);
  column(shown[1], side(shown[1]), gap, rows, CAMP.wide);
  const bottom = Math.max(0, ...shown.slice(0, 2).flat().map(({ y }) => y)) + 110;
  const abreast = Math.ceil(shown[2].length / 2);
  shown[2].forEach((node, i) => ([node.x, node.y] = [((i % abreast) - (abreast - 1) / 2) * CAMP.wide + (i < abreast ? 0 : 40), bottom + (i < abreast ? 0 : 48)]));
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
