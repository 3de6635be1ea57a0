"use strict";
// «Отметить все» ticks or clears every box of one name; without this script each is ticked by hand.
for (const place of document.querySelectorAll("[data-tick-all]")) {
  const all = place.querySelector("input");
  const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${place.dataset.tickAll}"]`)];
  const tell = () => { all.checked = boxes.length > 0 && boxes.every((one) => one.checked); };
  all.addEventListener("change", () => { for (const one of boxes) { one.checked = all.checked; } });
  for (const one of boxes) { one.addEventListener("change", tell); }
  place.hidden = false;
  tell();
}
