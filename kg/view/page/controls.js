// The bar above and the filters beside the picture.

import { actorCount, actors, actorRow, articles, contentOf, issues, issueRow, outlets, outletOf, quoteAddress, speakersOf, STANCES, titleOf } from "./data.js";
import { byId, h, plural, put, say } from "./dom.js";
import { allEdges, EVIDENCE_KINDS, ranked, saidHere, search, selection, standEdges } from "./filter.js";
import { paintNow } from "./canvas.js";
import { canSave, savePng, saveSvg } from "./export.js";
import { focusedActor, focusedIssue } from "./focus.js";
import { speakersRanked } from "./overview.js";
import { LIMITS } from "./scenes.js";
import { address, filtered, go, state, VIEWS } from "./state.js";

const CHOICES = 12; // boxes to tick; what is not among them is found by the search

/** Tabs of the views, the present one marked. */
export function showTabs() {
  const { view } = state();
  const open = (key) => (key === "articles" || view === "articles" ? { open: "" } : {});
  put(byId("views"), Object.entries(VIEWS).map(([key, name]) => h("a", { href: address({ view: key, focus: "", ...open(key) }), "aria-current": key === view ? "page" : null }, name)));
  if (matchMedia("(max-width: 900px)").matches) bringTab(byId("views"));
  for (const id of ["save-png", "save-svg"]) byId(id).disabled = !canSave();
}

/** Where the tabs do not all fit, moves them so that the present one is seen. */
function bringTab(tabs) {
  const { left, right } = tabs.getBoundingClientRect(), tab = tabs.querySelector("[aria-current]").getBoundingClientRect();
  if (tab.right > right) tabs.scrollLeft += tab.right - right + 20;
  else if (tab.left < left) tabs.scrollLeft -= left - tab.left + 20;
}

/** The chooser above a view that looks at one actor or one issue; null elsewhere. */
export function chooser() {
  const { view, focus } = state();
  if (view !== "actor" && view !== "issue") return null;
  const actor = view === "actor";
  const chosen = actor ? focusedActor(focus) : focusedIssue(focus);
  const ids = actor ? actors.id : issues.id;
  const taking = ranked(standEdges()).map(([node]) => node).filter((node) => node < actorCount === actor).map((node) => (actor ? node : node - actorCount));
  const others = actor ? speakersRanked(saidHere()).map(([row]) => row) : issues.id.map((_, row) => row);
  const order = [...new Set([...taking, ...others])].slice(0, 60);
  const rows = order.includes(chosen) || chosen < 0 ? order : [chosen, ...order];
  return h("label", { class: "chooser" }, actor ? "Around " : "Camps on ",
    h("select", { onchange: (event) => go(address({ focus: event.target.value, open: `${view}:${event.target.value}` })) },
      rows.map((row) => h("option", { value: ids[row], selected: row === chosen }, actor ? actors.name[row] : issues.label[row]))));
}

/** The filters as they stand. */
export function showFilters() {
  const { filters } = state();
  const count = Object.keys(filters).filter((name) => name !== "show").length;
  byId("filters-count").textContent = count ? ` (${count})` : "";
  if (byId("filters").hidden) return;
  const kept = document.activeElement?.closest?.("#filters") ? document.activeElement.id : "";
  const top = (isActor) => ranked(allEdges()).map(([node]) => node).filter((node) => node < actorCount === isActor).map((node) => (isActor ? node : node - actorCount));
  put(byId("filters"),
    h("h2", null, "Filters"),
    h("p", { role: "status", class: "quiet" }, `${plural(selection().quotes.length, "quote")}, ${plural(selection().stands.length, "piece")} of evidence pass`),
    count > 0 && h("p", null, h("a", { href: address({ filters: {} }) }, "Take all off")),
    ticks("stance", "Stance", STANCES.map((name) => [name, name])),
    ticks("outlet", "Outlet", outlets.slice(0, 40).map((name) => [name, name])),
    ticks("issue", "Issue", withChosen("issue", top(false), issueRow, issues.id, issues.label)),
    ticks("actor", "Actor", withChosen("actor", top(true), actorRow, actors.id, actors.name)),
    ticks("kind", "Kind of quote", EVIDENCE_KINDS.map((name) => [name, name === "reporter" ? "reporter's own words" : name])),
    pick("told", "Told by", [["", "anyone"], ["own", "own words"], ["hearsay", "hearsay"]]),
    slider(filters), dates(filters), onceBox(filters),
    pick("show", "Nodes shown at most", [["", "as can be read"], ...LIMITS.map((n) => [n, n])]));
  if (kept) byId(kept)?.focus();
}

/** The first choices, those that are chosen among them. */
function withChosen(name, rows, rowOf, ids, labels) {
  const chosen = (state().filters[name] ?? []).map(rowOf).filter((row) => row >= 0);
  return [...new Set([...chosen, ...rows.slice(0, CHOICES)])].map((row) => [ids[row], labels[row]]);
}

