"use strict";
// The two pictures: who supplies what to whom, and who is quoted when.
const STATUSES = ["reported", "alleged", "possible", "planned", "requested", "denied", "blocked"];
const STANCES = ["neutral", "assert", "promise", "demand", "question", "accuse", "deny"];

const charts = (() => {
  const WIDTH = 960, NODE = 11, GAP = 9, SIDES = 11, SCALE_HEIGHT = 360;

  // Counts by name; all but the most frequent are put together.
  function ranked(rows, index) {
    const counts = new Map();
    for (const row of rows) counts.set(row[index], (counts.get(row[index]) ?? 0) + row[4]);
    const ordered = [...counts].sort((a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0])));
    const kept = new Set(ordered.slice(0, ordered.length > SIDES + 1 ? SIDES : ordered.length).map(([name]) => name));
    return (name) => (kept.has(name) ? name : "+");
  }

  function stack(rows, index, x, scale, height) {
    const sums = new Map();
    for (const row of rows) sums.set(row[index], (sums.get(row[index]) ?? 0) + row[4]);
    const last = (name) => (name === "+" ? 2 : name === null ? 1 : 0);
    const ordered = [...sums].sort((a, b) => last(a[0]) - last(b[0]) || b[1] - a[1] || String(a[0]).localeCompare(b[0]));
    const tall = ordered.reduce((sum, [, n]) => sum + Math.max(n * scale, 3), 0) + GAP * (ordered.length - 1);
    let y = (height - tall) / 2;
    const nodes = new Map();
    for (const [name, n] of ordered) {
      const size = Math.max(n * scale, 3);
      nodes.set(name, { name, n, x, y, size, in: y, out: y });
      y += size + GAP;
    }
    return nodes;
  }

  function ribbon(a, b, n, scale) {
    const size = Math.max(n * scale, 1);
    const x0 = a.x + NODE, x1 = b.x, middle = (x0 + x1) / 2;
    const y0 = a.out + size / 2, y1 = b.in + size / 2;
    a.out += size;
    b.in += size;
    return { path: `M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}`, size };
  }

  function flows(all, options, go) {
    let rows = all.filter((row) => options.statuses.has(row[3]) && (!options.itemClass || row[1] === options.itemClass));
    if (!options.unstated) rows = rows.filter((row) => row[0] && row[2]);
    if (!rows.length) return el("p", { class: "empty" }, "No claims with these filters.");
    const [bySupplier, byRecipient] = [ranked(rows, 0), ranked(rows, 2)];
    rows = rows.map((row) => [bySupplier(row[0]), row[1], byRecipient(row[2]), row[3], row[4]]);
    const total = rows.reduce((sum, row) => sum + row[4], 0);
    const most = Math.max(...[0, 1, 2].map((i) => new Set(rows.map((row) => row[i])).size));
    const height = Math.max(260, Math.min(640, SCALE_HEIGHT + most * 14));
    const scale = (height - GAP * (most - 1) - 8 - most * 3) / total;
    const columns = [0, 1, 2].map((i) => stack(rows, i, [185, WIDTH / 2 - 60, WIDTH - 185 - NODE][i], scale, height));
    const svg = el("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "group", "aria-label": "Claims by supplier, class and recipient" });
    for (const side of [0, 1]) {
      const merged = new Map();
      for (const row of rows) {
        const k = JSON.stringify([row[side], row[side + 1], row[3]]);
        merged.set(k, (merged.get(k) ?? 0) + row[4]);
      }
      const place = (name, i) => [...columns[i].keys()].indexOf(name);
      const links = [...merged].map(([k, n]) => [...JSON.parse(k), n]);
      links.sort((a, b) => place(a[0], side) - place(b[0], side) || place(a[1], side + 1) - place(b[1], side + 1)
        || STATUSES.indexOf(a[2]) - STATUSES.indexOf(b[2]));
      for (const [from, to, status, n] of links) {
        const { path, size } = ribbon(columns[side].get(from), columns[side + 1].get(to), n, scale);
        const says = `${nodeName(from, side)} → ${nodeName(to, side + 1)}: ${format.number(n)} ${status}`;
        svg.append(el("path", { d: path, class: `flow s-${status}`, "stroke-width": size.toFixed(2) }, el("title", {}, says)));
      }
    }
    columns.forEach((nodes, i) => nodes.forEach((node) => svg.append(label(node, i, go))));
    return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Flows" }, svg);
  }

  function nodeName(name, column) {
    if (name === "+") return "others";
    return column === 1 ? format.words(name) : format.country(name);
  }

  function label(node, column, go) {
    const filter = ["supplier_country", "item_class", "recipient_country"][column];
    const anchor = ["end", "start", "start"][column];
    const x = column === 0 ? node.x - 8 : node.x + NODE + 8;
    const name = nodeName(node.name, column);
    const known = node.name !== "+" && node.name !== null;
    const parts = [
      el("rect", { x: node.x, y: node.y, width: NODE, height: node.size, rx: 2, class: "node" }),
      el("text", { x, y: node.y + node.size / 2, "text-anchor": anchor, "dominant-baseline": "middle", class: "node-label" },
        `${name} ${format.number(node.n)}`),
      el("title", {}, `${name}: ${format.number(node.n)} claims`),
    ];
    if (!known) return el("g", {}, parts);
    const link = el("a:svg", { href: go({ [filter]: node.name }), "aria-label": `${name}: ${node.n} claims` }, parts);
    return link;
  }

  // Quotes by speaker and time: one dot for each bucket, its area the number, its colour the gravest stance.
  function speakers(all, go) {
    if (!all.length) return el("p", { class: "empty" }, "No quote has a named speaker.");
    const days = all.map((row) => row[1]).filter(Boolean).sort();
    const bucket = bucketing(days);
    const totals = new Map();
    for (const [name, , , n] of all) totals.set(name, (totals.get(name) ?? 0) + n);
    const names = [...totals].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, 14).map(([name]) => name);
    const times = [...new Set(all.map((row) => bucket(row[1])))].sort((a, b) => (a === "" ? 1 : b === "" ? -1 : a < b ? -1 : 1));
    const shown = times.slice(-18);
    const cells = new Map();
    for (const [name, day, stance, n] of all) {
      const k = `${name}\n${bucket(day)}`;
      if (!cells.has(k)) cells.set(k, {});
      cells.get(k)[stance] = (cells.get(k)[stance] ?? 0) + n;
    }
    const sum = (cell) => Object.values(cell).reduce((a, b) => a + b, 0);
    const most = Math.max(...[...cells.values()].map(sum));
    const rows = names.map((name) => el("tr", {},
      el("th", { scope: "row" }, el("a", { href: go({ speaker: name }) }, name), el("span", { class: "count" }, format.number(totals.get(name)))),
      shown.map((time) => {
        const cell = cells.get(`${name}\n${time}`);
        return el("td", {}, cell ? dot(cell, sum(cell), most) : null);
      })));
    const undated = all.reduce((sum, row) => sum + (row[1] ? 0 : row[3]), 0);
    const quoted = [...totals.values()].reduce((a, b) => a + b, 0);
    if (shown.length === 1 || undated > 0.8 * quoted) return bars(names, all, totals, go);
    const head = el("tr", {}, el("td"), shown.map((time) => el("th", { scope: "col" }, time === "" ? "undated" : bucket.label(time))));
    return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Quotes by speaker and time" },
      el("table", { class: "dots" }, el("thead", {}, head), el("tbody", {}, rows)));
  }

  // With one bucket only, or hardly a date, bars say more than dots.
  function bars(names, all, totals, go) {
    const sums = new Map(names.map((name) => [name, {}]));
    for (const [name, , stance, n] of all) {
      const cell = sums.get(name);
      if (cell) cell[stance] = (cell[stance] ?? 0) + n;
    }
    const most = Math.max(...totals.values());
    return el("table", { class: "dots bars" }, el("tbody", {}, names.map((name) => {
      const cell = sums.get(name);
      const says = STANCES.filter((one) => cell[one]).map((one) => `${cell[one]} ${one}`).join(", ");
      let x = 0;
      const parts = STANCES.filter((one) => cell[one]).map((one) => {
        const width = (100 * cell[one]) / most;
        const part = el("rect", { x: x.toFixed(2), y: 0, width: width.toFixed(2), height: 10, class: `t-${one}` });
        x += width;
        return part;
      });
      return el("tr", {}, el("th", { scope: "row" }, el("a", { href: go({ speaker: name }) }, name)),
        el("td", {}, el("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img", "aria-label": says }, el("title", {}, says), parts)),
        el("td", { class: "number" }, format.number(totals.get(name))));
    })));
  }

  function dot(cell, n, most) {
    const radius = 4 + 11 * Math.sqrt(n / most);
    const circles = [];
    let angle = -Math.PI / 2;
    for (const stance of STANCES.filter((one) => cell[one])) {
      const share = cell[stance] / n;
      circles.push(slice(16, radius, angle, angle + share * 2 * Math.PI, share === 1, `t-${stance}`));
      angle += share * 2 * Math.PI;
    }
    const says = STANCES.filter((one) => cell[one]).map((one) => `${cell[one]} ${one}`).join(", ");
    return el("svg", { viewBox: "0 0 32 32", width: 32, height: 32, role: "img", "aria-label": says }, el("title", {}, says), circles);
  }

  function slice(c, r, from, to, whole, kind) {
    if (whole) return el("circle", { cx: c, cy: c, r, class: kind });
    const point = (a) => `${(c + r * Math.cos(a)).toFixed(2)} ${(c + r * Math.sin(a)).toFixed(2)}`;
    return el("path", { d: `M${c} ${c}L${point(from)}A${r} ${r} 0 ${to - from > Math.PI ? 1 : 0} 1 ${point(to)}Z`, class: kind });
  }

  function bucketing(days) {
    const span = days.length ? (new Date(days.at(-1)) - new Date(days[0])) / 864e5 : 0;
    const length = span <= 18 ? 10 : span <= 550 ? 7 : 4;
    const bucket = (day) => (day ? day.slice(0, length) : "");
    bucket.label = (time) => (length === 10 ? format.day(time).slice(0, -5) : length === 7 ? format.day(`${time}-01`).slice(2) : time);
    return bucket;
  }

  return { flows, speakers };
})();
