"use strict";
// Loading: each data file is a script that calls tradewire.take(table, number, value).
// Scripts work from disk and from any web server, and only from this page's own folder.
const tradewire = (() => {
  const waiting = new Map();
  const loaded = new Map();
  const key = (table, number) => `${table}/${number}`;

  function take(table, number, value) {
    const k = key(table, number);
    loaded.set(k, value);
    waiting.get(k)?.resolve(value);
  }

  function load(table, number) {
    const k = key(table, number);
    if (loaded.has(k)) return Promise.resolve(loaded.get(k));
    if (waiting.has(k)) return waiting.get(k).promise;
    const entry = {};
    entry.promise = new Promise((resolve, reject) => {
      entry.resolve = resolve;
      entry.reject = reject;
    });
    waiting.set(k, entry);
    const script = document.createElement("script");
    script.src = table === "summary" ? "page/summary.js" : `page/${table}/${number}.js`;
    script.onload = () => {
      script.remove();
      if (!loaded.has(k)) entry.reject(new Error(`${k} holds no data`));
    };
    script.onerror = () => {
      script.remove();
      waiting.delete(k);
      entry.reject(new Error(`${script.src} could not be read`));
    };
    document.head.append(script);
    return entry.promise;
  }

  return { take, load, views: {} };
})();

// Elements are made, never parsed: text from an article can only ever become text.
function el(tag, attributes = {}, ...children) {
  const svg = ["svg", "g", "path", "rect", "text", "circle", "line", "title", "a:svg"].includes(tag);
  const node = svg
    ? document.createElementNS("http://www.w3.org/2000/svg", tag.replace(":svg", ""))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

const format = (() => {
  const whole = new Intl.NumberFormat("en");
  const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });
  let names = null;
  try {
    names = new Intl.DisplayNames(["en"], { type: "region" });
  } catch {
    names = null;
  }
  return {
    number: (value) => whole.format(value),
    short: (value) => short.format(value),
    words: (value) => String(value).replaceAll("_", " "),
    country(code) {
      if (!code) return "not stated";
      try {
        return names ? names.of(code) : code;
      } catch {
        return code;
      }
    },
    day(value) {
      if (!value) return "";
      const [year, month, day] = value.split("-");
      const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
      return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
    },
    quantity(row) {
      const parts = [];
      if (row.quantity_text) parts.push(row.quantity_text);
      else if (row.quantity_min !== null || row.quantity_max !== null) {
        const [low, high] = [row.quantity_min, row.quantity_max];
        const range = low === high ? short.format(low)
          : low === null ? `up to ${short.format(high)}`
          : high === null ? `${short.format(low)} or more`
          : `${short.format(low)}–${short.format(high)}`;
        parts.push(row.quantity_unit ? `${range} ${row.quantity_unit}` : range);
      }
      if (row.amount !== null) parts.push(`${row.currency ?? ""} ${short.format(row.amount)}`.trim());
      return parts.join(", ");
    },
  };
})();
