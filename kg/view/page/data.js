// The columns that the page carries, and what can be looked up in them. A row is an index; -1 is none.

export const data = JSON.parse(document.getElementById("data").textContent);
export const { articles, actors, issues, quotes, stands, echoes, outlets } = data;

export const KINDS = ["direct", "mixed", "indirect"];
export const STANCES = ["supports", "opposes", "ambivalent"];
export const RELATIONS = ["verbatim", "truncated", "variant", "paraphrase"];
const ATTITUDE = 1, NEGATED = 2, DENIED = 4;

export const actorCount = actors.id.length;
export const issueNode = (issue) => actorCount + issue;
export const isIssue = (node) => node >= actorCount;
export const nameOf = (node) => (isIssue(node) ? issues.label[node - actorCount] : actors.name[node]);

export const isAttitude = (quote) => (quotes.flags[quote] & ATTITUDE) !== 0;
export const isNegated = (quote) => (quotes.flags[quote] & NEGATED) !== 0;
export const isDenied = (quote) => (quotes.flags[quote] & DENIED) !== 0;

/** Row numbers by the values of a column; a value may be a list of rows. */
function rowsBy(column, size) {
  const rows = Array.from({ length: size }, () => []);
  column.forEach((value, row) => {
    if (Array.isArray(value)) for (const one of value) rows[one].push(row);
    else if (value >= 0) rows[value].push(row);
  });
  return rows;
}

/** What *make* makes, made when first asked for. */
export function lazy(make) {
  let made;
  return () => (made ??= make());
}

/** What *make* makes of an object, made once for each. */
export function remembered(make) {
  const made = new WeakMap();
  return (of) => {
    if (!made.has(of)) made.set(of, make(of));
    return made.get(of);
  };
}

const quoteCount = quotes.id.length;
export const quotesBy = lazy(() => rowsBy(quotes.who, actorCount));
export const quotesAbout = lazy(() => rowsBy(quotes.about, actorCount));
export const quotesIn = lazy(() => rowsBy(quotes.article, articles.id.length));
export const quotesInside = lazy(() => rowsBy(quotes.parent, quoteCount));
export const standsOn = lazy(() => rowsBy(stands.issue, issues.id.length));
export const standsBy = lazy(() => rowsBy(stands.actor, actorCount));
export const standsIn = lazy(() => rowsBy(stands.article, articles.id.length));
export const standsFrom = lazy(() => rowsBy(stands.quote, quoteCount));
const groups = lazy(() => rowsBy(quotes.group, quoteCount));

const actorRows = lazy(() => new Map(actors.id.map((id, row) => [id, row])));
const issueRows = lazy(() => new Map(issues.id.map((id, row) => [id, row])));
const articleRows = lazy(() => new Map(articles.id.map((id, row) => [id, row])));
export const actorRow = (id) => actorRows().get(id) ?? -1;
export const issueRow = (id) => issueRows().get(id) ?? -1;
export const articleRow = (id) => articleRows().get(id) ?? -1;

/** A quote's name in an address: article/attribution. */
export const quoteAddress = (quote) => `${articles.id[quotes.article[quote]]}/${quotes.id[quote]}`;

export function quoteRow(address) {
  const cut = address.lastIndexOf("/");
  const article = articleRow(address.slice(0, cut));
  const id = address.slice(cut + 1);
  return article < 0 ? -1 : quotesIn()[article].find((row) => quotes.id[row] === id) ?? -1;
}

/** All reports of the utterance that *quote* reports, itself among them. */
export const reportsOf = (quote) => (quotes.group[quote] < 0 ? [quote] : groups()[quotes.group[quote]]);

/** What makes two pieces of evidence the same statement: the utterance, else the place. */
export function statementOf(stand) {
  const quote = stands.quote[stand];
  if (quote < 0) return -1 - stand;
  return quotes.group[quote] >= 0 ? quotes.group[quote] : quote;
}

/** The words at flat *spans* of an article. */
export function wordsAt(article, spans) {
  const parts = [];
  for (let i = 0; i < spans.length; i += 2) parts.push(articles.text[article].slice(spans[i], spans[i + 1]));
  return parts.join(" […] ").replace(/\s+/g, " ");
}

export const contentOf = (quote) => wordsAt(quotes.article[quote], quotes.content[quote]);
export const cueOf = (quote) => wordsAt(quotes.article[quote], quotes.cue[quote]);
export const outletOf = (article) => (articles.outlet[article] < 0 ? "" : outlets[articles.outlet[article]]);
export const titleOf = (article) => articles.title[article] || (articles.names[article][0] ?? articles.id[article]);
export const publisherOf = (article) => outletOf(article) || titleOf(article);
export const speakersOf = (quote) => quotes.who[quote].map((actor) => actors.name[actor]).join(", ") || "nobody named";

/** First and last character of the sentence or sentences that hold *from* to *to*. */
export function sentenceAround(article, from, to) {
  const text = articles.text[article];
  const before = text.slice(Math.max(0, from - 300), from);
  const cut = [...before.matchAll(/[.!?]["'”’)]*\s+|\n/g)].pop();
  const rest = text.slice(Math.max(from, to - 2), to + 300);
  const end = rest.search(/[.!?]["'”’)]*(\s|$)|\n/);
  const closing = end < 0 ? "" : /^[.!?]?["'”’)]*/.exec(rest.slice(end))[0];
  return [
    cut ? from - before.length + cut.index + cut[0].length : from - before.length,
    end < 0 ? Math.min(text.length, to + 300) : Math.max(to, Math.max(from, to - 2) + end + closing.length),
  ];
}

/** From the first to the last character of a quote's source, cue and content. */
export function extentOf(quote) {
  const all = [...quotes.source[quote], ...quotes.cue[quote], ...quotes.content[quote]];
  return [Math.min(...all), Math.max(...all)];
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/** "2025-02-13" as "13 Feb 2025". */
export function day(date) {
  if (!date) return "no date";
  const [year, month, number] = date.split("-");
  return `${Number(number)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** Letters alone: no case, no marks; for search. */
export const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
