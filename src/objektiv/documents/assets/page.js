"use strict";
(() => {
  const NBSP = "\u00a0", DASH = "—", PAPER_WIDTH = 338, PAPER_STEP = 10, PAPER_LABEL = 9.5, PAPER_HEIGHT = 145;
  const SIGNS = { strong: "▲", medium: "◆", calm: "●", unknown: "○" };
  const shared = JSON.parse(document.getElementById("shared").textContent);
  const pictures = new Map();

  const LOCALE = { decimal: ",", thousands: NBSP, grouping: [3], currency: ["", ""] };

  // Numbers as the other documents write them.
  function formatNumber(value, digits) {
    if (value === null || value === undefined || !isFinite(value)) return DASH;
    const steps = Math.round(Number(Math.abs(value).toFixed(digits + 9) + "e" + digits)); // halves up
    const [whole, rest] = (steps / 10 ** digits).toFixed(digits).split(".");
    const text = whole.replace(/\B(?=(\d{3})+$)/g, NBSP) + (rest ? "," + rest : "");
    return value < 0 && /[1-9]/.test(text) ? "−" + text : text;
  }
  function decimals(value) {
    if (!value || !isFinite(value)) return 2;
    return Math.min(4, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  }
  function formatValue(value, column) {
    if (typeof value === "string") return text(value);
    if (value === null) return DASH;
    switch (column.kind) {
      case "integer": return formatNumber(value, 0);
      case "number": return formatNumber(value, column.digits);
      case "share": return formatNumber(100 * value, column.digits) + NBSP + "%";
      case "figure": return formatNumber(value, decimals(value));
      case "p": return value < 0.001 ? "<" + NBSP + "0,001" : formatNumber(value, 3);
      case "signed": {
        const shown = formatNumber(value, column.digits);
        return value > 0 && /[1-9]/.test(shown) ? "+" + shown : shown;
      }
    }
    return String(value);
  }

  // Repeated texts and columns are stored once.
  function text(value) {
    if (value[0] !== "¤") return value;
    return /^¤\d+$/.test(value) ? shared.texts[Number(value.slice(1))] : value.slice(1);
  }
  function rowsOf(dataset) {
    const names = Object.keys(dataset);
    const columns = names.map(name => typeof dataset[name] === "number" ? shared.columns[dataset[name]] : dataset[name]);
    const length = columns.some(column => column.length === 0) ? 0 : Math.max(...columns.map(column => column.length));
    return Array.from({ length }, (_, row) =>
      Object.fromEntries(names.map((name, i) => [name, columns[i].length === 1 ? columns[i][0] : columns[i][row]])));
  }

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }
  function badge(words, tone) {
    return element("span", { class: "badge " + tone }, SIGNS[tone] + " " + words);
  }

  const builders = {
    h: ([, level, words]) => element("h" + level, {}, text(words)),
    p: ([, style, words]) => element("p", style ? { class: style } : {}, text(words)),
    l: ([, ordered, items]) => element(ordered ? "ol" : "ul", {}, ...items.map(item => element("li", {}, text(item)))),
    c: ([, items]) => element("div", { class: items.flat().every(item => item[0] === "f") ? "columns pictures" : "columns" }, ...items.map(item => element("div", {}, ...item.map(build)))),
    d: ([, title, blocks]) => element("details", {}, element("summary", {}, text(title)), ...blocks.map(build)),
    t: ([, number, caption, rows, note]) => table(shared.tables[number], text(caption), rows, text(note)),
    f: figure,
    tabs: tabs,
  };
  function build(block) {
    return builders[block[0]](block);
  }

  function table(columns, caption, rows, note) {
    const side = column => column.kind === "text" ? {} : { class: "n" };
    const cell = (value, column) => {
      const made = element("td", side(column));
      if (value && value.b) made.append(badge(text(value.b[0]), value.b[1]));
      else if (value && value.a) made.append(element("a", { href: "#" + value.a[1] }, text(value.a[0])));
      else made.append(formatValue(value, column));
      return made;
    };
    const total = columns.reduce((sum, column) => sum + (column.width || 1), 0);
    const made = element("div", { class: rows.length > 6 ? "scroll" : "scroll whole", tabindex: 0, role: "region", "aria-label": caption },
      element("table", {}, element("caption", {}, caption),
        element("colgroup", {}, ...columns.map(column => element("col", { style: "width:" + 100 * (column.width || 1) / total + "%" }))),
        element("thead", {}, element("tr", {}, ...columns.map(column =>
          element("th", { scope: "col", style: "min-width:" + 4.5 * (column.width || 1) + "em", ...side(column) }, column.title)))),
        element("tbody", {}, ...rows.map(row => element("tr", {}, ...row.map((value, i) => cell(value, columns[i])))))));
    const all = document.createDocumentFragment();
    all.append(made);
    if (note) all.append(element("p", { class: "note" }, note));
    return all;
  }

  function figure([, code, data, caption, alt, note]) {
    const holder = element("div", { class: "picture", role: "img", "aria-label": text(alt) });
    const numbers = element("details", {}, element("summary", {}, "Данные рисунка"));
    numbers.addEventListener("toggle", () => {
      if (numbers.childElementCount === 1) numbers.append(...dataTables(code, data, text(caption)));
    });
    const made = element("figure", {}, element("figcaption", {}, text(caption)), holder);
    if (note) made.append(element("p", { class: "note" }, text(note)));
    made.append(numbers);
    pictures.set(holder, { code, data, width: 0, drawn: null });
    watcher.observe(holder);
    return made;
  }
  function dataTables(code, data, caption) {
    return shared.charts[code].tables.filter(([name]) => data[name]).map(([name, columns]) => table(
      columns.map(([, title, digits]) => ({ title, kind: digits < 0 ? "text" : "number", digits })), caption,
      rowsOf(data[name]).map(row => columns.map(([field]) => row[field] === undefined ? null : row[field])), ""));
  }

  // Paper has four pictures and what they belong to on one page.
  function flatten(spec) {
    if (spec.height > PAPER_HEIGHT) spec.height = PAPER_HEIGHT;
    for (const signal of spec.signals || []) if (signal.name === "y_step" && signal.value < 20) {
      signal.value = PAPER_STEP;
      spec.config.axis.labelFontSize = PAPER_LABEL;
    }
  }
  function draw(holder, width, isPaper) {
    const picture = pictures.get(holder);
    if (!picture || width < 50) return;
    if (Math.abs(picture.width - width) < 2 && picture.isPaper === Boolean(isPaper)) return;
    picture.width = width;
    picture.isPaper = Boolean(isPaper);
    if (picture.drawn) picture.drawn.finalize();
    const spec = JSON.parse(JSON.stringify(shared.charts[picture.code].vega));
    spec.width = Math.floor(width);
    if (isPaper) flatten(spec);
    for (const dataset of spec.data) if (picture.data[dataset.name]) dataset.values = rowsOf(picture.data[dataset.name]);
    const inner = element("div", { "aria-hidden": "true" });
    holder.replaceChildren(inner);
    const options = { mode: "vega", renderer: "svg", actions: false, defaultStyle: false, formatLocale: LOCALE };
    vegaEmbed(inner, spec, options).then(drawn => { picture.drawn = drawn; }, () => { holder.textContent = "Рисунок не построен."; });
  }
  const watcher = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) draw(entry.target, entry.target.clientWidth);
  }, { rootMargin: "300px" });

  function tabs([, title, items]) {
    const chosen = Math.max(0, items.findIndex(([, , printed]) => printed));
    const panels = items.map(([name, , printed, blocks], i) => {
      const panel = element("div", { class: printed ? "tab printed" : "tab" }, element("h4", {}, text(name)), ...blocks.map(build));
      panel.hidden = i !== chosen;
      return panel;
    });
    const buttons = items.map(([name, marked], i) => {
      const button = element("button", { type: "button", "aria-pressed": i === chosen }, (marked ? "▲ " : "") + text(name));
      button.addEventListener("click", () => panels.forEach((panel, j) => {
        panel.hidden = j !== i;
        buttons[j].setAttribute("aria-pressed", i === j);
      }));
      return button;
    });
    return element("div", {}, element("div", { class: "tabs" }, text(title), ...buttons), ...panels);
  }

  // Cards come packed; one is made when it is opened, marked ones before printing too.
  const deck = new Map();
  async function unpack() {
    const bytes = Uint8Array.from(atob(document.getElementById("cards").textContent), letter => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    for (const line of (await new Response(stream).text()).split("\n")) {
      const [key, place, json] = line.split("\t", 3);
      if (json) deck.set(key, { place, json });
    }
  }
  // What stands before the first picture or table is not torn apart on paper.
  function opening(blocks) {
    const end = blocks.findIndex(([kind]) => !"hpl".includes(kind));
    return end < 0 ? blocks : blocks.slice(0, end);
  }
  function fill(card) {
    if (card.dataset.filled || !deck.has(card.id)) return;
    card.dataset.filled = "yes";
    const [, , , , blocks] = JSON.parse(deck.get(card.id).json);
    const close = element("button", { type: "button", class: "close" }, "Закрыть карточку");
    close.addEventListener("click", () => {
      card.open = false;
      const link = document.querySelector('table a[href="#' + card.id + '"]');
      if (link) link.focus();
    });
    const stripe = document.body.dataset.stripe;
    if (stripe) card.append(element("div", { class: "stripe paper" }, stripe));
    const head = opening(blocks);
    card.append(element("div", { class: "head" }, ...head.map(build)), ...blocks.slice(head.length).map(build), close);
  }
  function cardOf(key) {
    const known = document.getElementById(key);
    if (known) return known.matches("details.card") ? known : null;
    const source = deck.get(key);
    if (!source) return null;
    const [title, words, tone, gist] = JSON.parse(source.json);
    const made = element("details", { class: "card " + tone, id: key },
      element("summary", {}, element("span", { class: "name" }, title), " ", badge(words, tone), " ",
        element("span", { class: "gist" }, gist)));
    document.getElementById(source.place).prepend(made);
    return made;
  }
  function openTarget() {
    const card = cardOf(decodeURIComponent(location.hash.slice(1)));
    if (!card) return;
    fill(card);
    card.open = true;
    card.scrollIntoView();
    card.querySelector("summary").focus({ preventScroll: true });
  }
  document.addEventListener("toggle", event => {
    if (event.target.matches("details.card") && event.target.open) fill(event.target);
  }, true);
  document.addEventListener("click", event => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) openTarget();
  });
  addEventListener("hashchange", openTarget);

  // Filters of a table.
  for (const box of document.querySelectorAll(".filters")) {
    const rows = [...box.nextElementSibling.querySelectorAll("tbody tr")];
    const search = box.querySelector("[data-search]");
    const selects = [...box.querySelectorAll("[data-filter]")];
    const output = box.querySelector("output");
    const apply = () => {
      const wanted = search.value.trim().toLowerCase();
      const positions = search.dataset.search.split(",").map(Number);
      let shown = 0;
      for (const row of rows) {
        const fits = selects.every(select => !select.value || row.cells[select.dataset.filter].textContent === select.value)
          && (!wanted || positions.some(i => row.cells[i].textContent.replaceAll(NBSP, " ").toLowerCase().includes(wanted)));
        row.hidden = !fits;
        shown += fits;
      }
      output.textContent = "показано строк: " + shown + " из " + rows.length;
    };
    box.addEventListener("input", apply);
  }

  for (const place of document.querySelectorAll(".block")) place.replaceWith(build(JSON.parse(place.firstElementChild.textContent)));

  let opened = [];
  function prepareForPaper() {
    opened = [];
    for (const details of document.querySelectorAll("details.card.marked")) {
      if (details.open) continue;
      fill(details);
      details.open = true;
      opened.push(details);
    }
    for (const holder of pictures.keys()) {
      const tab = holder.closest(".tab");
      const card = holder.closest("details.card");
      const isShown = (!tab || !tab.hidden || tab.matches(".printed")) && (!card || card.open) && !holder.closest(".screen");
      if (isShown && document.contains(holder)) draw(holder, PAPER_WIDTH, true);
    }
  }
  function returnToScreen() {
    for (const details of opened) details.open = false;
    for (const holder of pictures.keys()) if (holder.clientWidth) draw(holder, holder.clientWidth);
  }
  addEventListener("beforeprint", prepareForPaper);
  addEventListener("afterprint", returnToScreen);
  let timer = 0;
  addEventListener("resize", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const [holder, picture] of pictures) if (picture.width && holder.clientWidth) draw(holder, holder.clientWidth);
    }, 200);
  });
  unpack().then(() => {
    for (const card of document.querySelectorAll("details.card[open]")) fill(card);
    openTarget();
  }, () => {
    for (const place of document.querySelectorAll(".cards")) {
      place.prepend(element("p", { class: "caution" }, "Карточки не открываются: обновите браузер. Их содержание есть в report.docx и report.xlsx."));
    }
  });
})();
