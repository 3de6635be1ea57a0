"use strict";
// What is folded to keep the screen short is unfolded on paper; pictures are printed as they are opened on the screen.
let unfolded = [];
window.addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details[data-printed]:not([open])")];
  for (const one of unfolded) one.open = true;
});
window.addEventListener("afterprint", () => { for (const one of unfolded) one.open = false; });
