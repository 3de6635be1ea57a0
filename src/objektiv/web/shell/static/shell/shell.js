"use strict";
// Ctrl+K opens the search. Nothing is kept in the browser: drafts lie on the server.
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    const link = document.querySelector("[data-search-key]");
    if (link) { event.preventDefault(); link.click(); }
  }
});
for (const field of document.querySelectorAll("[data-submit-on-change]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}
// A table wider than its frame is scrolled with the arrow keys: the frame takes the focus and is named after the table.
const openFrames = () => {
  for (const frame of document.querySelectorAll(".table-scroll")) {
    const isCut = frame.scrollWidth > frame.clientWidth;
    const caption = frame.querySelector("caption");
    frame.toggleAttribute("tabindex", isCut);
    if (isCut) { frame.tabIndex = 0; }
    if (isCut && caption) { frame.setAttribute("role", "group"); frame.setAttribute("aria-label", caption.textContent.trim()); }
  }
};
openFrames();
// The tab of the open page is in sight where the row of tabs is wider than the screen.
const showTabs = () => {
  for (const tab of document.querySelectorAll(".nav-tabs .active")) {
    const row = tab.closest(".nav-tabs");
    row.scrollLeft = tab.offsetLeft - row.offsetLeft;
  }
};
showTabs();
window.addEventListener("resize", showTabs);
window.addEventListener("resize", openFrames);
document.addEventListener("htmx:afterSwap", openFrames);
document.addEventListener("toggle", openFrames, true);
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
