// Which evidence passes the filters, what edges it makes, and what a search finds.

import { actors, actorCount, articles, fold, issueNode, issueRow, issues, actorRow, KINDS, lazy, outletOf, quotes, quotesIn, remembered, stands, standsBy, STANCES, statementOf } from "./data.js";
import { state } from "./state.js";

const REPORTER = "reporter";
export const EVIDENCE_KINDS = [...KINDS, REPORTER];

const KEPT = 8;
const kept = new Map(); // what passed lately, so that taking a filter off again costs nothing

/** Rows of stands and quotes that pass the present filters, and whether repeats count once. */
export function selection() {
  const { filters } = state();
  const key = JSON.stringify({ ...filters, show: "" });
  let passing = kept.get(key);
  if (!passing) {
    const here = articlesPassing(filters);
    const rows = standsPassing(filters, here);
    passing = { stands: rows, quotes: quotesPassing(filters, here, rows), articles: here, once: filters.once !== "no" };
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value);
  }
  kept.delete(key);
  kept.set(key, passing);
  return passing;
}

/** 1 for each row of quotes that passes. */
export const quotesOn = () => flags("quotesOn", "quotes", quotes.id.length);

/** 1 for each row of stands that passes. */
export const standsOnShow = () => flags("standsOn", "stands", stands.actor.length);

function flags(name, rows, size) {
  const passing = selection();
  if (!passing[name]) {
    passing[name] = new Uint8Array(size);
    for (const row of passing[rows]) passing[name][row] = 1;
  }
  return passing[name];
}

/** Of each utterance that passes, one report. */
export function saidHere() {
  const passing = selection();
  return (passing.said ??= distinctQuotes(passing.quotes));
}

/** A flag for each article that the filters leave, copies too. */
export const articlesHere = () => articlesPassing({ ...state().filters, once: "no" });

/** A flag for each article: right outlet and date, and no wire copy of one before it. */
function articlesPassing({ outlet, from, to, once }) {
  const seen = new Set();
  return articles.id.map((_, row) => {
    const date = articles.date[row];
    if (outlet && !outlet.includes(outletOf(row))) return false;
    if ((from && (!date || date < from)) || (to && (!date || date > to))) return false;
    const copy = articles.copy[row];
    if (once === "no" || copy < 0) return true;
    if (seen.has(copy)) return false;
    seen.add(copy);
    return true;
  });
}

function rowsOf(ids, row) {
  return ids ? new Set(ids.map(row)) : null;
}

function standsPassing(filters, here) {
  const who = rowsOf(filters.actor, actorRow);
  const on = rowsOf(filters.issue, issueRow);
  const stance = rowsOf(filters.stance, (name) => STANCES.indexOf(name));
  const kinds = rowsOf(filters.kind, (name) => KINDS.indexOf(name)); // the reporter's own words have no row: -1
  const sure = Number(filters.sure ?? 0);
  const rows = [];
  for (let row = 0; row < stands.actor.length; row++) {
    const quote = stands.quote[row];
    if (
      here[stands.article[row]] &&
      (!who || who.has(stands.actor[row]) || who.has(stands.via[row])) &&
      (!on || on.has(stands.issue[row])) &&
      (!stance || stance.has(stands.stance[row])) &&
      (!kinds || kinds.has(quote < 0 ? -1 : quotes.kind[quote])) &&
      stands.sure[row] >= sure &&
      (!filters.told || (filters.told === "own") === stands.via[row] < 0)
    ) rows.push(row);
  }
  return rows;
}

function quotesPassing(filters, here, standRows) {
  const who = rowsOf(filters.actor, actorRow);
  const kinds = rowsOf(filters.kind, (name) => KINDS.indexOf(name));
  const sure = Number(filters.sure ?? 0);
  const evidence = filters.issue || filters.stance ? new Uint8Array(quotes.id.length) : null;
  if (evidence) for (const row of standRows) if (stands.quote[row] >= 0) evidence[stands.quote[row]] = 1;
  const rows = [];
  for (let row = 0; row < quotes.id.length; row++) {
    if (
      here[quotes.article[row]] &&
      (!who || quotes.who[row].some((actor) => who.has(actor))) &&
      (!kinds || kinds.has(quotes.kind[row])) &&
      quotes.sure[row] >= sure &&
      (!filters.told || (filters.told === "own") === quotes.parent[row] < 0) &&
      (!evidence || evidence[row] === 1)
    ) rows.push(row);
  }
  return rows;
}

/** One edge for each actor, issue and stance: {a, b, look, n}, n counting distinct statements; of *rows*, heaviest first, or of all that pass, unsorted. */
export function standEdges(rows) {
  if (rows) return heaviestFirst(edgesOf(rows, selection().once));
  const passing = selection();
  return (passing.edges ??= edgesOf(passing.stands, passing.once));
}

/** The edges that all evidence makes, whatever the filters. */
export const allEdges = lazy(() => edgesOf(stands.actor.map((_, row) => row), true));

/** The evidence of an edge that passes the filters. */
export function evidenceOf({ a, b, look }) {
  const on = standsOnShow();
  return standsBy()[a].filter((row) => on[row] && issueNode(stands.issue[row]) === b && STANCES[stands.stance[row]] === look);
}

