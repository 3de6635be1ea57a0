"use strict";
// «Отметить все» marks the rows of its table; the number beside the button is said as it changes.
for (const all of document.querySelectorAll("[data-mark-all]")) {
  const form = document.getElementById(all.dataset.markAll);
  const boxes = () => [...document.querySelectorAll(`input[type=checkbox][form="${all.dataset.markAll}"][name=row]`)];
  const told = form.querySelector("[data-marked]");
  const tell = () => { told.textContent = String(boxes().filter((one) => one.checked).length); };
  all.addEventListener("change", () => { for (const one of boxes()) { one.checked = all.checked; } tell(); });
  for (const one of boxes()) { one.addEventListener("change", tell); }
  tell();
}
// A second click sends nothing twice: the form waits for its answer, and is open again when the person comes back.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.isSent) { event.preventDefault(); return; }
    form.dataset.isSent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-is-sent]")) { delete form.dataset.isSent; }
});
