// What an address points at: who or what is open in the details, whom a view looks at.

import { actorCount, actorRow, actors, articleRow, data, isIssue, issueNode, issueRow } from "./data.js";
import { ranked, standEdges } from "./filter.js";
import { joined, state } from "./state.js";

export const openOf = (node) =>
  isIssue(node) ? `issue:${data.issues.id[node - actorCount]}` : `actor:${actors.id[node]}`;

export const openEdge = ({ a, b, look }) => `edge:${joined(actors.id[a], data.issues.id[b - actorCount], look)}`;

/** The node that is open in the details, or -1. */
export function openNode() {
  const [kind, id] = split(state().open);
  if (kind === "actor") return actorRow(id);
  return kind === "issue" && issueRow(id) >= 0 ? issueNode(issueRow(id)) : -1;
}

export function split(open) {
  const cut = open.indexOf(":");
  return [open.slice(0, cut), open.slice(cut + 1)];
}

export function focusedActor(focus) {
  if (actorRow(focus) >= 0) return actorRow(focus);
  const top = ranked(standEdges()).find(([node]) => !isIssue(node));
  return top ? top[0] : actorCount ? 0 : -1;
}

/** An article that an address names, alone or with a place in it: "id", "id/quote", "id/@offset". */
export function focusedArticle(focus) {
  const whole = articleRow(focus);
  return whole < 0 ? articleRow(focus.slice(0, Math.max(0, focus.lastIndexOf("/")))) : whole;
}

export function focusedIssue(focus) {
  if (issueRow(focus) >= 0) return issueRow(focus);
  const top = ranked(standEdges()).find(([node]) => isIssue(node));
  return top ? top[0] - actorCount : data.issues.id.length ? 0 : -1;
}
