// The place where pictures are drawn.

import { byId } from "./dom.js";

export const MOST = 150; // nodes
const ROOM = 15_000; // px² of screen that a node with its label wants
const EDGE = { x: 14, top: 12, bottom: 50 }; // px of the stage left free; below are the zoom buttons and a note,
const narrow = matchMedia("(max-width: 900px)"); // which have a place of their own on a narrow screen
const SLIM = 640; // px; a stage less wide has no room for two columns with something between

/** The place where the picture is drawn: its width and height, where its middle is off the screen's, and how many nodes can be read in it. */
export function frame() {
  const { clientWidth, clientHeight } = byId("network");
  const wide = Math.max(160, clientWidth - 2 * EDGE.x), bottom = narrow.matches ? EDGE.top : EDGE.bottom;
  const tall = Math.max(160, clientHeight - EDGE.top - bottom);
  return { wide, tall, down: (EDGE.top - bottom) / 2, fits: Math.max(12, Math.min(MOST, Math.round((clientWidth * clientHeight) / ROOM))) };
}

export const isSlim = () => frame().wide < SLIM;
