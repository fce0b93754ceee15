// An article as it stands, its attributions marked in place.

import { actors, articles, cueOf, day, data, outletOf, publisherOf, quoteAddress, quotes, quotesIn, speakersOf, stands, standsIn, titleOf } from "./data.js";
import { copiesOf } from "./compare.js";
import { h, longList, plural } from "./dom.js";
import { articlesHere } from "./filter.js";
import { chain, marked, marksOf } from "./quotes.js";
import { focusedArticle, split } from "./focus.js";
import { address, state } from "./state.js";

const COLOURS = 7; // speakers with a colour of their own, as the style sheet has them

/** The list of articles, or the one in focus. */
export function showReading(holder) {
  const { focus } = state();
  const article = focusedArticle(focus);
  holder.append(article < 0 ? articleList() : reading(article));
  if (article >= 0) requestAnimationFrame(() => scrollToOpen(holder, focus));
}

function articleList() {
  const here = articlesHere();
  const rows = articles.id.map((_, row) => row).filter((row) => here[row]);
  return h("div", { class: "sheet" }, h("h2", null, rows.length > 0 || articles.id.length === 0 ? plural(rows.length, "article") : "No article passes the filters"),
    longList(rows, 60, (row) => [
      h("a", { class: "headline", href: address({ view: "articles", focus: articles.id[row] }) }, titleOf(row)),
      h("small", null, [outletOf(row), day(articles.date[row]), plural(quotesIn()[row].length, "attribution"), sameText(row)].filter(Boolean).join(" · ")),
    ], { class: "rows articles" }));
}

/** Where else the text stands, for a list; nothing for a text of its own. */
const sameText = (article) => (copiesOf(article).length > 0 ? `same text as ${[...new Set(copiesOf(article).map(publisherOf))].join(", ")}` : "");

function reading(article) {
  const colours = coloursOf(article);
  const guessed = new Set(articles.guessed[article]);
  const unsure = (name, text) => (guessed.has(name) ? `${text} (inferred)` : text);
  const about = [outletOf(article) && unsure("outlet", outletOf(article)), unsure("published", day(articles.date[article]))].filter(Boolean);
  return h("article", { class: "sheet reading" },
    h("p", { class: "doors" }, h("a", { href: address({ view: "articles", focus: "", open: "" }) }, "All articles")),
    h("header", null, h("p", { class: "kicker" }, about.join(" · ")), h("h2", null, titleOf(article)),
      h("p", { class: "quiet" }, articles.title[article] ? articles.names[article].join(", ") : articles.names[article].slice(1).join(", "), articles.url[article] && [" · ", h("a", { href: articles.url[article], rel: "noopener noreferrer", target: "_blank" }, articles.url[article])])),
    copiesOf(article).length > 0 && h("p", { class: "quiet" }, "The same text also in: ", copiesOf(article).map((row, i) => [i ? ", " : "", h("a", { href: address({ view: "articles", focus: articles.id[row] }) }, publisherOf(row))]), "."),
    key(article, colours),
    !data.whole && h("p", { class: "note" }, "This page holds many articles: only the sentences that are evidence are shown."),
    h("div", { class: "text" }, paragraphs(article).map(([from, to]) => paragraph(article, from, to, colours))));
}

/** Speaker → number of a colour, the most quoted first; 0 for all others. */
function coloursOf(article) {
  const count = new Map();
  for (const quote of quotesIn()[article]) for (const actor of quotes.who[quote].slice(0, 1)) count.set(actor, (count.get(actor) ?? 0) + 1);
  const order = [...count].sort((x, y) => y[1] - x[1] || x[0] - y[0]).slice(0, COLOURS);
  return new Map(order.map(([actor], i) => [actor, i + 1]));
}

const colourOf = (quote, colours) => colours.get(quotes.who[quote][0]) ?? 0;

