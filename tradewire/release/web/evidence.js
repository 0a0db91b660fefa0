"use strict";
// Evidence: the sentence that a row stands in, with the span, speaker, cue and parties marked.
const evidence = (() => {
  const MARKS = {
    trade_items: [
      ["span", "item", "text", "start", "end"],
      ["supplier", "supplier", "supplier_text", "supplier_start", "supplier_end"],
      ["recipient", "recipient", "recipient_text", "recipient_start", "recipient_end"],
      ["intermediary", "intermediary", "intermediary_text", "intermediary_start", "intermediary_end"],
      ["cue", "word of transfer", "transfer", "transfer_start", "transfer_end"],
    ],
    quotes: [
      ["span", "quote", "text", "start", "end"],
      ["speaker", "speaker", "speaker_text", "speaker_start", "speaker_end"],
      ["cue", "cue", "cue", "cue_start", "cue_end"],
    ],
    entity_mentions: [["span", "name", "text", "start", "end"]],
  };

  function marksOf(table, row) {
    return (MARKS[table] ?? [])
      .map(([kind, label, text, start, end]) => ({ kind, label, text: row[text], start: row[start], end: row[end] }))
      .filter((mark) => mark.start !== null && mark.start !== undefined && mark.text);
  }

  async function passage(doc, marks) {
    const { chunks, documents } = app.summary.sentences;
    const chunk = Math.floor(doc / documents);
    if (!chunks.includes(chunk)) return null;
    const sentences = (await tradewire.load("sentences", chunk))[String(doc)];
    if (!sentences) return null;
    const from = Math.min(...marks.map((mark) => mark.start));
    const to = Math.max(...marks.map((mark) => mark.end));
    const touched = sentences.filter(([start, end]) => start < to && from < end);
    return touched.length ? touched : null;
  }

  // The published text, cut where a mark starts or ends; offsets count code points, hence Array.from.
  function markedSentences(sentences, marks) {
    const nodes = [];
    let before = null;
    for (const [start, end, , text] of sentences) {
      if (before !== null) nodes.push(start > before + 1 ? el("br") : " ");
      before = end;
      const letters = Array.from(text);
      const inside = marks.filter((mark) => mark.start < end && start < mark.end);
      const cuts = new Set([start, end]);
      for (const mark of inside) {
        cuts.add(Math.max(mark.start, start));
        cuts.add(Math.min(mark.end, end));
      }
      const places = [...cuts].sort((a, b) => a - b);
      for (let i = 0; i + 1 < places.length; i++) {
        const piece = letters.slice(places[i] - start, places[i + 1] - start).join("");
        const over = inside.filter((mark) => mark.start <= places[i] && places[i + 1] <= mark.end);
        nodes.push(over.length ? marked(piece, over) : piece);
      }
    }
    return nodes;
  }

  // Where the text is not published: the words that are, each in its place, and dots between.
  function markedPieces(marks, pieces) {
    const letters = new Map();
    for (const piece of pieces) Array.from(piece.text).forEach((letter, i) => letters.set(piece.start + i, letter));
    const runs = [];
    for (const place of [...letters.keys()].sort((a, b) => a - b)) {
      const run = runs.at(-1);
      if (run && place === run.end) {
        run.end += 1;
        run.text += letters.get(place);
      } else runs.push({ start: place, end: place + 1, text: letters.get(place) });
    }
    const nodes = [gap("… ")];
    runs.forEach((run, i) => {
      if (i) nodes.push(run.start - runs[i - 1].end > 1 ? gap(" … ") : " ");
      nodes.push(...markedSentences([[run.start, run.end, "", run.text]], marks));
    });
    return [...nodes, gap(" …")];
  }

  const gap = (dots) => el("span", { class: "gap" }, dots);

  // The quote that an item stands in is published too, so it gives the item its surroundings.
  async function surroundings(table, row) {
    if (table !== "trade_items" || !row.quote_id) return [];
    const [place] = await tables.byId("quotes", [row.quote_id]);
    return place === undefined ? [] : marksOf("quotes", await tables.row("quotes", place));
  }

  function marked(text, over) {
    const kinds = over.map((mark) => `m-${mark.kind}`).join(" ");
    const label = over.map((mark) => mark.label).join(", ");
    return el("mark", { class: kinds, title: label }, text);
  }

  function legend(marks) {
    const kinds = new Map(marks.map((mark) => [mark.kind, mark.label]));
    return el("ul", { class: "legend" },
      [...kinds].map(([kind, label]) => el("li", {}, el("mark", { class: `m-${kind}` }, label))));
  }

  function address(url) {
    try {
      const parsed = new URL(url);
      return ["http:", "https:"].includes(parsed.protocol) ? parsed.href : null;
    } catch {
      return null;
    }
  }

  function source(documentRow) {
    const url = documentRow.url && address(documentRow.url);
    const about = [documentRow.publisher, documentRow.author, format.day(documentRow.published_on)];
    return el("section", { class: "source" },
      el("h3", {}, "Source"),
      el("p", { class: "title" }, documentRow.title ?? documentRow.source_path),
      el("p", {}, about.filter(Boolean).join(" · ")),
      el("p", {}, el("code", {}, `${documentRow.batch}/${documentRow.source_path}`)),
      url && el("p", {}, el("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, url)),
      el("p", {}, el("span", { class: `chip r-${documentRow.rights}` }, `rights: ${documentRow.rights}`),
        documentRow.rights === "open" ? "" : " The full text is not published; the words shown are."));
  }

  async function card(table, row) {
    const marks = marksOf(table, row);
    if (!marks.length) return el("div");
    const sentences = await passage(row.doc, marks);
    const nodes = sentences
      ? markedSentences(sentences, marks)
      : markedPieces(marks, [...(await surroundings(table, row)), ...marks]);
    return el("figure", { class: "passage" }, el("blockquote", {}, nodes), el("figcaption", {}, legend(marks)));
  }

  function facts(row, skip) {
    const list = el("dl", { class: "facts" });
    for (const [name, value] of Object.entries(row)) {
      if (skip(name) || value === null || value === "" || (Array.isArray(value) && !value.length)) continue;
      list.append(el("dt", {}, format.words(name)), el("dd", {}, shown(name, value)));
    }
    return list;
  }

  function shown(name, value) {
    if (name === "statuses") return value.map((s) => `${s.status} ${s.claims}`).join(", ");
    if (name.endsWith("country")) return `${format.country(value)} (${value})`;
    if (name.endsWith("_on")) return format.day(value);
    if (Array.isArray(value)) return value.join(", ");
    if (typeof value === "number") return format.number(value);
    return name.startsWith("item_") ? format.words(value) : String(value);
  }

  return { card, facts, source };
})();