/** Which edge each row of stands belongs to, the edges, and what makes two rows the same statement. */
const numbered = lazy(() => {
  const numbers = new Map(), edges = [];
  const edge = Int32Array.from(stands.actor, (actor, row) => {
    const key = (actor * issues.id.length + stands.issue[row]) * 3 + stands.stance[row];
    if (!numbers.has(key)) numbers.set(key, edges.push({ a: actor, b: issueNode(stands.issue[row]), look: STANCES[stands.stance[row]] }) - 1);
    return numbers.get(key);
  });
  return { edge, edges, statement: Int32Array.from(edge, (_, row) => statementOf(row)) };
});

function edgesOf(rows, once) {
  const { edge, edges, statement } = numbered();
  const counts = new Int32Array(edges.length), last = new Int32Array(edges.length).fill(-1), before = new Int32Array(edge.length);
  const met = [];
  for (const row of rows) {
    const i = edge[row];
    let same = once ? last[i] : -1; // the rows of an edge are a chain, short but for a few
    while (same >= 0 && statement[same] !== statement[row]) same = before[same];
    if (same >= 0) continue;
    if (counts[i]++ === 0) met.push(i);
    before[row] = last[i];
    last[i] = row;
  }
  return met.map((i) => ({ a: edges[i].a, b: edges[i].b, look: edges[i].look, n: counts[i] }));
}

/** Edges in an order of their own, the heaviest first; sorts in place. */
export const heaviestFirst = (edges) => edges.sort((x, y) => y.n - x.n || x.a - y.a || x.b - y.b || (x.look < y.look ? -1 : 1));

/** Statements of each node over *edges*, most first: [[node, n], …]. */
export const ranked = remembered((edges) => {
  const total = new Int32Array(actorCount + issues.id.length);
  for (const { a, b, n } of edges) {
    total[a] += n;
    total[b] += n;
  }
  return mostFirst(total);
});

/** Rows with what they count, those that count nothing left out: [[row, n], …]. */
export function mostFirst(counts) {
  const found = [];
  counts.forEach((n, row) => n > 0 && found.push([row, n]));
  return found.sort((x, y) => y[1] - x[1] || x[0] - y[0]);
}

/** Of reports of the same utterance, the first that is given; order kept. */
export function distinctQuotes(rows) {
  const seen = new Set();
  return rows.filter((row) => {
    const group = quotes.group[row];
    return group < 0 || (!seen.has(group) && seen.add(group));
  });
}

let folded;

function haystacks() {
  folded ??= {
    names: actors.name.map((name, row) => fold([name, ...actors.aliases[row]].join("\n"))),
    labels: issues.label.map((label, row) => fold([label, ...issues.alternatives[row]].join("\n"))),
    texts: articles.text.map((text) => text.toLowerCase()),
    titles: articles.title.map(fold),
  };
  return folded;
}

/** Makes the search ready, so that the first letter typed finds it so. */
export const prepareSearch = () => void haystacks();

/** What *query* finds: rows of issues, actors, articles and quotes, best first, at most *few* of each. */
export function search(query, few = 8) {
  const { names, labels, texts, titles } = haystacks();
  const needle = fold(query.trim());
  if (!needle) return { issues: [], actors: [], articles: [], quotes: [] };
  const found = (stacks, weight) =>
    stacks
      .map((stack, row) => [rank(stack, needle), row])
      .filter(([r]) => r > 0)
      .sort((x, y) => y[0] - x[0] || weight(y[1]) - weight(x[1]) || x[1] - y[1])
      .slice(0, few)
      .map(([, row]) => row);
  return {
    issues: found(labels, () => 0),
    actors: found(names, activity),
    articles: found(titles, () => 0),
    quotes: quotesWith(query.trim().toLowerCase(), texts, few),
  };
}

/** 3 where a name begins so, 2 where a word does, 1 anywhere, else 0. */
function rank(stack, needle) {
  const at = stack.indexOf(needle);
  if (at < 0) return 0;
  if (at === 0) return 3;
  return stack.includes(` ${needle}`) || stack.includes(`\n${needle}`) ? 2 : 1;
}

let activityOf;

function activity(actor) {
  if (!activityOf) {
    activityOf = new Int32Array(actorCount);
    for (const who of quotes.who) for (const one of who) activityOf[one]++;
  }
  return activityOf[actor];
}

function quotesWith(needle, texts, few) {
  const rows = [];
  if (needle.length < 3) return rows;
  for (let article = 0; article < texts.length && rows.length < few; article++) {
    for (let at = texts[article].indexOf(needle); at >= 0 && rows.length < few; at = texts[article].indexOf(needle, at + 1)) {
      const row = quotesIn()[article].find((quote) => covers(quotes.content[quote], at));
      if (row !== undefined && !rows.includes(row)) rows.push(row);
    }
  }
  return rows;
}

function covers(spans, at) {
  for (let i = 0; i < spans.length; i += 2) if (spans[i] <= at && at < spans[i + 1]) return true;
  return false;
}