function key(article, colours) {
  return h("div", { class: "key" }, h("ul", { class: "legend" },
    [...colours].map(([actor, i]) => h("li", null, h("a", { href: address({ open: `actor:${actors.id[actor]}` }) }, h("i", { class: `swatch speaker-${i}` }), actors.name[actor]))),
    h("li", null, h("i", { class: "swatch speaker-0" }), "others"),
    h("li", null, h("span", { class: "source" }, "source")), h("li", null, h("span", { class: "cue" }, "cue")), h("li", null, h("span", { class: "zone furniture" }, "not read as reporting"))));
}

/** Where the text's paragraphs begin and end. */
function paragraphs(article) {
  return [...articles.text[article].matchAll(/[^\n\r]+/g)].filter(([words]) => words.trim()).map((match) => [match.index, match.index + match[0].length]);
}

function marksIn(article) {
  const marks = articles.zones[article].flatMap(([zone, furniture, spans]) => marksOf(spans, `zone zone-${zone}${furniture ? " furniture" : ""}`));
  for (const quote of quotesIn()[article]) {
    for (const part of ["content", "source", "cue"]) marks.push(...marksOf(quotes[part][quote], part, { quote }));
  }
  for (const stand of standsIn()[article]) if (stands.quote[stand] < 0) marks.push(...marksOf(stands.span[stand], "own", { stand }));
  return marks;
}

const marksOfArticle = new Map();

function paragraph(article, from, to, colours) {
  if (!marksOfArticle.has(article)) marksOfArticle.set(article, marksIn(article));
  const marks = marksOfArticle.get(article).filter((mark) => mark.start < to && mark.end > from);
  const notes = [...new Set(marks.filter(({ name, quote, start }) => quote !== undefined && name === "content" && start >= from).map(({ quote }) => quote))];
  const [, open] = split(state().open);
  return h("div", { class: "paragraph" },
    h("p", null, marked(article, from, to, marks, (words, on) => stretch(words, on, colours, open))),
    notes.length > 0 && h("ul", { class: "notes" }, notes.map((quote) => h("li", null, note(quote, colours, open)))));
}

/** A stretch of text with all that it is part of; a click opens the innermost quote. */
function stretch(words, on, colours, open) {
  const deep = [...on].filter(({ quote }) => quote !== undefined).sort((x, y) => chain(y.quote).length - chain(x.quote).length || (x.end - x.start) - (y.end - y.start));
  const contents = deep.filter(({ name }) => name === "content");
  const inner = deep[0];
  const classes = on.filter(({ name }) => name !== "content").map(({ name }) => name);
  if (contents.length) classes.push("content", `deep-${Math.min(3, contents.length)}`);
  if (inner) classes.push(`speaker-${colourOf((contents[0] ?? inner).quote, colours)}`);
  if (on.some(({ quote }) => quote !== undefined && quoteAddress(quote) === open)) classes.push("open");
  const span = h("span", { class: [...new Set(classes)].join(" "), "data-from": Math.min(...on.map(({ start }) => start)) }, words);
  if (inner) span.dataset.quote = quoteAddress(inner.quote);
  return span;
}

function note(quote, colours, open) {
  const id = quoteAddress(quote);
  return h("a", { href: address({ open: `quote:${id}` }), class: `note-${chain(quote).length > 1 ? "inner" : "outer"}`, "aria-current": id === open ? "true" : null },
    h("i", { class: `swatch speaker-${colourOf(quote, colours)}` }), speakersOf(quote), cueOf(quote) && h("small", null, ` ${cueOf(quote)}`));
}

/** A click on marked text opens its quote, unless words are being selected. */
export function onTextClick(event) {
  const id = event.target.closest?.("[data-quote]")?.dataset.quote;
  return id && !String(getSelection()) ? address({ open: `quote:${id}` }) : null;
}

function scrollToOpen(holder, focus) {
  const at = /\/@(\d+)$/.exec(focus)?.[1];
  const mark = at ? holder.querySelector(`[data-from="${Number(at)}"]`) : holder.querySelector(".content.open");
  mark?.scrollIntoView({ block: "center" });
}
