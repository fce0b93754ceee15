// The panel beside the picture: what is open, told in full, each claim with its evidence.

import { actorCount, actorRow, actors, articles, cueOf, data, issueNode, issueRow, issues, nameOf, publisherOf, quoteRow, quotes, quotesAbout, quotesBy, quotesIn, reportsOf, speakersOf, stands, standsBy, standsIn, standsOn, STANCES } from "./data.js";
import { byId, h, longList, plural, put } from "./dom.js";
import { distinctQuotes, evidenceOf, mostFirst, quotesOn, standEdges, standsOnShow } from "./filter.js";
import { lines } from "./canvas.js";
import { copiesOf, whereFrom, wordingName, wordings, wordingSummary } from "./compare.js";
import { overviewPanel, speakersRanked, stanceBar, stanceCounts, tally } from "./overview.js";
import { focusedActor, focusedArticle, focusedIssue, split } from "./focus.js";
import { actorLink, chain, evidenceCard, insideOf, issueLink, positionsFrom, quoteCard, quoteLine, readAddress, sentence, speakers } from "./quotes.js";
import { address, filtered, joined, parted, state } from "./state.js";

const PANELS = { actor: actorPanel, issue: issuePanel, edge: edgePanel, pair: pairPanel, talk: talkPanel, quote: quotePanel, cell: cellPanel, side: sidePanel, voice: voicePanel };

/** Shows what is open, else what the picture holds. */
export function showDetails() {
  const [kind, id] = split(state().open);
  const panel = byId("details");
  const content = PANELS[kind]?.(id) ?? restingPanel();
  put(panel, state().open && h("a", { class: "close", href: address({ open: "" }), "aria-label": "Close" }, "×"), content);
  panel.classList.toggle("wide", kind === "quote" && state().view !== "articles" && reportsOf(Math.max(0, quoteRow(id))).length > 1);
  panel.scrollTop = 0;
}

/** On a narrow screen the panel stands below: brings it into view. */
export function bringDetails() {
  if (matchMedia("(max-width: 900px)").matches) byId("details").scrollIntoView({ block: "start" });
}

/** What the panel shows while nothing is open: whom or what the view looks at, else the overview. */
function restingPanel() {
  const { view, focus } = state();
  if (view === "articles" && focusedArticle(focus) >= 0) return articlePanel(focusedArticle(focus));
  const row = view === "actor" ? focusedActor(focus) : view === "issue" ? focusedIssue(focus) : -1;
  if (row < 0) return overviewPanel();
  return view === "actor" ? actorPanel(actors.id[row]) : issuePanel(issues.id[row]);
}

/** Who speaks in an article, and which positions it is evidence for. */
function articlePanel(article) {
  const own = quotesIn()[article];
  const edges = standEdges(standsIn()[article]);
  return [
    h("p", { class: "kicker" }, "In this article"),
    h("p", { class: "lead" }, `${plural(own.length, "attribution")} to ${plural(speakersRanked(own).length, "actor")}, evidence for ${plural(edges.length, "position")}.`),
    h("p", { class: "quiet" }, "Choose marked words, or a name beside them, to see how they were read."),
    edges.length > 0 && [h("h2", null, "Positions"), positionsList(edges, true)],
    h("h2", null, "Speakers"),
    longList(speakersRanked(own), 20, ([actor, n]) => [actorLink(actor), h("small", null, plural(n, "statement"))], { class: "rows" }),
  ];
}

