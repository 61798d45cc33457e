// Select2 calls the text of its box a text field of its own, which has no name: a
// screen reader would meet the same box twice. It makes its boxes when it likes.
new MutationObserver(() => {
  for (const text of document.querySelectorAll(".select2-selection__rendered[role]")) {
    text.removeAttribute("role");
    text.removeAttribute("aria-readonly");
  }
}).observe(document, { childList: true, subtree: true });
