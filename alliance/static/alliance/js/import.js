// Looks every other second how far a list is, until something else is to be read.

const PAUSE = 2000;
const shown = document.getElementById("stand");

async function look() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const text = await answer.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const next = page.getElementById("stand");
    if (!next) {
      location.reload();
      return;
    }
    if (next.textContent !== shown.textContent) {
      shown.replaceChildren(...next.childNodes);
    }
  } catch {
    // Without a network for a while: it looks again.
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