function actorPanel(id) {
  const actor = actorRow(id);
  if (actor < 0) return missing("actor", id);
  const here = quotesOn(), passing = standsOnShow();
  const said = distinctQuotes(quotesBy()[actor].filter((quote) => here[quote]));
  const edges = standEdges(standsBy()[actor].filter((row) => passing[row]));
  const about = speakersRanked(distinctQuotes(quotesAbout()[actor].filter((quote) => here[quote])));
  const talks = mostFirst(tally(said, quotes.about));
  return [
    h("p", { class: "kicker" }, actors.kind[actor]),
    h("h2", { class: "title" }, actors.name[actor]),
    actors.roles[actor].length > 0 && h("p", { class: "roles" }, actors.roles[actor].map(([role]) => role).slice(0, 6).join("; ")),
    actors.aliases[actor].length > 0 && h("p", { class: "quiet" }, `Also: ${actors.aliases[actor].slice(0, 12).join(", ")}`),
    actors.links[actor].length > 0 && h("details", null, h("summary", null, "Why these names are shown as one"),
      h("ul", null, actors.links[actor].map(([a, b, why, sure]) => h("li", null, `${a} = ${b}: ${why} (${sure} %)`)))),
    h("p", { class: "doors" },
      h("a", { href: address({ view: "actor", focus: id, open: `actor:${id}` }) }, "Around this actor"),
      h("a", { href: filtered("actor", [id]) }, "Only this actor")),
    edges.length > 0 && [h("h3", null, "Positions"), positionsList(edges)],
    state().view === "agreement" && [beside(actor, "agrees", "On the same side as"), beside(actor, "conflicts", "On the opposite side of")],
    talks.length > 0 && [h("h3", null, "Speaks of"), chips(talks, (other) => `talk:${joined(id, actors.id[other])}`)],
    about.length > 0 && [h("h3", null, "Spoken of by"), chips(about, (other) => `talk:${joined(id, actors.id[other])}`)],
    h("h3", null, plural(said.length, "statement")),
    longList(said, 15, (quote) => quoteCard(quote, -1, chain(quote).length > 1), { class: "cards" }),
  ];
}

const missing = (what, id) => [
  h("p", { class: "kicker" }, "Not here"), h("p", null, `This page knows no ${what} “${id}”. The link may come from another build.`),
  h("p", { class: "doors" }, h("a", { href: address({ open: "" }) }, "Back to the overview"))];

/** The others that a line of that look is drawn to. */
function beside(actor, look, heading) {
  const others = lines().filter((edge) => edge.look === look && (edge.a === actor || edge.b === actor)).map((edge) => [edge.a === actor ? edge.b : edge.a, edge.n, edge.open]);
  const opens = new Map(others.map(([other, , open]) => [other, open]));
  return others.length > 0 && [h("h3", null, heading), chips(others, (other) => opens.get(other))];
}

function chips(counted, open) {
  return longList(counted, 10, ([actor, n]) => h("a", { href: address({ open: open(actor) }) }, actors.name[actor], h("small", null, ` ${n}`)), { class: "chips" });
}

function positionsList(edges, named = false) {
  return longList(edges, 20, (edge) => h("a", { class: "position", href: address({ open: `edge:${joined(actors.id[edge.a], issues.id[edge.b - actorCount], edge.look)}` }) },
    h("b", { class: edge.look }, edge.look), h("span", null, named && h("b", null, `${nameOf(edge.a)}: `), nameOf(edge.b)), h("small", null, String(edge.n))), { class: "rows" });
}

function issuePanel(id) {
  const issue = issueRow(id);
  if (issue < 0) return missing("issue", id);
  const passing = standsOnShow();
  const edges = standEdges(standsOn()[issue].filter((row) => passing[row]));
  const camp = (look, name) => {
    const members = edges.filter((edge) => edge.look === look);
    return members.length > 0 && h("section", { class: "camp" },
      h("h3", { class: look }, `${name} (${members.length})`),
      longList(members, 8, (edge) => [
        h("p", null, actorLink(edge.a), h("a", { class: "count", href: address({ open: `edge:${joined(actors.id[edge.a], id, look)}` }) }, plural(edge.n, "statement"))),
        evidenceCard(strongest(evidenceOf(edge))),
      ], { class: "cards" }));
  };
  return [
    h("p", { class: "kicker" }, "Issue"),
    h("h2", { class: "title" }, issues.label[issue]),
    issues.definition[issue] && h("p", null, issues.definition[issue]),
    issues.supports[issue] && h("p", { class: "quiet" }, issues.supports[issue]),
    h("p", null, stanceBar(stanceCounts(edges)(issueNode(issue)))),
    h("p", { class: "doors" },
      h("a", { href: address({ view: "issue", focus: id, open: `issue:${id}` }) }, "Its camps"),
      h("a", { href: filtered("issue", [id]) }, "Only this issue")),
    edges.length === 0 && h("p", { class: "quiet" }, "Nobody takes a position on it in the evidence shown."),
    camp("supports", "For"), camp("opposes", "Against"), camp("ambivalent", "Undecided"),
  ];
}

