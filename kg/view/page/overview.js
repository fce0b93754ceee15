// The panel at rest: what the picture holds in numbers, its issues with both sides, who speaks most.

import { actorCount, actors, echoes, isIssue, issues, lazy, nameOf, publisherOf, quotes, remembered, reportsOf, stands, STANCES } from "./data.js";
import { counted, lines } from "./canvas.js";
import { h, longList, plural, s } from "./dom.js";
import { wordings, wordingSummary } from "./compare.js";
import { mostFirst, quotesOn, ranked, saidHere, selection, standEdges } from "./filter.js";
import { shapeFor } from "./look.js";
import { actorLink, issueLink, quoteLine } from "./quotes.js";
import { address, state } from "./state.js";

/** Bar of statements for, against and undecided, with the numbers in words. */
export function stanceBar(counts) {
  const total = counts.reduce((sum, n) => sum + n, 0) || 1;
  const text = STANCES.map((look, i) => counts[i] && `${counts[i]} ${{ supports: "for", opposes: "against", ambivalent: "undecided" }[look]}`).filter(Boolean).join(", ");
  return [
    h("span", { class: "bar-of", "aria-hidden": "true" }, STANCES.map((look, i) => counts[i] > 0 && h("i", { class: look, style: { width: `${(100 * counts[i]) / total}%` } }))),
    h("small", null, text),
  ];
}

/** Distinct statements by stance over *edges*: a function from node to [for, against, undecided]. */
export const stanceCounts = remembered((edges) => {
  const counts = new Int32Array(3 * (actorCount + issues.id.length));
  for (const { a, b, look, n } of edges) {
    const side = look === "supports" ? 0 : look === "opposes" ? 1 : 2;
    counts[3 * a + side] += n;
    counts[3 * b + side] += n;
  }
  return (node) => [...counts.subarray(3 * node, 3 * node + 3)];
});

/** What the picture holds, as long as nothing is open. */
export function overviewPanel() {
  const edges = standEdges();
  const order = ranked(edges);
  const said = saidHere();
  const speaking = speakersRanked(said);
  const told = toldTwice();
  const counts = stanceCounts(edges);
  return [
    h("p", { class: "kicker" }, "In this picture"),
    h("p", { class: "lead" }, `${plural(said.length, "statement")} by ${plural(speaking.length, "actor")}${edges.length === 0 ? "; nobody takes a position on an issue." : `, ${plural(order.filter(([node]) => isIssue(node)).length, "issue")} on which somebody takes a position.`}`),
    legend(),
    linesInWords(),
    edges.length > 0 && h("h2", null, "Issues"),
    edges.length > 0 && longList(order.filter(([node]) => isIssue(node)), 12, ([node]) => [issueLink(node - actorCount), stanceBar(counts(node))], { class: "rows" }),
    told.length > 0 && [h("h2", null, "Told by several outlets"), longList(told, 6, (quote) => [quoteLine(wordings(quote)[0].quote), h("small", null, wordingSummary(quote))], { class: "rows" })],
    speaking.length > 0 && h("h2", null, "Actors"),
    longList(speaking, 12, ([actor, n]) => [actorLink(actor), h("small", null, plural(n, "statement"))], { class: "rows" }),
  ];
}

/** How often each actor is met among *rows* of quotes in a column that lists actors. */
export function tally(rows, column) {
  const counts = new Int32Array(actorCount);
  for (const quote of rows) for (const actor of column[quote]) counts[actor]++;
  return counts;
}

/** Actors by the number of quotes among *rows*. */
export const speakersRanked = remembered((rows) => mostFirst(tally(rows, quotes.who)));

/** A report of each utterance that at least two outlets have, most outlets first. */
export function toldTwice() {
  const passing = selection();
  return (passing.told ??= told(quotesOn()));
}

function told(here) {
  const seen = new Set(echoes.map(([a]) => quotes.group[a]));
  const groups = [];
  for (const group of seen) {
    const reports = reportsOf(group).filter((quote) => here[quote]);
    const places = new Set(reports.map((quote) => publisherOf(quotes.article[quote])));
    if (places.size > 1) groups.push([places.size, reports.length, group]);
  }
  return groups.sort((x, y) => y[0] - x[0] || y[1] - x[1] || x[2] - y[2]).map(([, , quote]) => quote);
}

const HEADINGS = { agrees: "On the same side", conflicts: "On opposite sides", speaks: "Who speaks of whom" };

/** The lines between actors that are drawn, as text: for those who do not see them, and for a click that hits. */
function linesInWords() {
  if (!["agreement", "talk"].includes(state().view)) return null;
  return Object.entries(HEADINGS).map(([look, heading]) => {
    const drawn = lines().filter((edge) => edge.look === look);
    return drawn.length > 0 && [h("h2", null, heading), longList(drawn, 6, (edge) => [
      h("a", { href: address({ open: edge.open }) }, nameOf(edge.a), h("span", { class: look }, look === "conflicts" ? " × " : " – "), nameOf(edge.b)), h("small", null, counted(edge))], { class: "rows" })];
  });
}

/** What lines and marks mean; of marks, those that are drawn. */
function legend() {
  const { view } = state();
  const line = (look, text) => h("li", null, h("i", { class: `stroke ${look}` }), text);
  let lines = [line("supports", "supports"), line("opposes", "opposes"), line("ambivalent", "ambivalent")];
  if (view === "agreement") lines = [line("agrees", "agree"), line("conflicts", "conflict")];
  else if (view === "talk" || stands.actor.length === 0) lines = [line("speaks", "one speaks of the other")];
  if (["timeline", "outlets", "articles"].includes(view)) return h("ul", { class: "legend" }, lines);
  const kinds = KINDS_OF_ACTORS.filter((kind) => kindsHere().has(kind));
  return [h("ul", { class: "legend" }, lines),
    h("ul", { class: "legend" }, kinds.map((kind) => h("li", null, sample(kind), kind))),
    h("p", { class: "quiet" }, view === "agreement" ? "The thicker a line, the more issues." : "The thicker a line and the larger a mark, the more statements.")];
}

const KINDS_OF_ACTORS = ["person", "organisation", "place", "group", "document", "unnamed"];
const kindsHere = lazy(() => new Set(actors.kind));

const sample = (kind) => s("svg", { class: "sample", width: 14, height: 14, viewBox: "-8 -8 16 16", "aria-hidden": "true" }, shapeFor(kind, 0, 0, 6));
