// Asks before a page is left on which something was typed and not saved.

const form = document.querySelector("[data-ask-before-leaving]");
let isTyped = form.dataset.askBeforeLeaving === "typed";

form.addEventListener("input", () => { isTyped = true; });
form.addEventListener("submit", () => { isTyped = false; });
addEventListener("beforeunload", (event) => { if (isTyped) event.preventDefault(); });
