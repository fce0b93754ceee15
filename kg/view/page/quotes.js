// A piece of evidence as the reader sees it: the sentence with its source, cue and content marked.

import { actors, articles, contentOf, cueOf, extentOf, isAttitude, isDenied, isNegated, issues, KINDS, nameOf, issueNode, quoteAddress, quotes, quotesInside, reportsOf, sentenceAround, speakersOf, stands, standsFrom, STANCES } from "./data.js";
import { h } from "./dom.js";
import { whereFrom, whereFromArticle, wordingSummary } from "./compare.js";
import { address, joined, state } from "./state.js";

/** Marks for flat *spans*: [{start, end, name}]. */
export function marksOf(spans, name, extra = {}) {
  const marks = [];
  for (let i = 0; i < spans.length; i += 2) marks.push({ start: spans[i], end: spans[i + 1], name, ...extra });
  return marks;
}

/** The text of an article from *from* to *to*, cut where marks begin and end; *make* dresses each stretch. */
export function marked(article, from, to, marks, make = plainMark) {
  const text = articles.text[article];
  const inside = marks.filter((mark) => mark.start < to && mark.end > from);
  const bounds = new Set([from, to]);
  for (const { start, end } of inside) for (const at of [start, end]) if (at > from && at < to) bounds.add(at);
  const order = [...bounds].sort((a, b) => a - b);
  return order.slice(0, -1).map((start, i) => {
    const words = text.slice(start, order[i + 1]);
    const on = inside.filter((mark) => mark.start <= start && mark.end > start);
    return on.length ? make(words, on) : words;
  });
}

const plainMark = (words, on) => h(on.some(({ name }) => name === "decided") ? "mark" : "span", { class: on.map(({ name }) => name).join(" ") }, words);

/** The sentence that a quote stands in, with its parts marked. */
export function sentence(quote, decided = []) {
  const article = quotes.article[quote];
  const [from, to] = sentenceAround(article, ...extentOf(quote));
  const marks = [
    ...marksOf(quotes.content[quote], "content"), ...marksOf(quotes.source[quote], "source"),
    ...marksOf(quotes.cue[quote], "cue"), ...marksOf(decided, "decided"),
  ];
  return h("blockquote", null, marked(article, from, to, marks));
}

/** The sentence of a reporter's own words that shows a position. */
function ownWords(stand) {
  const [start, end] = stands.span[stand];
  const article = stands.article[stand];
  const [from, to] = sentenceAround(article, start, end);
  return h("blockquote", null, marked(article, from, to, [...marksOf([start, end], "content"), ...marksOf(stands.decided[stand], "decided")]));
}

export const actorLink = (actor) => h("a", { href: address({ open: `actor:${actors.id[actor]}` }), class: "actor" }, actors.name[actor]);
export const issueLink = (issue) => h("a", { href: address({ open: `issue:${issues.id[issue]}` }), class: "issue" }, issues.label[issue]);

/** Who said it, as told by whom, outermost last: [actor names…]. */
export function chain(quote) {
  const steps = [];
  const seen = new Set();
  for (let row = quote; row >= 0 && !seen.has(row); row = quotes.parent[row]) {
    steps.push(row);
    seen.add(row);
  }
  return steps;
}

const listed = (nodes) => nodes.flatMap((node, i) => (i ? [", ", node] : [node]));

/** "Duarte, as told by Holm": names as links. */
export function speakers(quote) {
  const named = (row) => (quotes.who[row].length ? listed(quotes.who[row].map(actorLink)) : [h("em", null, "nobody named")]);
  const steps = chain(quote);
  return h("p", { class: "who" }, named(steps[0]), steps.slice(1).map((row) => [h("span", { class: "quiet" }, ", as told by "), named(row)]));
}

function tags(quote) {
  const notes = [KINDS[quotes.kind[quote]]];
  if (isAttitude(quote)) notes.push("wish or belief, not voiced");
  if (isNegated(quote)) notes.push("not said");
  if (isDenied(quote)) notes.push("denied");
  return notes;
}

export const readAddress = (quote) => address({ view: "articles", focus: quoteAddress(quote), open: `quote:${quoteAddress(quote)}` });

/** A quote with its sentence, where it stands and how sure it is; *stand* adds why it counts for a position. */
export function quoteCard(quote, stand = -1, named = true) {
  const shared = reportsOf(quote).length > 1;
  const cue = cueOf(quote);
  return h("article", { class: "card" },
    named && speakers(quote),
    sentence(quote, stand >= 0 ? stands.decided[stand] : []),
    h("p", { class: "where" }, whereFrom(quote)),
    h("p", { class: "facts" },
      tags(quote).map((note) => h("span", { class: "tag" }, note)), cue && h("span", { class: "tag" }, `cue: ${cue}`),
      h("span", { class: "tag", title: "How sure the program is that this is an attribution, and of the speaker" }, `${quotes.sure[quote]} % · speaker ${quotes.whoSure[quote]} %`),
      stand >= 0 && stanceTag(stand)),
    h("p", { class: "doors" },
      h("a", { href: readAddress(quote) }, "In the article"),
      state().open !== `quote:${quoteAddress(quote)}` && h("a", { href: address({ open: `quote:${quoteAddress(quote)}` }) }, shared ? `Wordings: ${wordingSummary(quote)}` : "More about it")),
  );
}

function stanceTag(stand) {
  const look = STANCES[stands.stance[stand]];
  const via = stands.via[stand];
  return [h("span", { class: `tag ${look}` }, `${look} ${stands.sure[stand]} %`), via >= 0 && h("span", { class: "tag" }, `hearsay: ${actors.name[via]} says so`)];
}

/** A piece of evidence: a quote, or the reporter's own words. */
export function evidenceCard(stand, named = false) {
  const quote = stands.quote[stand];
  if (quote >= 0) return quoteCard(quote, stand, named || quotes.parent[quote] >= 0);
  const article = stands.article[stand];
  return h("article", { class: "card" },
    h("p", { class: "who quiet" }, "In the reporter's own words"),
    ownWords(stand),
    h("p", { class: "where" }, whereFromArticle(article)),
    h("p", { class: "facts" }, stanceTag(stand)),
    h("p", { class: "doors" }, h("a", { href: address({ view: "articles", focus: `${articles.id[article]}/@${stands.span[stand][0]}` }) }, "In the article")),
  );
}

/** Which positions rest on a quote, as sentences with links to their edges. */
export function positionsFrom(quote) {
  return standsFrom()[quote].map((stand) => {
    const look = STANCES[stands.stance[stand]];
    const [actor, issue] = [stands.actor[stand], stands.issue[stand]];
    return h("li", null, h("a", { href: address({ open: `edge:${joined(actors.id[actor], issues.id[issue], look)}` }) },
      `${actors.name[actor]} `, h("b", { class: look }, look), ` ${nameOf(issueNode(issue))}`));
  });
}

/** The quotes inside a quote, as a list; null without any. */
export function insideOf(quote) {
  const rows = quotesInside()[quote];
  if (rows.length === 0) return null;
  return [h("h3", null, "Inside it"), rows.map((row) => quoteCard(row))];
}

/** A quote in one line, for lists. */
export function quoteLine(quote, withSpeaker = true) {
  const words = contentOf(quote);
  return h("a", { class: "line", href: address({ open: `quote:${quoteAddress(quote)}` }) },
    withSpeaker && h("b", null, `${speakersOf(quote)}: `), words.length > 180 ? `${words.slice(0, 178)}…` : words);
}
