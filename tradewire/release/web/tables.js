"use strict";
// What each table shows, and the search over its rows, chunk by chunk.
const tables = (() => {
  const chip = (value, kind) => (value ? el("span", { class: `chip ${kind}` }, format.words(value)) : null);
  const dated = (row, documentRow) => el("span", { class: "dim" },
    [documentRow?.publisher ?? documentRow?.title, format.day(documentRow?.published_on)].filter(Boolean).join(", "));
  const few = (names) => names.slice(0, 4).join(", ") + (names.length > 4 ? ` and ${names.length - 4} more` : "");
  const party = (text, code) => el("span", {}, code ? format.country(code) : text ?? el("span", { class: "dim" }, "not stated"));
  const route = (row) => [party(row.supplier_text, row.supplier_country), el("span", { class: "arrow" }, " → "),
    party(row.recipient_text, row.recipient_country)];

  const VIEWS = {
    trade_items: {
      title: "Claims", one: "claim", id: "trade_item_id",
      note: "What is said to be supplied, by whom to whom, how much, and how sure that is.",
      search: ["text", "item_type", "item_system", "supplier_text", "recipient_text", "claimed_by_name"],
      columns: [
        ["Item", (row) => row.text],
        ["Class", (row) => chip(row.item_class, "plain")],
        ["Supplier → recipient", route],
        ["Quantity", (row) => format.quantity(row)],
        ["Status", (row) => chip(row.status, `s-${row.status}`)],
        ["Claimed by", (row) => row.claimed_by_name],
        ["Source", dated],
      ],
    },
    quotes: {
      title: "Quotes", one: "quote", id: "quote_id",
      note: "Quoted and reported speech, with who is said to have uttered it.",
      search: ["text", "speaker", "speaker_name", "speaker_text", "speaker_role", "cue"],
      columns: [
        ["Quote", (row) => el("q", { class: row.kind }, row.text)],
        ["Speaker", (row) => row.speaker ?? el("span", { class: "dim" }, "not stated")],
        ["Kind", (row) => chip(row.kind, "plain")],
        ["Stance", (row) => chip(row.stance, `t-${row.stance}`)],
        ["Source", dated],
      ],
    },
    transfers: {
      title: "Transfers", one: "transfer", id: "transfer_id",
      note: "Claims of the same transfer put together over all documents.",
      search: ["item_type", "item_class", "claimants"],
      columns: [
        ["Item", (row) => format.words(row.item_type)],
        ["Class", (row) => chip(row.item_class, "plain")],
        ["Supplier → recipient", route],
        ["Claims", (row) => row.statuses.map((s) => el("span", { class: `chip s-${s.status}` }, `${s.status} ${s.claims}`))],
        ["Claimants", (row) => few(row.claimants)],
        ["Documents", (row) => format.number(row.documents), "number"],
        ["Contested", (row) => (row.contested ? "contested" : "")],
      ],
    },
    entities: {
      title: "Entities", one: "entity", id: "entity_id",
      note: "People, organisations, places, peoples and products, over all documents.",
      search: ["name", "entity_id", "aliases", "roles"],
      columns: [
        ["Name", (row) => row.name],
        ["Kind", (row) => chip(row.label, "plain")],
        ["Country", (row) => (row.country ? format.country(row.country) : "")],
        ["Roles", (row) => row.roles.slice(0, 3).join("; ")],
        ["Mentions", (row) => format.number(row.mention_count), "number"],
        ["Documents", (row) => format.number(row.document_count), "number"],
      ],
    },
    entity_mentions: {
      title: "Mentions", one: "mention", id: null,
      note: "Every name in the text, with the entity that it names.",
      search: ["text", "entity_id"],
      columns: [
        ["Name", (row) => row.text],
        ["Kind", (row) => chip(row.label, "plain")],
        ["Entity", (row) => el("code", {}, row.entity_id)],
        ["Source", dated],
      ],
    },
    documents: {
      title: "Documents", one: "document", id: "document_id",
      note: "The texts that were read, with where they came from and the rights in them.",
      search: ["title", "publisher", "author", "url", "source_path"],
      columns: [
        ["Title", (row) => row.title ?? row.source_path],
        ["Publisher", (row) => row.publisher],
        ["Published", (row) => format.day(row.published_on)],
        ["Rights", (row) => chip(row.rights, `r-${row.rights}`)],
        ["Words", (row) => format.number(row.words), "number"],
      ],
    },
    rejected_documents: {
      title: "Rejected", one: "rejected document", id: "rejected_id",
      note: "What could not be read, and why.",
      search: ["source_path", "detail"],
      columns: [
        ["Path", (row) => el("code", {}, `${row.batch}/${row.source_path}`)],
        ["Reason", (row) => chip(row.reason, "plain")],
        ["Detail", (row) => row.detail],
      ],
    },
  };

  function rowOf(columns, index, table, number) {
    const row = {};
    for (const name of Object.keys(columns)) row[name] = columns[name][index];
    if (table === "documents") row.doc = number;
    return row;
  }

  const lowered = new Map();

  function wordsOf(table, chunk, columns) {
    const k = `${table}/${chunk}`;
    if (!lowered.has(k)) {
      const fields = VIEWS[table].search.map((name) => columns[name]);
      const height = fields[0].length;
      const lines = new Array(height);
      for (let i = 0; i < height; i++) {
        lines[i] = fields.map((field) => field[i] ?? "").join("\n").toLowerCase();
      }
      lowered.set(k, lines);
    }
    return lowered.get(k);
  }

  // The places of the rows that match, in order; `progress` is called after each chunk and may stop it.
  async function find(table, query, filters, progress) {
    const about = app.summary.tables[table];
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = Object.entries(filters);
    const found = [];
    for (let chunk = 0; chunk < about.chunks; chunk++) {
      const columns = await tradewire.load(table, chunk);
      const text = words.length ? wordsOf(table, chunk, columns) : null;
      const ids = columns[VIEWS[table].id];
      const height = columns[Object.keys(columns)[0]].length;
      for (let i = 0; i < height; i++) {
        if (wanted.every(([name, value]) => String(columns[name][i]) === value)
          && (!text || words.every((word) => text[i].includes(word)) || ids?.[i] === words[0])) found.push(chunk * about.chunk_rows + i);
      }
      if (!progress(found, (chunk + 1) / about.chunks)) return found;
    }
    return found;
  }

  async function row(table, place) {
    const size = app.summary.tables[table].chunk_rows;
    const columns = await tradewire.load(table, Math.floor(place / size));
    return rowOf(columns, place % size, table, place);
  }

  async function byId(table, ids) {
    const { id } = VIEWS[table];
    const wanted = new Set(ids);
    const places = [];
    const about = app.summary.tables[table];
    for (let chunk = 0; chunk < about.chunks && places.length < wanted.size; chunk++) {
      const columns = await tradewire.load(table, chunk);
      columns[id].forEach((value, i) => {
        if (wanted.has(value)) places.push(chunk * about.chunk_rows + i);
      });
    }
    return places;
  }

  return { VIEWS, find, row, byId, few };
})();
