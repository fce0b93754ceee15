// Elements. Text from articles reaches the document through here alone, and only as text nodes.

/** An element with attributes, listeners (functions) and children (nodes, strings, arrays, null). */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function s(tag, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else if (name === "href") element.setAttribute("href", safeAddress(value));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(element, child);
    else element.append(child);
  }
}

/** Replaces all that *element* holds. */
export function put(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/** An address within the page or on the web; anything else, "javascript:" above all, becomes "#". */
function safeAddress(address) {
  return /^(#|https?:\/\/|blob:)/i.test(address) ? address : "#";
}

export const byId = (id) => document.getElementById(id);

const grouped = new Intl.NumberFormat("en");
export const number = (n) => (n < 1000 ? String(n) : grouped.format(n));
export const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

/** Says *text* to those who hear the page. */
export function say(text) {
  byId("spoken").textContent = text;
}

/** A list of which the first *few* are shown, and a button for more. */
export function longList(items, few, make, attributes = {}) {
  const list = h("ul", attributes);
  let shown = 0;
  const more = h("button", { type: "button", class: "more", onclick: () => extend(shown + 50, true) });
  const extend = (upTo, focus) => {
    const first = shown;
    for (; shown < Math.min(upTo, items.length); shown++) list.append(h("li", null, make(items[shown])));
    more.textContent = `${number(items.length - shown)} more`;
    more.hidden = shown >= items.length;
    if (focus) list.children[first]?.querySelector("a, button")?.focus();
  };
  extend(few, false);
  return [list, more];
}
