// Puts the page together and keeps it in step with its address.

import { articles, data, day, outletOf, outlets, titleOf } from "./data.js";
import { byId, h, number, plural, put } from "./dom.js";
import { draw, fit, mount, zoom } from "./canvas.js";
import { chooser, showFilters, showTabs, wireControls } from "./controls.js";
import { bringDetails, showDetails } from "./details.js";
import { prepareSearch } from "./filter.js";
import { onTextClick, showReading } from "./reading.js";
import { scene } from "./scenes.js";
import { showOutlets } from "./outlets.js";
import { showTimeline } from "./timeline.js";
import { address, go, onState, state } from "./state.js";

const SHEETS = { timeline: showTimeline, outlets: showOutlets, articles: showReading };
let stage, sheet, above, below, empty, last = {};

function build() {
  const holder = h("div", { id: "network", tabindex: "0", role: "application", "aria-label": "Network. Arrow keys move from node to node, Enter opens one, Escape closes it, plus and minus zoom." });
  above = h("div", { class: "above" });
  below = h("p", { class: "below quiet" });
  empty = h("div", { class: "empty", hidden: true });
  const zooms = h("div", { class: "zooms" },
    h("button", { type: "button", "aria-label": "Zoom in", onclick: () => zoom(1.25) }, "+"),
    h("button", { type: "button", "aria-label": "Zoom out", onclick: () => zoom(0.8) }, "−"),
    h("button", { type: "button", "aria-label": "Show all", onclick: fit }, "⤢"));
  stage = h("div", { id: "stage" }, above, holder, empty, zooms, below);
  sheet = h("div", { id: "sheet", onclick: (event) => { const to = onTextClick(event); if (to) go(to); } });
  put(byId("main"), stage, sheet);
  mount(holder, () => show(true));
  byId("extent").textContent = extent();
  footer();
  wireControls(() => show(true));
}

function extent() {
  const dates = articles.date.filter(Boolean).sort();
  const when = dates.length === 0 ? "" : dates[0] === dates.at(-1) ? day(dates[0]) : `${day(dates[0])} to ${day(dates.at(-1))}`;
  return [plural(articles.id.length, "article"), outlets.length && plural(outlets.length, "outlet"), when].filter(Boolean).join(" · ");
}

function footer() {
  const named = (row) => (articles.title[row] && outletOf(row) ? `${titleOf(row)} (${outletOf(row)})` : titleOf(row));
  const few = articles.id.slice(0, 5).map((_, row) => named(row));
  const rest = articles.id.length - few.length;
  put(byId("footer"), h("p", null,
    data.reworded && [h("b", null, data.reworded), " "],
    `Shown: ${few.join("; ") || "no article"}`, rest > 0 && ` and ${number(rest)} more`, ". ",
    data.leftOut > 0 && h("b", null, `${plural(data.leftOut, "older article")} of the graph left out: too many for one page. `),
    "Read by a program: every claim opens the sentence that it was read from. Made with kg, drawn by vis-network through pyvis."));
}

/** Brings the page to the present state; *again* draws the picture even if it is the same. */
function show(again = false) {
  const now = state();
  const drawsNetwork = !(now.view in SHEETS);
  stage.hidden = !drawsNetwork;
  sheet.hidden = drawsNetwork;
  showTabs();
  showFilters();
  const same = last.view === now.view && last.focus === now.focus && JSON.stringify(last.filters) === JSON.stringify(now.filters);
  if (drawsNetwork) showNetwork(!same || again);
  else if (!same || again || now.view === "articles") showSheet(same);
  showDetails();
  document.body.dataset.view = now.view;
  last = now;
}

function showNetwork(refit) {
  const shown = scene();
  put(above, chooser());
  const left = [shown.hidden > 0 && plural(shown.hidden, "more node"), shown.thinned > 0 && plural(shown.thinned, "lighter line")].filter(Boolean);
  empty.hidden = shown.nodes.length > 0;
  if (shown.nodes.length === 0) put(empty, nothing());
  put(below, left.length > 0 && `${left.join(" and ")} not drawn: search, filter, or open an actor or issue to see them.`);
  draw(shown, refit);
}

const NOTHING = {
  positions: "Nobody takes a position on an issue here.",
  agreement: "No two actors take a position on the same issue.",
  talk: "No statement here names another actor.",
  actor: "No actor is named here.",
  issue: "There is no issue to take sides on. Articles take positions on the issues of a scheme: kg build --issues.",
};

/** Why there is no picture, and the way out. */
function nothing() {
  const { filters, view } = state();
  const filtering = Object.keys(filters).some((name) => name !== "show");
  if (articles.id.length === 0) return h("p", null, "No article has been read into this page.");
  return [h("p", null, filtering ? "Nothing passes the filters." : NOTHING[view]), filtering && h("p", null, h("a", { href: address({ filters: {} }) }, "Take all filters off"))];
}

function showSheet(same) {
  const at = sheet.scrollTop;
  sheet.replaceChildren();
  SHEETS[state().view](sheet);
  sheet.scrollTop = same ? at : 0;
}

build();
show();
onState((now) => {
  const opened = now.open && now.open !== last.open;
  show();
  if (opened) bringDetails();
});
addEventListener("load", () => setTimeout(prepareSearch, 200));
document.documentElement.dataset.ready = "yes";
