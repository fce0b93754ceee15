// Where nodes stand when the overview's positions do not serve: small, fast and without chance.

const STEPS = 150;
const APART = 80;
const GRAVITY = 0.5, PULL = 2; // as in kg/view/layout.py
const LEAST = 0.45; // share of the stage's width and height that even two nodes spread over
const ROOM = 5; // area that nodes spread over, as a multiple of that of their labels, where the stage has so much

/** Springs between joined nodes, started on a spiral, as kg/view/layout.py has them, within *stage*. Nodes that have x and y stay. */
export function springs(nodes, edges, boxes, stage) {
  const n = nodes.length;
  const frame = within(boxes, stage);
  const loose = nodes.map((node) => node.x === undefined);
  const radius = Math.sqrt(n);
  const unit = frame.map((side) => side / (2 * radius));
  const at = [new Float64Array(n), new Float64Array(n)];
  nodes.forEach((node, i) => {
    const far = Math.sqrt(i + 0.5), angle = i * 2.39996; // the golden angle
    at[0][i] = loose[i] ? far * Math.cos(angle) : node.x / unit[0];
    at[1][i] = loose[i] ? far * Math.sin(angle) : node.y / unit[1];
  });
  const pairs = pulls(nodes, edges);
  for (let step = 0; step < STEPS; step++) move(at, pairs, loose, 0.3 * radius * (1 - step / STEPS));
  const scale = loose.every(Boolean) ? frame.map((side, k) => side / Math.max(1e-9, Math.max(...at[k]) - Math.min(...at[k]))) : unit;
  nodes.forEach((node, i) => {
    if (loose[i]) [node.x, node.y] = [at[0][i] * scale[0], at[1][i] * scale[1]];
  });
  apart(nodes, boxes, loose, stage, APART);
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
function move([x, y], pairs, loose, heat) {
  const n = x.length;
  const dx = x.map((v) => -GRAVITY * v), dy = y.map((v) => -GRAVITY * v);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const ex = x[i] - x[j], ey = y[i] - y[j];
      const push = 1 / Math.max(ex * ex + ey * ey, 1e-4);
      dx[i] += ex * push; dy[i] += ey * push;
      dx[j] -= ex * push; dy[j] -= ey * push;
    }
  }
  for (const [i, j, pull] of pairs) {
    const ex = (x[i] - x[j]) * pull, ey = (y[i] - y[j]) * pull;
    dx[i] -= ex; dy[i] -= ey;
    dx[j] += ex; dy[j] += ey;
  }
  for (let i = 0; i < n; i++) {
    if (!loose[i]) continue;
    const far = Math.max(1e-9, Math.hypot(dx[i], dy[i]));
    x[i] += (dx[i] * Math.min(heat, far)) / far;
    y[i] += (dy[i] * Math.min(heat, far)) / far;
  }
}

/** The part of the stage that the middles of nodes spread over: few nodes need not fill it. */
function within(boxes, stage) {
  const area = ROOM * boxes.reduce((sum, [wide, tall]) => sum + wide * tall, 0);
  const roomy = Math.min(1, Math.max(LEAST, Math.sqrt(area / (stage.wide * stage.tall))));
  const middle = (k) => boxes.reduce((sum, box) => sum + box[k], 0) / boxes.length;
  return [Math.max(40, stage.wide * roomy - middle(0)), Math.max(40, stage.tall * roomy - middle(1))];
}

/** Stretches a picture that is drawn already to *stage* and makes room for its labels. */
export function settle(nodes, boxes, stage) {
  if (nodes.length < 2) return;
  const frame = within(boxes, stage);
  for (const [k, axis] of ["x", "y"].entries()) {
    const values = nodes.map((node) => node[axis]);
    const low = Math.min(...values), high = Math.max(...values);
    for (const node of nodes) node[axis] = ((node[axis] - (low + high) / 2) * frame[k]) / Math.max(1, high - low);
  }
  apart(nodes, boxes, nodes.map(() => true), stage, 4 * APART);
}

/** Pushes overlapping boxes apart, none out of the stage; of two, one that stood before moves only if the other did as well.
 *  The way is the one that takes the smaller share of the stage. */
