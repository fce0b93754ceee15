// Outlets beside each other: how each told the same utterance, whom each quotes, which side it gives room.

import { actorCount, actors, articles, contentOf, isIssue, issues, publisherOf, quoteAddress, quotes, speakersOf, stands, STANCES } from "./data.js";
import { h, plural } from "./dom.js";
import { ranked, saidHere, selection, standEdges } from "./filter.js";
import { wordingName, wordings } from "./compare.js";
import { speakersRanked, stanceCounts, toldTwice } from "./overview.js";
import { actorLink, issueLink } from "./quotes.js";
import { address, joined, state } from "./state.js";

const WIDE = 12; // outlets that a table can hold side by side
const TOLD = 40; // utterances that a table can hold one under another
const WEIGHT = ["fullest", "verbatim", "truncated", "variant", "paraphrase"];

/** Outlets by the number of quotes they carry, most first. */
function outletsShown() {
  const count = new Map();
  for (const quote of selection().quotes) {
    const name = publisherOf(quotes.article[quote]);
    count.set(name, (count.get(name) ?? 0) + 1);
  }
  return [...count].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).map(([name]) => name);
}

/** Draws the comparison into *holder*. */
export function showOutlets(holder) {
  const all = outletsShown();
  const shown = all.slice(0, WIDE);
  const { stands: rows, quotes: said } = selection();
  holder.append(h("div", { class: "sheet wide" },
    h("h2", null, "The same words in several outlets"),
    h("p", { class: "quiet" }, "How each outlet gave an utterance that at least two of them have. Open a cell to see what it left out."),
    wordingTable(shown),
    h("h2", null, "Whom they quote"), quotedTable(shown, said),
    h("h2", null, "Whose side they give"), sidesTable(shown, rows),
    all.length > WIDE && h("p", { class: "quiet" }, `The ${WIDE} outlets with most quotes of ${all.length}; choose others with the filters.`)));
}

function table(name, heads, lines) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": name },
    h("table", null, h("caption", { class: "unseen" }, name),
      h("thead", null, h("tr", null, heads.map((head) => h("th", { scope: "col", title: head }, shorten(head, 44))))), h("tbody", null, lines)));
}

function wordingTable(shown) {
  const who = new Set(state().filters.actor ?? []);
  const groups = toldTwice().filter((quote) => who.size === 0 || quotes.who[quote].some((actor) => who.has(actors.id[actor])));
  if (groups.length === 0) return h("p", { class: "quiet" }, "No utterance here is told by two outlets.");
  const lines = groups.slice(0, TOLD).map((quote) => h("tr", null,
    h("th", { scope: "row" }, h("b", null, speakersOf(quote)), h("span", null, shorten(contentOf(wordings(quote)[0].quote)))),
    shown.map((outlet) => h("td", null, cellOf(quote, outlet)))));
  return [table("Wordings by outlet", ["Utterance", ...shown], lines),
    groups.length > TOLD && h("p", { class: "quiet" }, `The ${TOLD} utterances that most outlets tell, of ${groups.length}; choose an actor with the filters to see theirs.`)];
}

const shorten = (words, most = 110) => (words.length > most ? `${words.slice(0, most - 2)}…` : words);

function cellOf(quote, outlet) {
  const here = wordings(quote).filter(({ quote: row }) => publisherOf(quotes.article[row]) === outlet);
  if (here.length === 0) return h("span", { class: "quiet", "aria-label": "not told" }, "–");
  const best = here.sort((x, y) => WEIGHT.indexOf(x.how) - WEIGHT.indexOf(y.how))[0];
  return h("a", { class: `tag how-${best.how}`, href: address({ open: `quote:${quoteAddress(best.quote)}` }), "aria-label": `${outlet}: ${wordingName(best.how)}: ${speakersOf(quote)}` }, wordingName(best.how));
}

/** Rows by what publishes them, of the outlets *shown*. */
function byPublisher(shown, rows, articleOf) {
  const found = new Map(shown.map((outlet) => [outlet, []]));
  const names = articles.id.map((_, row) => publisherOf(row));
  for (const row of rows) found.get(names[articleOf[row]])?.push(row);
  return found;
}

function quotedTable(shown, said) {
  const by = byPublisher(shown, said, quotes.article);
  const counts = new Map(shown.map((outlet) => [outlet, new Map(speakersRanked(by.get(outlet)))]));
  const cell = (actor, outlet) => {
    const n = counts.get(outlet).get(actor) ?? 0;
    return n === 0 ? h("span", { class: "quiet" }, "0") : [
      h("a", { href: address({ open: `voice:${joined(actors.id[actor], outlet)}` }), "aria-label": `${outlet}: ${plural(n, "quote")} of ${actors.name[actor]}` }, String(n)),
      h("small", null, ` ${Math.round((100 * n) / by.get(outlet).length)} %`)];
  };
  const lines = speakersRanked(saidHere()).slice(0, 15).map(([actor]) => h("tr", null,
    h("th", { scope: "row" }, actorLink(actor)), shown.map((outlet) => h("td", { class: "number" }, cell(actor, outlet)))));
  return table("Quotes by actor and outlet", ["Actor", ...shown], lines);
}

function sidesTable(shown, rows) {
  const order = ranked(standEdges()).filter(([node]) => isIssue(node)).slice(0, 15);
  const edges = new Map([...byPublisher(shown, rows, stands.article)].map(([outlet, own]) => [outlet, stanceCounts(standEdges(own))]));
  const lines = order.map(([node]) => h("tr", null,
    h("th", { scope: "row" }, issueLink(node - actorCount)),
    shown.map((outlet) => h("td", { class: "number" }, sides(node - actorCount, outlet, edges.get(outlet)(node))))));
  return lines.length === 0 ? h("p", { class: "quiet" }, "Nobody takes a position in the evidence shown.") : table("Statements for and against by outlet", ["Issue", ...shown], lines);
}

const SIGNS = { supports: ["+", "for"], opposes: ["−", "against"], ambivalent: ["±", "undecided"] };

function sides(issue, outlet, counts) {
  if (counts.every((n) => n === 0)) return h("span", { class: "quiet" }, "–");
  return STANCES.map((look, i) => counts[i] > 0 && [
    h("a", { class: look, href: address({ open: `side:${joined(issues.id[issue], outlet, look)}` }), "aria-label": `${outlet}: ${counts[i]} ${SIGNS[look][1]}`, title: SIGNS[look][1] }, h("b", null, `${SIGNS[look][0]}${counts[i]}`)), " "]);
}