const strongest = (rows) => [...rows].sort((x, y) => stands.sure[y] - stands.sure[x] || x - y)[0];

function edgePanel(id) {
  const [actorId, issueId, look] = parted(id);
  const [actor, issue, stance] = [actorRow(actorId), issueRow(issueId), STANCES.indexOf(look)];
  if (actor < 0 || issue < 0 || stance < 0) return missing("position", id);
  const passing = standsOnShow();
  const rows = standsBy()[actor].filter((row) => passing[row] && stands.issue[row] === issue && stands.stance[row] === stance);
  return [
    h("p", { class: "kicker" }, "Position"),
    h("h2", { class: "title" }, actorLink(actor), " ", h("span", { class: look }, look), " ", issueLink(issue)),
    issues.supports[issue] && h("p", { class: "quiet" }, issues.supports[issue]),
    evidenceList(rows),
  ];
}

function evidenceList(rows, named = false) {
  if (rows.length === 0) return h("p", { class: "quiet" }, "No evidence passes the filters.");
  const outletsOf = new Set(rows.map((row) => publisherOf(stands.article[row])));
  return [
    h("p", null, `${plural(rows.length, "piece")} of evidence in ${plural(outletsOf.size, "outlet")}. The words that decided the stance are underlined.`),
    longList(rows, 15, (row) => evidenceCard(row, named), { class: "cards" }),
  ];
}

function cellPanel(id) {
  const [issueId, from, to, look] = parted(id);
  const [issue, stance] = [issueRow(issueId), STANCES.indexOf(look)];
  if (issue < 0 || stance < 0) return missing("cell", id);
  const passing = standsOnShow();
  const rows = standsOn()[issue].filter((row) => {
    const date = articles.date[stands.article[row]];
    return passing[row] && stands.stance[row] === stance && date >= from && date <= to;
  });
  return [h("p", { class: "kicker" }, from === to ? from : `${from} to ${to}`), h("h2", { class: "title" }, issueLink(issue), ", ", h("span", { class: look }, look)), evidenceList(rows, true)];
}

/** What an outlet has for one side of an issue. */
function sidePanel(id) {
  const [issueId, outlet, look] = parted(id);
  const [issue, stance] = [issueRow(issueId), STANCES.indexOf(look)];
  if (issue < 0 || stance < 0) return missing("cell", id);
  const passing = standsOnShow();
  const rows = standsOn()[issue].filter((row) => passing[row] && stands.stance[row] === stance && publisherOf(stands.article[row]) === outlet);
  return [h("p", { class: "kicker" }, outlet), h("h2", { class: "title" }, issueLink(issue), ", ", h("span", { class: look }, look)), evidenceList(rows, true)];
}

/** What an outlet quotes of one actor. */
function voicePanel(id) {
  const [actorId, outlet] = parted(id);
  const actor = actorRow(actorId);
  if (actor < 0) return missing("actor", actorId);
  const here = quotesOn();
  const rows = quotesBy()[actor].filter((quote) => here[quote] && publisherOf(quotes.article[quote]) === outlet);
  return [
    h("p", { class: "kicker" }, outlet), h("h2", { class: "title" }, actorLink(actor)), h("p", null, plural(rows.length, "quote")),
    longList(rows, 15, (quote) => quoteCard(quote, -1, chain(quote).length > 1), { class: "cards" }),
  ];
}

