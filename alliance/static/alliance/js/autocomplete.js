// Select2 calls the text of its box a text field of its own, which has no name: a
// screen reader would meet the same box twice.
addEventListener("load", () => {
  for (const text of document.querySelectorAll(".select2-selection__rendered")) {
    text.removeAttribute("role");
  }
});
