"use strict";
// Reads the first sheet of an xlsx or a csv in this browser. Nothing here asks the network for anything.
globalThis.readWorkbook = (() => {
  const LARGEST = 10 * 1024 * 1024;
  const LARGEST_PART = 60 * 1024 * 1024;
  const refuse = (sentence) => { throw new Error(sentence); };

  async function inflate(bytes) {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const pieces = [];
    let size = 0;
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      size += step.value.length;
      if (size > LARGEST_PART) { await reader.cancel(); refuse("Книга слишком велика. Сохраните в отдельный файл только коды и фамилии."); }
      pieces.push(step.value);
    }
    return new Uint8Array(await new Blob(pieces).arrayBuffer());
  }

  // The directory at the end of a zip: name → where its bytes begin, how many, how they are packed.
  function directory(view) {
    let end = view.byteLength - 22;
    const stop = Math.max(0, end - 65535);
    while (end >= stop && view.getUint32(end, true) !== 0x06054b50) end -= 1;
    if (end < stop || end < 0) refuse("Это не книга Excel (.xlsx). Сохраните её в Excel заново или возьмите csv.");
    const parts = new Map();
    let place = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      if (view.getUint32(place, true) !== 0x02014b50) refuse("Книга повреждена. Сохраните её в Excel заново.");
      const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(place + offset, true));
      const name = new TextDecoder().decode(new Uint8Array(view.buffer, place + 46, nameLength));
      parts.set(name, { method: view.getUint16(place + 10, true), size: view.getUint32(place + 20, true), at: view.getUint32(place + 42, true) });
      place += 46 + nameLength + extra + comment;
    }
    return parts;
  }

  async function part(view, parts, name) {
    const found = parts.get(name);
    if (!found) return null;
    const begin = found.at + 30 + view.getUint16(found.at + 26, true) + view.getUint16(found.at + 28, true);
    const packed = new Uint8Array(view.buffer, begin, found.size);
    if (found.method !== 0 && found.method !== 8) refuse("Книга упакована незнакомым способом. Сохраните её в Excel заново.");
    const text = new TextDecoder().decode(found.method === 8 ? await inflate(packed) : packed);
    const parsed = new DOMParser().parseFromString(text, "application/xml");
    if (parsed.getElementsByTagName("parsererror").length) refuse("Книга повреждена. Сохраните её в Excel заново.");
    return parsed;
  }

  const all = (node, name) => [...node.getElementsByTagNameNS("*", name)];
  // Texts of a string; phonetic hints (rPh) are not part of it.
  const said = (node) => all(node, "t").filter((text) => text.parentNode.localName !== "rPh").map((text) => text.textContent).join("");

  async function firstSheet(view, parts) {
    const book = await part(view, parts, "xl/workbook.xml");
    const links = await part(view, parts, "xl/_rels/workbook.xml.rels");
    const sheet = book && all(book, "sheet")[0];
    const id = sheet && [...sheet.attributes].find((one) => one.localName === "id" && one.prefix)?.value;
    const link = links && all(links, "Relationship").find((one) => one.getAttribute("Id") === id);
    const target = link ? link.getAttribute("Target") : "worksheets/sheet1.xml";
    const found = await part(view, parts, target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    return found || refuse("В книге нет листа с таблицей.");
  }

  const column = (address) => [...address.replace(/\d+/g, "")].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

  function cell(node, strings) {
    if (node.getAttribute("t") === "inlineStr") return said(node);
    const value = all(node, "v")[0]?.textContent ?? "";
    return node.getAttribute("t") === "s" ? strings[Number(value)] ?? "" : value;
  }

  async function readXlsx(buffer) {
    if (!globalThis.DecompressionStream) refuse("Этот браузер не умеет читать xlsx. Сохраните книгу как csv.");
    const view = new DataView(buffer);
    const parts = directory(view);
    const shared = await part(view, parts, "xl/sharedStrings.xml");
    const strings = shared ? all(shared, "si").map(said) : [];
    return all(await firstSheet(view, parts), "row").map((row) => {
      const cells = [];
      for (const one of all(row, "c")) {
        const place = one.hasAttribute("r") ? column(one.getAttribute("r")) : cells.length;
        if (place < 200) cells[place] = cell(one, strings).trim();
      }
      return Array.from(cells, (text) => text ?? "");
    });
  }

  function readCsv(buffer) {
    let text;
    try { text = new TextDecoder("utf-8", { fatal: true }).decode(buffer); } catch { text = new TextDecoder("windows-1251").decode(buffer); }
    const head = text.slice(0, text.search(/[\r\n]|$/));
    const mark = [";", "\t", ","].reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best));
    const rows = [[""]];
    let quoted = false;
    for (let i = 0; i < text.length; i += 1) {
      const letter = text[i];
      const row = rows[rows.length - 1];
      if (letter === '"') {
        if (quoted && text[i + 1] === '"') { row[row.length - 1] += '"'; i += 1; } else quoted = !quoted;
      } else if (letter === mark && !quoted) row.push("");
      else if (letter === "\n" && !quoted) rows.push([""]);
      else if (letter !== "\r" || quoted) row[row.length - 1] += letter;
    }
    return rows.map((row) => row.map((one) => one.trim()));
  }

  // File → rows of texts; an Error with a sentence for people when it cannot be read.
  return async function readWorkbook(file) {
    if (file.size > LARGEST) refuse("Файл больше 10 МБ. Сохраните в отдельный файл только коды и фамилии.");
    const buffer = await file.arrayBuffer();
    const signature = new Uint8Array(buffer.slice(0, 4)).join(" ");
    if (signature === "208 207 17 224") refuse("Это книга старого вида (.xls) или с паролем. Сохраните её как .xlsx без пароля или как csv.");
    try {
      return signature === "80 75 3 4" ? await readXlsx(buffer) : readCsv(buffer);
    } catch (error) {
      if (error instanceof RangeError || error instanceof TypeError) refuse("Книга повреждена. Сохраните её в Excel заново.");
      throw error;
    }
  };
})();
