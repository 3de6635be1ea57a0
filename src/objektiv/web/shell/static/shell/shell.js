"use strict";
// Ctrl+K opens the search; drafts of long texts are kept in this browser until they are sent.
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    const link = document.querySelector("[data-search-key]");
    if (link) { event.preventDefault(); link.click(); }
  }
});
for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = `draft:${form.dataset.draft}`;
  const fields = () => [...form.elements].filter((field) => field.name && field.matches("textarea, input[type=text], input[type=date], select"));
  const kept = JSON.parse(localStorage.getItem(key) || "null");
  if (kept) {
    let restored = false;
    for (const field of fields()) {
      if (!field.value && kept[field.name]) { field.value = kept[field.name]; restored = true; }
    }
    if (restored) { const note = form.querySelector("[data-draft-note]"); if (note) note.hidden = false; }
  }
  form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value])))));
  form.addEventListener("submit", () => localStorage.removeItem(key));
}
for (const field of document.querySelectorAll("[data-submit-on-change]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
