// What is on show is what the address says after "#": every state can be linked to, and Back works.

export const VIEWS = {
  positions: "Positions",
  agreement: "Agreement",
  talk: "Who speaks of whom",
  actor: "One actor",
  issue: "One issue",
  timeline: "Timeline",
  outlets: "Outlets",
  articles: "Articles",
};

const LISTS = ["outlet", "actor", "issue", "kind", "stance"];
const SINGLES = ["sure", "from", "to", "told", "once", "show"];
const listeners = [];
let current = parse(decode(location.hash));

function decode(hash) {
  return hash.replace(/^#/, "");
}

/** An address as a state: view, focus (an id), open (kind:id), filters. */
function parse(address) {
  const given = new URLSearchParams(address);
  const view = given.get("view");
  const filters = {};
  for (const name of LISTS) if (given.has(name)) filters[name] = given.getAll(name);
  for (const name of SINGLES) if (given.has(name)) filters[name] = given.get(name);
  return {
    view: Object.hasOwn(VIEWS, view ?? "") ? view : "positions",
    focus: given.get("focus") ?? "",
    open: given.get("open") ?? "",
    filters,
  };
}

function format(state) {
  const out = new URLSearchParams();
  if (state.view !== "positions") out.set("view", state.view);
  if (state.focus) out.set("focus", state.focus);
  if (state.open) out.set("open", state.open);
  for (const name of LISTS) for (const value of state.filters[name] ?? []) out.append(name, value);
  for (const name of SINGLES) if (state.filters[name]) out.set(name, state.filters[name]);
  return out.toString();
}

export const state = () => current;

/** Several ids as one, and back; an id may hold the stroke itself. */
export const joined = (...ids) => ids.map((id) => id.replace(/[%|]/g, (c) => (c === "%" ? "%25" : "%7C"))).join("|");
export const parted = (id) => id.split("|").map((part) => part.replaceAll("%7C", "|").replaceAll("%25", "%"));

/** The address of the present state with *changes*; a new view forgets the old one's focus. */
export function address(changes) {
  const focus = changes.view && changes.view !== current.view ? "" : current.focus;
  return `#${format({ ...current, focus, ...changes })}`;
}

/** The address of the present state with one filter changed; an empty value takes it off. */
export function filtered(name, value) {
  const filters = { ...current.filters };
  if (!value || value.length === 0) delete filters[name];
  else filters[name] = value;
  return address({ filters });
}

/** Goes to *to*; *replace* leaves no step for Back, as when a slider moves. */
export function go(to, replace = false) {
  const next = parse(decode(to));
  if (format(next) === format(current)) return;
  current = next;
  try {
    if (replace) history.replaceState(null, "", to);
    else history.pushState(null, "", to);
  } catch {
    // inside a notebook the page has no address of its own: the state is kept here alone
  }
  for (const listener of listeners) listener(current);
}

export function onState(listener) {
  listeners.push(listener);
}

function fromAddress() {
  const next = parse(decode(location.hash));
  if (format(next) === format(current)) return;
  current = next;
  for (const listener of listeners) listener(current);
}

addEventListener("popstate", fromAddress);
addEventListener("hashchange", fromAddress);

// Links within the page are states; a page inside another one must not leave through them.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const to = link.getAttribute("href") ?? link.getAttribute("xlink:href");
  if (!to.startsWith("#")) return;
  event.preventDefault();
  if (to === "#main") document.getElementById("main").focus();
  else go(to);
});