function ticks(name, title, choices) {
  const chosen = new Set(state().filters[name] ?? []);
  const change = (value, on) => go(filtered(name, choices.map(([v]) => v).filter((v) => (v === value ? on : chosen.has(v)))), true);
  return choices.length > 0 && h("fieldset", null, h("legend", null, title),
    choices.map(([value, label], i) => h("label", null,
      h("input", { type: "checkbox", id: `${name}-${i}`, checked: chosen.has(value), onchange: (event) => change(value, event.target.checked) }), h("span", null, label))));
}

function pick(name, title, choices) {
  return h("label", { class: "field" }, title, h("select", { id: `filter-${name}`, onchange: (event) => go(filtered(name, event.target.value), true) },
    choices.map(([value, label]) => h("option", { value, selected: (state().filters[name] ?? "") === value }, label))));
}

function slider(filters) {
  const value = filters.sure ?? "0";
  return h("label", { class: "field" }, `Confidence at least ${value} %`,
    h("input", { type: "range", id: "filter-sure", min: 0, max: 100, step: 5, value, onchange: (event) => go(filtered("sure", event.target.value === "0" ? "" : event.target.value), true) }));
}

function dates(filters) {
  const known = articles.date.filter(Boolean).sort();
  if (known.length === 0) return null;
  const field = (name, title) => h("label", { class: "field" }, title,
    h("input", { type: "date", id: `filter-${name}`, min: known[0], max: known.at(-1), value: filters[name] ?? "", onchange: (event) => go(filtered(name, event.target.value), true) }));
  return [field("from", "From"), field("to", "To")];
}

function onceBox(filters) {
  return h("label", { class: "tick" }, h("input", { type: "checkbox", id: "filter-once", checked: filters.once !== "no", onchange: (event) => go(filtered("once", event.target.checked ? "" : "no"), true) }),
    h("span", null, "Count repeats and wire copies once"));
}

let options = [];
let chosen = -1;

/** The search box: a combobox as the ARIA practices have it. */
function wireSearch() {
  const box = byId("find"), list = byId("found");
  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const show = () => {
    options = results(box.value);
    chosen = -1;
    box.removeAttribute("aria-activedescendant");
    put(list, options.map(({ kind, text, note }, i) => h("li", { role: "option", id: `found-${i}`, "aria-selected": "false", onmousedown: (event) => (event.preventDefault(), take(i)) },
      h("span", { class: "kicker" }, kind), h("span", null, text), note && h("small", null, note))));
    list.hidden = options.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    if (box.value.trim()) say(plural(options.length, "result"));
  };
  const take = (i) => {
    if (!options[i]) return;
    go(options[i].to);
    box.value = "";
    close();
    byId("details").focus();
  };
  box.addEventListener("input", show);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (event.key === "Enter") return take(Math.max(0, chosen));
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (options.length === 0) return;
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1) + options.length) % options.length;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
    list.children[chosen].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", `found-${chosen}`);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    box.select(); // what stands there is typed over
  });
}

function results(query) {
  const found = search(query);
  const picture = ["outlets", "articles"].includes(state().view) ? { view: "positions", focus: "" } : {};
  return [
    ...found.issues.map((row) => ({ kind: "issue", text: issues.label[row], to: address({ ...picture, open: `issue:${issues.id[row]}` }) })),
    ...found.actors.map((row) => ({ kind: actors.kind[row], text: actors.name[row], note: actors.roles[row][0]?.[0], to: address({ ...picture, open: `actor:${actors.id[row]}` }) })),
    ...found.articles.map((row) => ({ kind: "article", text: titleOf(row), note: outletOf(row), to: address({ view: "articles", focus: articles.id[row], open: "" }) })),
    ...found.quotes.map((row) => ({ kind: "quote", text: contentOf(row).slice(0, 140), note: speakersOf(row), to: address({ open: `quote:${quoteAddress(row)}` }) })),
  ];
}

function wireTheme(redraw) {
  const root = document.documentElement, button = byId("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const now = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
  const name = () => (button.textContent = now() === "dark" ? "Light" : "Dark");
  button.addEventListener("click", () => {
    root.dataset.theme = now() === "dark" ? "light" : "dark";
    name();
    redraw();
  });
  dark.addEventListener("change", () => (name(), redraw()));
  name();
}

/** Paper is light, whatever the screen is. */
function wirePrinting(redraw) {
  const root = document.documentElement;
  let was;
  const turn = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    redraw();
    paintNow();
  };
  addEventListener("beforeprint", () => {
    was = root.dataset.theme;
    turn("light");
  });
  addEventListener("afterprint", () => turn(was));
}

/** Wires the bar; once. *redraw* draws the picture anew in other colours. */
export function wireControls(redraw) {
  wireSearch();
  wireTheme(redraw);
  wirePrinting(redraw);
  byId("save-png").addEventListener("click", savePng);
  byId("save-svg").addEventListener("click", saveSvg);
  byId("copy-link").addEventListener("click", copyLink);
  byId("filters-toggle").addEventListener("click", () => {
    const hidden = !byId("filters").hidden;
    byId("filters").hidden = hidden;
    byId("filters-toggle").setAttribute("aria-expanded", String(!hidden));
    showFilters();
  });
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    say("Link copied");
    byId("copy-link").textContent = "Copied";
  } catch {
    byId("copy-link").textContent = "See address bar";
  }
  setTimeout(() => (byId("copy-link").textContent = "Link"), 2000);
}
