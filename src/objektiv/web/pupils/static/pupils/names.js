"use strict";
// Names of pupils, joined to the codes of this page from the school's own key. They live in this page only: they are
// neither sent nor stored, and are gone when it is left.
(() => {
  const panel = document.querySelector("[data-names]");
  if (!panel) return;
  const field = panel.querySelector("[data-key-file]");
  const clear = panel.querySelector("[data-clear-names]");
  const note = panel.querySelector("[data-names-said]");
  const columns = () => document.querySelectorAll("[data-name-column]");
  const cells = () => document.querySelectorAll("td[data-name-column]");

  function say(text, isWrong = false) {
    note.textContent = text;
    note.classList.toggle("is-wrong", isWrong);
  }

  function wipe() {
    for (const cell of cells()) cell.textContent = "";
    for (const one of columns()) one.hidden = true;
    clear.hidden = true;
    field.value = "";
    say("");
  }

  const place = (head, ...patterns) => patterns.map((one) => head.findIndex((cell) => one.test(cell))).find((found) => found >= 0) ?? -1;

  // Where the heading row is, and which of its columns say what.
  function layout(rows) {
    for (let row = 0; row < Math.min(rows.length, 20); row += 1) {
      const head = rows[row].map((cell) => cell.toLowerCase().replaceAll("ё", "е"));
      const name = place(head, /фио|ф\.\s*и/, /фамил/, /ученик$|участник$|обучающ\S+$/);
      let code = place(head, /^код(?!.*постоян)/, /код/);
      const permanent = place(head, /постоян.*код|код.*постоян/);
      if (code === permanent) code = -1;
      if (name < 0 || (code < 0 && permanent < 0) || name === code) continue;
      const more = /фамил/.test(head[name]) && !/фио|имя/.test(head[name]) ? [place(head, /^имя/), place(head, /^отчеств/)] : [];
      return { row, code, permanent, grade: place(head, /паралл/, /класс/), names: [name, ...more].filter((one) => one >= 0) };
    }
    throw new Error("В книге нет столбцов «Код» и «ФИО». Назовите их так и откройте книгу снова.");
  }

  // Code → name, also with the grade before it; null where one code stands for different people.
  function read(rows) {
    const found = layout(rows);
    const known = new Map();
    const add = (key, name) => known.set(key, known.has(key) && known.get(key) !== name ? null : name);
    for (const row of rows.slice(found.row + 1)) {
      const name = found.names.map((one) => row[one] ?? "").filter(Boolean).join(" ").trim();
      if (!name) continue;
      const grade = found.grade >= 0 ? parseInt(row[found.grade], 10) || "" : "";
      const code = found.code >= 0 ? row[found.code] : "";
      if (code) add(grade ? `${grade} ${code}` : `code ${code}`, name);
      const permanent = found.permanent >= 0 ? row[found.permanent] : "";
      if (permanent) add(`permanent ${permanent}`, name);
    }
    return known;
  }

  // Codes that stand on this page in two grades or more: a key that does not say the grade names neither.
  function codesOfManyGrades() {
    const grades = new Map();
    for (const { dataset: { code, grade } } of cells()) {
      if (code) grades.set(code, (grades.get(code) ?? new Set()).add(grade));
    }
    return new Set([...grades].filter(([, all]) => all.size > 1).map(([code]) => code));
  }

  function nameOf(known, cell, shared) {
    const { code, grade, permanent } = cell.dataset;
    // Codes of procedures are new every year: where a page shows several years, only the stable code counts.
    const keys = [
      ...(permanent ? [`permanent ${permanent}`] : []),
      ...(code ? [`${grade} ${code}`] : []),
      ...(code && !shared.has(code) ? [`code ${code}`] : []),
    ];
    return keys.map((key) => known.get(key)).find((name) => name) ?? "";
  }

  function show(known) {
    let joined = 0;
    const shared = codesOfManyGrades();
    for (const cell of cells()) {
      cell.textContent = nameOf(known, cell, shared);
      if (cell.textContent) joined += 1;
    }
    for (const one of columns()) one.hidden = joined === 0;
    clear.hidden = joined === 0;
    const all = cells().length;
    if (joined === 0) say(`В книге нет ни одного кода этой страницы. Нужен ${panel.dataset.names}.`, true);
    else say(`Фамилии показаны: ${joined} из ${all}. Проверьте, что открыт ${panel.dataset.names}. Файл остался на этом компьютере.`);
  }

  field.addEventListener("change", async () => {
    const [file] = field.files;
    if (!file) return;
    try {
      show(read(await globalThis.readWorkbook(file)));
      field.value = ""; // so that the same file, corrected, can be chosen again
    } catch (error) {
      wipe();
      say(error instanceof DOMException ? "Файл не читается. Закройте его в Excel и откройте здесь снова." : error.message, true);
    }
  });
  clear.addEventListener("click", wipe);
  // A page that is left may be kept whole to be shown again: it is kept without names.
  window.addEventListener("pagehide", wipe);
  window.addEventListener("pageshow", (event) => { if (event.persisted) wipe(); });
})();
