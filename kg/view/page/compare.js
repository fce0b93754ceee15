// Wordings of one utterance: which is fullest, and what the others leave out or put in.

import { articles, contentOf, day, echoes, publisherOf, quotes, RELATIONS, reportsOf } from "./data.js";

const WORDS = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*|[^\s]/gu;
const LEFT_OUT = 0.15; // share of the fullest wording's words

const plain = (word) => word.toLowerCase().replace(/[“”„‟«»]/g, '"').replace(/[‘’‚‛]/g, "'");
const isWord = (word) => /[\p{L}\p{N}]/u.test(word);

/** The words of *text* with the white space before each. */
function pieces(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(WORDS)) {
    found.push({ word: match[0], space: text.slice(end, match.index), key: plain(match[0]) });
    end = match.index + match[0].length;
  }
  return found;
}

/** *fuller* turned into *other*: [["same" | "out" | "in", text], …], by the longest common run of words; a change of punctuation alone is none. */
export function differences(fuller, other) {
  const a = pieces(fuller), b = pieces(other);
  if (a.length * b.length > 4e6) return [["out", fuller], ["in", ` ${other}`]];
  const long = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) {
    long[i][j] = a[i].key === b[j].key ? long[i + 1][j + 1] + 1 : Math.max(long[i + 1][j], long[i][j + 1]);
  }
  const steps = [];
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i].key === b[j].key) steps.push(["same", a[i++], b[j++]]);
    else if (j >= b.length || (i < a.length && long[i + 1][j] >= long[i][j + 1])) steps.push(["out", a[i++]]);
    else steps.push(["in", b[j++]]);
  }
  const parts = runs(slid(slid(runs(steps), "out"), "in").flatMap(({ how, steps: own }) => own.map((step) => [how, ...step.slice(1)])));
  return parts.map(({ how, steps: own }) => [how, own.map(([, first, second]) => (second ?? first).space + (second ?? first).word).join("")])
    .map(([how, text]) => (isWord(text) ? [how, text] : [how === "in" ? "same" : how, text]))
    .filter(([how, text]) => how !== "out" || isWord(text));
}

/** Steps of one kind in a row, together: [{how, steps}]. */
function runs(steps) {
  const found = [];
  for (const step of steps) {
    const last = found[found.length - 1];
    if (last?.how === step[0]) last.steps.push(step);
    else found.push({ how: step[0], steps: [step] });
  }
  return found;
}

/** Of two places where words can be held to have stayed, takes the one that joins what follows:
 *  in "[to be free. To] chase", left out but for "to", it is the second "To" that stayed. */
function slid(parts, how) {
  for (let i = 0; i + 2 < parts.length; i++) {
    const [kept, gone, next] = parts.slice(i, i + 3), n = kept.steps.length;
    const before = i === 0 || parts[i - 1].how === how;
    if (!before || kept.how !== "same" || gone.how !== how || next.how !== "same" || n >= gone.steps.length) continue;
    const tail = gone.steps.slice(-n);
    if (!kept.steps.every(([, { key }], k) => key === tail[k][1].key)) continue;
    const side = how === "out" ? 1 : 2; // whose words are the more
    const stays = kept.steps.map((step, k) => (how === "out" ? ["same", tail[k][1], step[2]] : ["same", step[1], tail[k][1]]));
    gone.steps = [...kept.steps.map((step) => [how, step[side]]), ...gone.steps.slice(0, -n)];
    next.steps.unshift(...stays);
    if (i > 0) parts[i - 1].steps.push(...gone.steps);
    parts.splice(i, i > 0 ? 2 : 1);
    i = Math.max(-1, i - 2);
  }
  return parts;
}

const sizes = new Map();

function size(quote) {
  if (!sizes.has(quote)) sizes.set(quote, pieces(contentOf(quote)).filter(({ word }) => isWord(word)).length);
  return sizes.get(quote);
}

/** Reports of one utterance with the fullest first: words in marks count before words retold. */
function fullestFirst(reports) {
  const marked = (quote) => (quotes.kind[quote] === 2 ? 0 : 1);
  return [...reports].sort((x, y) => marked(y) - marked(x) || size(y) - size(x) || x - y);
}

let relationOf;

function relation(a, b) {
  relationOf ??= new Map(echoes.map(([x, y, kind]) => [`${x}|${y}`, RELATIONS[kind]]));
  return relationOf.get(`${Math.min(a, b)}|${Math.max(a, b)}`);
}

const NAMES = { fullest: "fullest", verbatim: "same words", truncated: "shortened", variant: "reworded", paraphrase: "retold" };
export const wordingName = (how) => NAMES[how];

const done = new Map();

/** All wordings of the utterance *quote* reports: [{quote, how, parts}], fullest first. */
export function wordings(quote) {
  const key = quotes.group[quote] < 0 ? quote : quotes.group[quote];
  if (!done.has(key)) {
    const [full, ...others] = fullestFirst(reportsOf(quote));
    done.set(key, [{ quote: full, how: "fullest", parts: [["same", contentOf(full)]] }, ...others.map((other) => wording(full, other))]);
  }
  return done.get(key);
}

function wording(full, other) {
  const parts = differences(contentOf(full), contentOf(other));
  const words = (how) => parts.filter(([h]) => h === how).flatMap(([, text]) => pieces(text)).filter(({ word }) => isWord(word)).length;
  const out = words("out"), added = words("in"), same = words("same");
  let how = relation(full, other);
  if (same < Math.min(size(full), size(other)) / 2) return { quote: other, how: "paraphrase", parts: [["same", contentOf(other)]] };
  if (quotes.kind[other] === 2 && same < size(other) / 2) how = "paraphrase";
  else if (out === 0 && added === 0) how = "verbatim";
  else if (same && added <= Math.max(1, same * 0.1) && out > size(full) * LEFT_OUT) how = "truncated";
  return { quote: other, how: how ?? "variant", parts };
}

/** What a group's wordings come to: "3 outlets · 1 shortened". */
export function wordingSummary(quote) {
  const all = wordings(quote);
  const places = new Set(all.map(({ quote: q }) => publisherOf(quotes.article[q])));
  const count = (kind) => all.filter(({ how }) => how === kind).length;
  const notes = [`${all.length} reports`, `${places.size} ${places.size === 1 ? "outlet" : "outlets"}`];
  for (const kind of ["truncated", "variant", "paraphrase"]) if (count(kind)) notes.push(`${count(kind)} ${NAMES[kind]}`);
  return notes.join(" · ");
}

export const whereFromArticle = (article) => `${publisherOf(article)}, ${day(articles.date[article])}`;
export const whereFrom = (quote) => whereFromArticle(quotes.article[quote]);

/** The other articles that are copies of the same text. */
export const copiesOf = (article) => (articles.copy[article] < 0 ? [] : articles.copy.flatMap((group, row) => (group === articles.copy[article] && row !== article ? [row] : [])));