function pairPanel(id) {
  const [oneId, otherId, look] = parted(id);
  const [one, other] = [actorRow(oneId), actorRow(otherId)];
  if (one < 0 || other < 0) return missing("pair", id);
  const edges = standEdges().filter((edge) => (edge.a === one || edge.a === other) && edge.look !== "ambivalent");
  const sections = [], on = new Set();
  for (const x of edges.filter((edge) => edge.a === one)) for (const y of edges.filter((edge) => edge.a === other && edge.b === x.b)) {
    if ((x.look === y.look) !== (look === "agrees")) continue;
    on.add(x.b);
    sections.push(h("section", { class: "camp" }, h("h3", null, issueLink(x.b - actorCount)),
      [x, y].map((edge) => [h("p", null, actorLink(edge.a), " ", h("a", { class: edge.look, href: address({ open: `edge:${joined(actors.id[edge.a], issues.id[edge.b - actorCount], edge.look)}` }) }, edge.look)), evidenceCard(strongest(evidenceOf(edge)))])));
  }
  return [
    h("p", { class: "kicker" }, look === "agrees" ? "Agreement" : "Conflict"),
    h("h2", { class: "title" }, actorLink(one), h("span", { class: look }, look === "agrees" ? " agrees with " : " conflicts with "), actorLink(other)),
    h("p", null, `On ${plural(on.size, "issue")}.`), sections,
  ];
}

function talkPanel(id) {
  const [one, other] = parted(id).map(actorRow);
  if (one < 0 || other < 0) return missing("pair", id);
  const here = quotesOn();
  const speaking = (a, b) => distinctQuotes(quotesBy()[a].filter((quote) => here[quote] && quotes.about[quote].includes(b)));
  const part = (a, b) => {
    const rows = speaking(a, b);
    return rows.length > 0 && [h("h3", null, actorLink(a), " of ", actorLink(b)), longList(rows, 10, (quote) => quoteCard(quote, -1, false), { class: "cards" })];
  };
  return [h("p", { class: "kicker" }, "Who speaks of whom"), part(one, other), part(other, one)];
}

function quotePanel(id) {
  const quote = quoteRow(id);
  if (quote < 0) return missing("quote", id);
  const all = wordings(quote);
  const positions = positionsFrom(quote);
  return [
    h("p", { class: "kicker" }, all.length > 1 ? `Wordings: ${wordingSummary(quote)}` : "Quote"),
    all.length > 1 ? comparison(quote, all) : quoteCard(quote),
    told(quote),
    positions.length > 0 && [h("h3", null, "Positions that rest on it"), h("ul", { class: "rows" }, positions)],
    insideOf(quote),
    h("h3", null, "How it was found"),
    h("dl", { class: "facts-list" },
      [["Cue", cueOf(quote) || "none"], ["Found by", data.reasons[quotes.by[quote]]], ["Speaker by", data.reasons[quotes.reason[quote]] || (quotes.who[quote].length ? "not recorded" : "nobody named")],
        ["Told to", quotes.to[quote].map((actor) => actors.name[actor]).join(", ")]]
        .filter(([, value]) => value).map(([name, value]) => [h("dt", null, name), h("dd", null, value)])),
  ];
}

function comparison(quote, all) {
  return [
    h("h2", { class: "title" }, speakers(all[0].quote)),
    h("p", { class: "quiet" }, "Against the fullest report: ", h("del", null, "left out"), ", ", h("ins", null, "put in or changed"), "."),
    h("div", { class: "wordings" }, all.map(({ quote: row, how, parts }) => h("article", { class: `card wording${row === quote ? " chosen" : ""}` },
      h("h3", null, publisherOf(quotes.article[row]), h("span", { class: `tag how-${how}` }, wordingName(how))),
      h("blockquote", null, parts.map(([kind, text]) => (kind === "same" ? text : h(kind === "out" ? "del" : "ins", null, text)))),
      h("p", { class: "where" }, whereFrom(row), copiesOf(quotes.article[row]).length > 0 && " (one of several copies of one text)"),
      h("p", { class: "doors" }, h("a", { href: readAddress(row) }, "In the article"))))),
    h("h3", null, "The sentence"), sentence(quote), h("p", { class: "where" }, whereFrom(quote)),
  ];
}

/** The chain of reported speech, outermost first; nothing for a quote told by the article itself. */
function told(quote) {
  const steps = chain(quote).reverse();
  if (steps.length < 2) return null;
  return [h("h3", null, "Told by"), h("ol", { class: "chain" },
    h("li", null, publisherOf(quotes.article[quote])),
    steps.map((row) => h("li", null, h("b", null, speakersOf(row)), ` “${cueOf(row) || "…"}” `, row === quote ? "" : quoteLine(row, false))))];
}
