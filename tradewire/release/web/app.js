"use strict";
// The page: which view is shown follows from the address after #, so that every view can be linked to.
const app = { summary: null };

(() => {
  const PAGE = 50;
  const main = document.getElementById("view");
  const overview = document.getElementById("overview");
  const panel = document.getElementById("evidence");
  const status = document.getElementById("status");
  const nav = document.getElementById("tables");
  const shown = { table: null, places: [], page: 0, total: 0, turn: 0, opener: null };

  const link = (table, parameters = {}) => {
    const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== "" && value !== null));
    return `#/${table}${query.size ? `?${query}` : ""}`;
  };

  function route() {
    const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
    const parameters = new URLSearchParams(query ?? "");
    const table = Object.hasOwn(tables.VIEWS, path) ? path : null;
    for (const a of nav.querySelectorAll("a")) {
      if (a.dataset.table === (table ?? "")) a.setAttribute("aria-current", "page");
      else a.removeAttribute("aria-current");
    }
    overview.hidden = table !== null;
    main.hidden = table === null;
    document.body.classList.toggle("with-list", table !== null);
    if (!table) {
      close();
      document.title = `tradewire ${app.summary.version}`;
      return;
    }
    document.title = `${tables.VIEWS[table].title} · tradewire ${app.summary.version}`;
    const row = parameters.get("row");
    parameters.delete("row");
    show(table, parameters).then(() => (row === null ? close() : open(table, row)), failed);
  }

  function failed(error) {
    say(`This part of the page could not be read: ${error.message}`);
  }

  // Said to screen readers always, and shown above the list where there is one.
  function say(text) {
    status.textContent = text;
    const count = main.querySelector(".count");
    if (count) count.textContent = text;
  }

  // ------------------------------------------------------------------------------ the list of rows
  async function show(table, parameters) {
    const signature = `${table}?${parameters}`;
    if (shown.signature === signature) return;
    const sameTable = shown.table === table;
    Object.assign(shown, { signature, table, parameters });
    if (!sameTable || !main.querySelector("input[type=search]")) frame(table);
    fill(table, parameters);
    await list(table, parameters);
  }

  function frame(table) {
    const view = tables.VIEWS[table];
    const about = app.summary.tables[table];
    const rest = about.total > about.rows
      ? ` The page shows the first ${format.number(about.rows)} of ${format.number(about.total)}; the Parquet files hold them all.` : "";
    const search = el("input", { type: "search", id: "search", placeholder: "Search", "aria-label": `Search ${view.title.toLowerCase()}`, autocomplete: "off", spellcheck: "false" });
    let timer = 0;
    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => change({ q: search.value.trim(), page: "" }), 180);
    });
    const filters = Object.entries(about.filters).map(([name, choices]) => {
      const select = el("select", { "data-filter": name, onchange: (event) => change({ [name]: event.target.value, page: "" }) },
        el("option", { value: "" }, "any"),
        choices.map(([value, count]) => el("option", { value: String(value) }, `${choice(name, value)} (${format.number(count)})`)));
      return el("label", {}, el("span", {}, format.words(name).replace(" country", "").replace(" name", "")), select);
    });
    main.replaceChildren(
      el("header", { class: "list-head" }, el("h2", { tabindex: "-1" }, view.title), el("p", {}, view.note + rest)),
      el("form", { class: "controls", role: "search", onsubmit: (event) => event.preventDefault() },
        search, filters, el("button", { type: "button", class: "quiet", onclick: save }, "Save as CSV")),
      el("p", { class: "count", "aria-hidden": "true" }),
      el("div", { class: "rows scroll", tabindex: "-1" }),
      el("nav", { class: "pages", "aria-label": "Pages" }));
  }

  const choice = (name, value) => (name.endsWith("country") ? format.country(value) : format.words(value));

  function fill(table, parameters) {
    const search = main.querySelector("#search");
    if (document.activeElement !== search) search.value = parameters.get("q") ?? "";
    for (const select of main.querySelectorAll("select")) {
      const value = parameters.get(select.dataset.filter) ?? "";
      if (value && ![...select.options].some((option) => option.value === value)) select.append(el("option", { value }, value));
      select.value = value;
    }
  }

  function change(values) {
    const parameters = new URLSearchParams(shown.parameters);
    for (const [name, value] of Object.entries(values)) {
      if (value === "") parameters.delete(name);
      else parameters.set(name, value);
    }
    location.hash = link(shown.table, Object.fromEntries(parameters));
  }

  async function list(table, parameters) {
    const turn = ++shown.turn;
    const filters = Object.fromEntries([...parameters].filter(([name]) => Object.hasOwn(app.summary.tables[table].filters, name)));
    const query = parameters.get("q") ?? "";
    const page = Math.max(0, Number(parameters.get("page") ?? 1) - 1 || 0);
    const about = app.summary.tables[table];
    if (!query && !Object.keys(filters).length) {
      shown.places = null;
      await draw(table, page, about.rows, turn, 1);
      return;
    }
    let last = 0;
    await tables.find(table, query, filters, (found, done) => {
      if (turn !== shown.turn) return false;
      shown.places = found;
      const now = performance.now();
      if (done === 1 || (now - last > 250 && found.length <= (page + 1) * PAGE)) {
        last = now;
        draw(table, page, found.length, turn, done).catch(failed);
      } else say(`${format.number(found.length)} found so far (${Math.round(done * 100)} %)`);
      return true;
    });
    if (!about.chunks) await draw(table, 0, 0, turn, 1);
  }

  async function draw(table, page, total, turn, done) {
    const view = tables.VIEWS[table];
    const from = page * PAGE;
    const places = [];
    for (let i = from; i < Math.min(from + PAGE, total); i++) places.push(shown.places ? shown.places[i] : i);
    const rows = await Promise.all(places.map((place) => tables.row(table, place)));
    const documents = await Promise.all(rows.map((row) => ("doc" in row && table !== "documents" ? tables.row("documents", row.doc) : null)));
    if (turn !== shown.turn) return;
    const head = el("tr", {}, view.columns.map(([title, , kind]) => el("th", { scope: "col", class: kind }, title)));
    const body = rows.map((row, i) => {
      const cells = view.columns.map(([, cell, kind], column) => {
        const content = cell(row, documents[i]);
        return el("td", { class: kind }, column === 0 ? el("button", { type: "button", class: "open", "data-place": places[i] }, content ?? "") : content);
      });
      return el("tr", { "data-place": places[i] }, cells);
    });
    const holder = main.querySelector(".rows");
    holder.replaceChildren(total
      ? el("table", { class: `list ${table}` }, el("thead", {}, head), el("tbody", {}, body))
      : el("p", { class: "empty" }, done < 1 ? "Searching…" : "Nothing matches. Try fewer words or another filter."));
    const pages = Math.ceil(total / PAGE);
    const turnTo = (to, title) => el("button", { type: "button", disabled: to < 0 || to >= pages, onclick: () => change({ page: to ? String(to + 1) : "" }) }, title);
    main.querySelector(".pages").replaceChildren(...(pages > 1 ? [turnTo(page - 1, "Previous"), el("span", {}, `page ${format.number(page + 1)} of ${format.number(pages)}`), turnTo(page + 1, "Next")] : []));
    const noun = total === 1 ? view.one : view.title.toLowerCase();
    say(done < 1 ? `${format.number(total)} found so far` : `${format.number(total)} ${noun}`);
    select(shown.place);
  }

  main.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-place]");
    if (row && !event.target.closest("a") && !String(getSelection())) openPlace(Number(row.dataset.place));
  });
  main.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr[data-place]");
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!row || !step) return;
    event.preventDefault();
    const next = row[step]?.querySelector("button.open");
    next?.focus();
    if (next && !panel.hidden) openPlace(Number(next.dataset.place));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) leave();
    if (event.key === "/" && !event.target.closest("input, select, textarea")) {
      const search = main.querySelector("#search");
      if (search && !main.hidden) {
        event.preventDefault();
        search.focus();
      }
    }
  });

  // ------------------------------------------------------------------------------ the evidence
  async function openPlace(place) {
    const row = await tables.row(shown.table, place);
    const { id } = tables.VIEWS[shown.table];
    const parameters = { ...Object.fromEntries(shown.parameters), row: id ? row[id] : `~${place}` };
    history.replaceState(null, "", link(shown.table, parameters));
    await present(shown.table, place, row);
  }

  async function open(table, id) {
    const place = id.startsWith("~") ? Number(id.slice(1)) : (await tables.byId(table, [id]))[0];
    if (!Number.isInteger(place) || place >= app.summary.tables[table].rows) {
      close();
      say(`This release has no ${tables.VIEWS[table].one} ${id}`);
      return;
    }
    await present(table, place, await tables.row(table, place));
  }

  async function present(table, place, row) {
    shown.place = place;
    const view = tables.VIEWS[table];
    const parts = [];
    if (table === "transfers") {
      for (const one of (await tables.byId("trade_items", row.trade_item_ids)).slice(0, 40)) parts.push(await claim(await tables.row("trade_items", one)));
    } else if ("doc" in row && table !== "documents") {
      parts.push(await evidence.card(table, row), evidence.source(await tables.row("documents", row.doc)));
    } else if (table === "documents") parts.push(evidence.source(row));
    const skip = (name) => name === "doc" || name === "speaker" || name === "trade_item_ids" || /(^|_)(start|end)$/.test(name);
    panel.replaceChildren(
      el("header", {}, el("h2", { tabindex: "-1" }, heading(view, row)), el("button", { type: "button", class: "close", "aria-label": "Close", onclick: leave }, "×")),
      ...parts, links(table, row), el("h3", {}, "The row"), evidence.facts(row, skip));
    panel.hidden = false;
    document.body.classList.add("with-panel");
    panel.scrollTop = 0;
    select(place);
  }

  const heading = (view, row) => {
    const word = view.one[0].toUpperCase() + view.one.slice(1);
    return row.status ? [word, " ", el("span", { class: `chip s-${row.status}` }, row.status)] : word;
  };

  async function claim(row) {
    const documentRow = await tables.row("documents", row.doc);
    return el("section", {}, el("p", { class: "kicker" }, el("span", { class: `chip s-${row.status}` }, row.status),
      ` ${[documentRow.publisher, format.day(documentRow.published_on)].filter(Boolean).join(", ")} `,
      el("a", { href: link("trade_items", { row: row.trade_item_id }) }, "the claim")), await evidence.card("trade_items", row));
  }

  function links(table, row) {
    const found = [];
    if (row.quote_id && table !== "quotes") found.push([link("quotes", { row: row.quote_id }), "The quote that it stands in"]);
    if (table === "quotes") found.push([link("trade_items", { q: row.speaker ?? "" }), "Claims of this speaker"]);
    if (table === "entities") {
      found.push([link("entity_mentions", { q: row.entity_id }), "Where it is named"]);
      found.push([link("quotes", { q: row.name }), "Quotes with this name"]);
    }
    if (table === "entity_mentions") found.push([link("entities", { row: row.entity_id }), "The entity"]);
    return found.length ? el("ul", { class: "related" }, found.map(([href, text]) => el("li", {}, el("a", { href }, text)))) : el("div");
  }

  function select(place) {
    for (const row of main.querySelectorAll("tr[data-place]")) {
      const here = !panel.hidden && Number(row.dataset.place) === place;
      row.classList.toggle("selected", here);
      if (here) row.querySelector("button").setAttribute("aria-expanded", "true");
      else row.querySelector("button").removeAttribute("aria-expanded");
    }
  }

  function close() {
    panel.hidden = true;
    panel.replaceChildren();
    document.body.classList.remove("with-panel");
    select(null);
  }

  function leave() {
    const button = main.querySelector(`tr[data-place="${shown.place}"] button.open`);
    history.replaceState(null, "", link(shown.table, Object.fromEntries(shown.parameters)));
    close();
    button?.focus();
  }

  // ------------------------------------------------------------------------------ saving
  // A cell that a spreadsheet would take for a formula gets an apostrophe in front.
  function cell(value) {
    let text = value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
    if (typeof value !== "number" && /^[=+\-@\t\r\n]/.test(text)) text = `'${text}`;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  async function save() {
    const { table } = shown;
    const total = shown.places ? shown.places.length : app.summary.tables[table].rows;
    const lines = [];
    for (let i = 0; i < total; i++) {
      const row = await tables.row(table, shown.places ? shown.places[i] : i);
      const documentRow = "doc" in row && table !== "documents" ? await tables.row("documents", row.doc) : null;
      delete row.doc;
      if (documentRow) Object.assign(row, { document_id: documentRow.document_id, publisher: documentRow.publisher, published_on: documentRow.published_on });
      if (!lines.length) lines.push(Object.keys(row).join(","));
      lines.push(Object.values(row).map(cell).join(","));
    }
    const url = URL.createObjectURL(new Blob([`${lines.join("\r\n")}\r\n`], { type: "text/csv" }));
    el("a", { href: url, download: `${table}-${app.summary.version}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  // ------------------------------------------------------------------------------ the overview
  function pictures() {
    const options = { statuses: new Set(STATUSES), itemClass: "", unstated: false };
    const { flows, speakers } = app.summary;
    options.unstated = !flows.some(([supplier, , recipient]) => supplier && recipient);
    const holder = document.getElementById("flows");
    const drawing = el("div");
    const redraw = () => drawing.replaceChildren(charts.flows(flows, options, (filter) => link("trade_items", filter)));
    const toggles = STATUSES.filter((one) => flows.some((row) => row[3] === one)).map((one) => el("button", {
      type: "button", class: `chip toggle s-${one}`, "aria-pressed": "true",
      onclick: (event) => {
        const on = !options.statuses.has(one);
        if (on) options.statuses.add(one);
        else options.statuses.delete(one);
        event.currentTarget.setAttribute("aria-pressed", String(on));
        redraw();
      },
    }, one));
    const classes = [...new Set(flows.map((row) => row[1]))].sort();
    holder.replaceChildren(
      el("div", { class: "controls" }, el("div", { class: "toggles", role: "group", "aria-label": "Status" }, toggles),
        el("label", {}, el("span", {}, "class"), el("select", { onchange: (event) => { options.itemClass = event.target.value; redraw(); } },
          el("option", { value: "" }, "all"), classes.map((one) => el("option", { value: one }, format.words(one))))),
        el("label", { class: "check" }, el("input", { type: "checkbox", checked: options.unstated, onchange: (event) => { options.unstated = event.target.checked; redraw(); } }), "with sides not stated")),
      drawing);
    redraw();
    contested(app.summary.contested);
    const stances = STANCES.filter((one) => speakers.some((row) => row[2] === one));
    document.getElementById("speakers").replaceChildren(
      el("ul", { class: "legend stances" }, stances.map((one) => el("li", {}, el("span", { class: `chip t-${one}` }, one)))),
      charts.speakers(speakers, (filter) => link("quotes", filter)));
  }

  function contested(found) {
    document.getElementById("contested-section").hidden = !found.length;
    document.getElementById("contested").replaceChildren(...found.map(([id, type, supplier, recipient, statuses, claimants]) =>
      el("li", {}, el("a", { href: link("transfers", { contested: "true", row: id }) },
        `${format.words(type)}, ${format.country(supplier)} → ${format.country(recipient)}`),
      el("span", {}, statuses.map((s) => el("span", { class: `chip s-${s.status}` }, `${s.status} ${s.claims}`))),
      el("span", { class: "dim" }, tables.few(claimants)))));
  }

  tradewire.load("summary", 0).then((summary) => {
    app.summary = summary;
    pictures();
    addEventListener("hashchange", route);
    route();
    document.documentElement.dataset.ready = "true";
  }, failed);
})();
