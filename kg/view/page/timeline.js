// When positions were voiced: a row for each issue, a column for each day (or week, month, year if days are many).

import { articles, day, issues, isIssue, actorCount, nameOf, stands, STANCES, statementOf, issueNode } from "./data.js";
import { h, plural, s } from "./dom.js";
import { ranked, selection, standEdges } from "./filter.js";
import { address, joined, state } from "./state.js";

export const ROWS = 14;
const COLUMNS = 24;
const STEP = { month: 7, year: 4 };
const LEFT = 280, ROW = 46, TOP = 44;
const SLIM = { below: 640, row: 66 }; // px; on a narrow screen an issue stands above its dots
const TOLD = { supports: "support it", opposes: "oppose it", ambivalent: "are ambivalent" };

/** Periods of one length that hold all dates: [{name, from, to}], at most COLUMNS if any length allows. */
function periods(dates) {
  for (const unit of ["day", "week", "month", "year"]) {
    const names = [...new Set(dates.map((date) => beginning(date, unit)))].sort();
    if (names.length <= COLUMNS || unit === "year") return names.map((from) => ({ from, to: ending(from, unit), name: unit === "day" || unit === "week" ? day(from) : from.slice(0, STEP[unit]) }));
  }
  return [];
}

function beginning(date, unit) {
  if (unit === "day") return date;
  if (unit === "month") return `${date.slice(0, 7)}-01`;
  if (unit === "year") return `${date.slice(0, 4)}-01-01`;
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}

function ending(from, unit) {
  const at = new Date(`${from}T00:00:00Z`);
  if (unit === "week") at.setUTCDate(at.getUTCDate() + 6);
  if (unit === "month") at.setUTCMonth(at.getUTCMonth() + 1, 0);
  if (unit === "year") at.setUTCMonth(12, 0);
  return at.toISOString().slice(0, 10);
}

/** Distinct statements by issue, period and stance: Map from their common number to a set. */
function cells(rows, spans, once) {
  const columns = new Map();
  const said = new Map();
  for (const row of rows) {
    const date = articles.date[stands.article[row]];
    if (!columns.has(date)) columns.set(date, spans.findIndex(({ from, to }) => date >= from && date <= to));
    const column = columns.get(date);
    if (column < 0) continue;
    const key = cellOf(stands.issue[row], column, stands.stance[row]);
    if (!said.has(key)) said.set(key, new Set());
    said.get(key).add(once ? statementOf(row) : row);
  }
  return said;
}

const cellOf = (issue, column, stance) => (issue * 1000 + column) * 3 + stance;

/** Draws the timeline into *holder*. */
export function showTimeline(holder) {
  const { stands: rows, once } = selection();
  const dated = rows.filter((row) => articles.date[stands.article[row]]);
  const spans = periods([...new Set(dated.map((row) => articles.date[stands.article[row]]))]);
  const edges = dated.length === rows.length ? standEdges() : standEdges(dated);
  const order = ranked(edges).filter(([node]) => isIssue(node)).slice(0, ROWS).map(([node]) => node - actorCount);
  holder.append(h("div", { class: "sheet wide" }, h("h2", null, "When positions were voiced"),
    order.length === 0 ? h("p", { class: "quiet" }, rows.length > 0 ? "No evidence here has a date." : Object.keys(state().filters).length > 0 ? "Nothing passes the filters." : "Nobody takes a position on an issue here.") : chart(order, spans, cells(dated, spans, once), holder.clientWidth),
    rows.length > dated.length && h("p", { class: "quiet" }, `${plural(rows.length - dated.length, "piece")} of evidence without a date left out.`)));
}

function chart(order, spans, said, room) {
  const slim = room < SLIM.below;
  const left = slim ? 0 : LEFT, tall = slim ? SLIM.row : ROW;
  const step = Math.max(84, Math.min(260, (slim ? room - 60 : 680) / spans.length));
  const width = left + spans.length * step + 20, height = TOP + order.length * tall + 10;
  const most = Math.max(...[...said.values()].map((set) => set.size));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Timeline" },
    s("svg", { id: "timeline", width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Statements by issue and date" },
      spans.map(({ name }, column) => s("text", { x: left + (column + 0.5) * step, y: 24, class: "axis", "text-anchor": "middle" }, name)),
      order.map((issue, row) => {
        const top = TOP + row * tall, middle = top + (slim ? 44 : tall / 2);
        return [
          s("line", { x1: 0, x2: width, y1: top, y2: top, class: "rule" }),
          s("text", { x: 0, y: slim ? top + 18 : middle + 4, class: "row-name" }, shorten(nameOf(issueNode(issue)), 38)),
          spans.map((span, column) => [0, 1, 2].map((stance) => dot(issue, span, stance, said.get(cellOf(issue, column, stance)), left + (column + 0.5) * step, middle, most, step))),
        ];
      })));
}

const shorten = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function dot(issue, { from, to, name }, stance, set, x, y, most, step) {
  if (!set) return null;
  const radius = 5 + Math.min(12, step / 6.2 - 5) * Math.sqrt(set.size / Math.max(4, most));
  const look = STANCES[stance];
  const at = x + [-1, 1, 0][stance] * Math.min(54, step / 3.2);
  return s("a", { href: address({ open: `cell:${joined(issues.id[issue], from, to, look)}` }), "aria-label": `${nameOf(issueNode(issue))}, ${name}: ${plural(set.size, "statement")} that ${TOLD[look]}` },
    s("circle", { cx: at, cy: y, r: radius, class: look }),
    s("text", { x: at, y: y + 4, class: "dot-number", "text-anchor": "middle" }, String(set.size)));
}
