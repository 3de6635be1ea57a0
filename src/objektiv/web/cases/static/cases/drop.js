"use strict";
// Files may be dragged onto the field; without this script the plain field does the same.
for (const zone of document.querySelectorAll("[data-drop]")) {
  const field = zone.querySelector("input[type=file]");
  const told = zone.querySelector("[data-chosen]");
  const say = () => { told.textContent = field.files.length ? `Выбрано файлов: ${field.files.length}.` : ""; };
  zone.querySelector("[data-drop-hint]").hidden = false;
  field.addEventListener("change", say);
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("is-over"); });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    field.files = event.dataTransfer.files;
    say();
  });
}
