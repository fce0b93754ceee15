// Where nodes stand when the overview's positions do not serve: small, fast and without chance.

const STEPS = 200;
const GRAVITY = 0.5, PULL = 2, ROOM = 3.2; // as in kg/view/layout.py

/** Width and height of a node with its label, as the canvas draws it. */
export function box(name, issue) {
  const width = issue ? 20 : 24;
  return [Math.min(name.length, width) * 7.2 + 26, Math.min(3, Math.ceil(name.length / width)) * 17 + (issue ? 26 : 34)];
}

/** Springs between joined nodes, started on a spiral, as kg/view/layout.py has them. Nodes that have x and y stay. */
export function springs(nodes, edges, boxes, aspect = 1.35) {
  const n = nodes.length;
  const area = ROOM * boxes.reduce((sum, [w, height]) => sum + w * height, 0);
  const frame = [Math.sqrt(area * aspect), Math.sqrt(area / aspect)];
  const loose = nodes.map((node) => node.x === undefined);
  const radius = Math.sqrt(n);
  const unit = frame.map((side) => side / (2 * radius));
  const at = nodes.map((node, i) => loose[i]
    ? [Math.sqrt(i + 0.5) * Math.cos(i * 2.39996), Math.sqrt(i + 0.5) * Math.sin(i * 2.39996)] // the golden angle
    : [node.x / unit[0], node.y / unit[1]]);
  const pairs = pulls(nodes, edges);
  for (let step = 0; step < STEPS; step++) move(at, pairs, loose, 0.3 * radius * (1 - step / STEPS));
  const scale = loose.every(Boolean) ? [0, 1].map((k) => frame[k] / Math.max(1e-9, Math.max(...at.map((p) => p[k])) - Math.min(...at.map((p) => p[k])))) : unit;
  nodes.forEach((node, i) => {
    if (loose[i]) [node.x, node.y] = [at[i][0] * scale[0], at[i][1] * scale[1]];
  });
  apart(nodes, boxes, loose);
}

/** Edges as [row, row, pull]; a node's pulls grow weaker the more it has, else dense parts fall into one heap. */
function pulls(nodes, edges) {
  const row = new Map(nodes.map((node, i) => [node.node, i]));
  const pairs = edges.map((edge) => [row.get(edge.a), row.get(edge.b), Math.min(2, Math.sqrt(edge.n))]);
  const reach = new Float64Array(nodes.length);
  for (const [i, j, w] of pairs) {
    reach[i] += w;
    reach[j] += w;
  }
  return pairs.map(([i, j, w]) => [i, j, (PULL * w) / Math.sqrt(Math.max(1, reach[i]) * Math.max(1, reach[j]))]);
}

/** One step of the springs, in place. */
function move(at, pairs, loose, heat) {
  const n = at.length;
  const by = at.map(([x, y]) => [-GRAVITY * x, -GRAVITY * y]);
  const push = (i, j, strength) => {
    for (const k of [0, 1]) {
      const d = (at[i][k] - at[j][k]) * strength;
      by[i][k] += d;
      by[j][k] -= d;
    }
  };
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) {
    push(i, j, 1 / Math.max((at[i][0] - at[j][0]) ** 2 + (at[i][1] - at[j][1]) ** 2, 1e-4));
  }
  for (const [i, j, pull] of pairs) push(i, j, -pull);
  for (let i = 0; i < n; i++) {
    if (!loose[i]) continue;
    const far = Math.max(1e-9, Math.hypot(...by[i]));
    for (const k of [0, 1]) at[i][k] += (by[i][k] * Math.min(heat, far)) / far;
  }
}

/** Pushes overlapping boxes apart; of two, one that stood before moves only if the other did as well. */
function apart(nodes, boxes, loose) {
  for (let step = 0; step < 200; step++) {
    let moved = false;
    for (let i = 0; i < nodes.length; i++) {
      for (let j = i + 1; j < nodes.length; j++) {
        const ox = (boxes[i][0] + boxes[j][0]) / 2 - Math.abs(nodes[i].x - nodes[j].x);
        const oy = (boxes[i][1] + boxes[j][1]) / 2 - Math.abs(nodes[i].y - nodes[j].y);
        if (ox <= 0.5 || oy <= 0.5 || (!loose[i] && !loose[j])) continue;
        moved = true;
        const axis = ox < oy ? "x" : "y";
        const way = nodes[i][axis] < nodes[j][axis] ? -1 : 1;
        const by = Math.min(ox, oy);
        const share = loose[i] && loose[j] ? 0.5 : loose[i] ? 1 : 0;
        nodes[i][axis] += way * by * share;
        nodes[j][axis] -= way * by * (1 - share);
      }
    }
    if (!moved) return;
  }
}

/** Nodes one under another around x, y; in several columns that grow away from the middle if they are many. */
export function column(nodes, x, y, gap = 64, rows = 12) {
  const away = Math.sign(x) || 1;
  nodes.forEach((node, i) => {
    const tall = Math.min(rows, nodes.length - Math.floor(i / rows) * rows);
    node.x = x + away * Math.floor(i / rows) * 220;
    node.y = y + ((i % rows) - (tall - 1) / 2) * gap;
  });
}

/** Nodes on an arc around the middle, from one angle to another (degrees, clockwise from the right). */
export function arc(nodes, from, to, width, height) {
  nodes.forEach((node, i) => {
    const angle = ((from + ((to - from) * (i + 0.5)) / nodes.length) * Math.PI) / 180;
    const reach = nodes.length > 9 && i % 2 ? 1.28 : 1;
    node.x = Math.cos(angle) * width * reach;
    node.y = Math.sin(angle) * height * reach;
  });
}
