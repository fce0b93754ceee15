// Where nodes stand when the overview's positions do not serve: small, fast and without chance.

const STEPS = 200;

/** Width and height of a node with its label, as the canvas draws it. */
export function box(name, issue) {
  const width = issue ? 20 : 24;
  return [Math.min(name.length, width) * 7.2 + 26, Math.min(3, Math.ceil(name.length / width)) * 17 + (issue ? 26 : 34)];
}

/** Springs between joined nodes, started on a spiral; nodes that already have x and y stay where they are. */
export function springs(nodes, edges, boxes, aspect = 1.5) {
  const n = nodes.length;
  const unit = 1.25 * Math.sqrt(boxes.reduce((sum, [w, height]) => sum + w * height, 0) / Math.max(1, n));
  const stretch = Math.sqrt(aspect);
  const loose = nodes.map((node) => node.x === undefined);
  const x = new Float64Array(n), y = new Float64Array(n), dx = new Float64Array(n), dy = new Float64Array(n);
  const row = new Map(nodes.map((node, i) => [node.node, i]));
  const pairs = edges.map((edge) => [row.get(edge.a), row.get(edge.b), Math.min(3, Math.sqrt(edge.n))]);
  for (let i = 0; i < n; i++) {
    x[i] = loose[i] ? Math.sqrt(i + 0.5) * Math.cos(i * 2.39996) : nodes[i].x / unit / stretch; // the golden angle
    y[i] = loose[i] ? Math.sqrt(i + 0.5) * Math.sin(i * 2.39996) : (nodes[i].y / unit) * stretch;
  }
  const radius = Math.sqrt(n);
  for (let step = 0; step < STEPS; step++) {
    dx.fill(0);
    dy.fill(0);
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const ex = x[i] - x[j], ey = y[i] - y[j];
        const push = 1 / Math.max(ex * ex + ey * ey, 1e-4);
        dx[i] += ex * push; dy[i] += ey * push; dx[j] -= ex * push; dy[j] -= ey * push;
      }
    }
    for (const [i, j, weight] of pairs) {
      const ex = x[i] - x[j], ey = y[i] - y[j];
      const pull = weight * Math.hypot(ex, ey);
      dx[i] -= ex * pull; dy[i] -= ey * pull; dx[j] += ex * pull; dy[j] += ey * pull;
    }
    const heat = 0.3 * radius * (1 - step / STEPS);
    for (let i = 0; i < n; i++) {
      if (!loose[i]) continue;
      const mx = dx[i] - 0.06 * radius * x[i], my = dy[i] - 0.06 * radius * y[i];
      const share = Math.min(heat, Math.hypot(mx, my)) / Math.max(1e-9, Math.hypot(mx, my));
      x[i] += mx * share;
      y[i] += my * share;
    }
  }
  nodes.forEach((node, i) => {
    if (loose[i]) [node.x, node.y] = [x[i] * unit * stretch, (y[i] * unit) / stretch];
  });
  apart(nodes, boxes, loose);
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