function apart(nodes, boxes, loose, stage, steps) {
  const n = nodes.length, aspect = stage.wide / stage.tall;
  const x = Float64Array.from(nodes, (node) => node.x), y = Float64Array.from(nodes, (node, i) => node.y + boxes[i][2]);
  const wide = Float64Array.from(boxes, (box) => box[0] / 2), tall = Float64Array.from(boxes, (box) => box[1] / 2);
  for (let step = 0, moved = true; step < steps && moved; step++) {
    moved = false;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const oy = tall[i] + tall[j] - Math.abs(y[i] - y[j]);
        if (oy <= 0.5) continue;
        const ox = wide[i] + wide[j] - Math.abs(x[i] - x[j]);
        if (ox <= 0.5 || (!loose[i] && !loose[j])) continue;
        moved = true;
        const along = ox < oy * aspect ? x : y;
        const by = (along === x ? ox : oy) * (along[i] < along[j] ? -1 : 1);
        const share = loose[i] && loose[j] ? 0.5 : loose[i] ? 1 : 0;
        along[i] += by * share;
        along[j] -= by * (1 - share);
      }
    }
    for (let i = 0; i < n; i++) {
      if (!loose[i]) continue;
      x[i] = clamp(x[i], stage.wide / 2 - wide[i]);
      y[i] = clamp(y[i], stage.tall / 2 - tall[i]);
    }
  }
  nodes.forEach((node, i) => ([node.x, node.y] = [x[i], y[i] - boxes[i][2]]));
}

const clamp = (value, most) => Math.max(-most, Math.min(most, value));

const STEP = 28; // px between the places that are tried for a newcomer

/** Finds places for the few nodes that have none: free ones, as near as can be to those they are joined to. */
export function insert(nodes, edges, boxes, stage) {
  const row = new Map(nodes.map(({ node }, i) => [node, i]));
  const joined = nodes.map(() => []);
  for (const { a, b } of edges) {
    joined[row.get(a)].push(row.get(b));
    joined[row.get(b)].push(row.get(a));
  }
  const stands = (i) => nodes[i].x !== undefined;
  const standing = nodes.flatMap((node, i) => (stands(i) ? [standingAt(node, boxes[i])] : []));
  const waiting = nodes.map((_, i) => i).filter((i) => !stands(i));
  while (waiting.length > 0) {
    const next = Math.max(0, waiting.findIndex((i) => joined[i].some(stands)));
    const [i] = waiting.splice(next, 1);
    const near = joined[i].filter(stands);
    const mean = (axis) => near.reduce((sum, j) => sum + nodes[j][axis], 0) / near.length;
    const [x, y] = freeNear(near.length ? mean("x") : 0, near.length ? mean("y") : 0, boxes[i], standing, stage);
    Object.assign(nodes[i], { x, y: y - boxes[i][2] });
    standing.push(standingAt(nodes[i], boxes[i]));
  }
}

const standingAt = ({ x, y }, [wide, tall, down]) => Float64Array.of(x, y + down, wide / 2, tall / 2);

/** The place on *stage* nearest to x, y where *box* covers least of what stands. */
function freeNear(x, y, box, standing, stage) {
  const right = Math.max(0, (stage.wide - box[0]) / 2), bottom = Math.max(0, (stage.tall - box[1]) / 2);
  let best = [0, 0], least = Infinity;
  for (let cy = -bottom; cy <= bottom; cy += STEP) for (let cx = -right; cx <= right; cx += STEP) {
    let cost = Math.hypot(cx - x, cy - y);
    for (let i = 0; i < standing.length && cost < least; i++) {
      const other = standing[i];
      const ox = box[0] / 2 + other[2] - Math.abs(cx - other[0]), oy = box[1] / 2 + other[3] - Math.abs(cy - other[1]);
      if (ox > 0 && oy > 0) cost += 1000 + ox * oy;
    }
    if (cost < least) [best, least] = [[cx, cy], cost];
  }
  return best;
}

/** Nodes one under another around x, 0; those after the first *rows* in further columns, away from the middle. */
export function column(nodes, x, gap, rows, apart) {
  nodes.forEach((node, i) => {
    const tall = Math.min(rows, nodes.length - Math.floor(i / rows) * rows);
    node.x = x + Math.sign(x) * Math.floor(i / rows) * apart;
    node.y = ((i % rows) - (tall - 1) / 2) * gap;
  });
}

/** Nodes on the left (-1) or right (1) half of a ring, at even heights, so that labels do not meet. */
export function half(nodes, side, width, height) {
  const n = nodes.length;
  nodes.forEach((node, i) => {
    const up = n === 1 ? 0 : (2 * i) / (n - 1) - 1;
    const reach = n > 9 && i % 2 ? 0.72 : 1;
    node.x = side * reach * width * (0.45 + 0.55 * Math.sqrt(1 - up * up));
    node.y = up * height * Math.min(1, 0.3 + n / 10);
  });
}

/** Nodes in rows of *few*, the first nearest to the middle, above it (-1) or below (1); for narrow stages. */
export function shelf(nodes, side, few, wide, from, gap) {
  nodes.forEach((node, i) => {
    const row = Math.floor(i / few), there = Math.min(few, nodes.length - row * few);
    node.x = ((i % few) - (there - 1) / 2) * (wide / few);
    node.y = side * (from + row * gap);
  });
}
