"use strict";
// Dragging files and folders onto the form; the folders are told to the server, because they may name year and grade.
// Without this script the plain file field does the same for single files.
const form = document.querySelector("form[data-upload]");
if (form) {
  const zone = form.querySelector("[data-drop]");
  const field = form.querySelector("#id_files");
  const folder = form.querySelector("#id_folder");
  const told = form.querySelector("[data-chosen]");
  const most = Number(form.dataset.mostFiles);
  let dropped = null; // paths of dragged files, in the order of the field
  for (const part of form.querySelectorAll("[data-folder-choice], [data-drop-hint]")) part.hidden = false;
  const TAKEN = /\.(xlsx|xlsm|xls|xlsb|ods|csv)$/i;
  const folderOf = (path) => path.split("/").slice(0, -1).join("/");
  const say = () => {
    const count = field.files.length + folder.files.length;
    const note = count > most ? ` За один раз можно не больше ${most}: загрузите частями.` : "";
    told.textContent = count ? `Выбрано файлов: ${count}.${note}` : "";
    form.querySelector("button.btn-primary").disabled = count > most;
  };
  const read = (entry, path) => new Promise((done) => {
    if (entry.isFile) {
      entry.file((file) => done(TAKEN.test(file.name) && !file.name.startsWith("~$") ? [[file, path]] : []), () => done([]));
      return;
    }
    const reader = entry.createReader();
    const all = [];
    const next = () => reader.readEntries(async (entries) => {
      if (!entries.length) { done(all.flat()); return; }
      for (const one of entries) all.push(await read(one, `${path}${path ? "/" : ""}${entry.name}`));
      next();
    }, () => done(all.flat()));
    next();
  });
  const onlyTables = (input) => {
    const kept = new DataTransfer();
    const paths = [];
    for (const file of input.files) {
      if (TAKEN.test(file.name) && !file.name.startsWith("~$")) { kept.items.add(file); paths.push(folderOf(file.webkitRelativePath || "")); }
    }
    input.files = kept.files;
    return paths;
  };
  let folderPaths = [];
  field.addEventListener("change", () => { dropped = null; say(); });
  folder.addEventListener("change", () => { folderPaths = onlyTables(folder); say(); });
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("is-over"); });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", async (event) => {
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const files = entries.length ? (await Promise.all(entries.map((entry) => read(entry, "")))).flat() : [...event.dataTransfer.files].filter((file) => TAKEN.test(file.name)).map((file) => [file, ""]);
    const kept = new DataTransfer();
    for (const [file] of files) kept.items.add(file);
    field.files = kept.files;
    dropped = files.map(([, path]) => path);
    say();
  });
  form.addEventListener("submit", () => {
    const own = dropped || [...field.files].map(() => "");
    form.querySelector("[name=folders]").value = JSON.stringify([...own, ...folderPaths]);
    if (!folder.files.length) folder.disabled = true;
    if (!field.files.length && folder.files.length) field.disabled = true;
  });
}
