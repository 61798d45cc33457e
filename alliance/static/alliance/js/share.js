// What a page offers beyond its links: to print it, to share it, to copy its address.

const address = document.getElementById("adresse");
const message = document.getElementById("meldung");

function offer(id, isPossible, action) {
  const button = document.getElementById(id);
  if (!button) return;
  button.hidden = !isPossible;
  button.addEventListener("click", action);
}

offer("drucken", true, () => print());

offer("teilen", "share" in navigator, () => {
  // Whoever closes the panel has changed their mind: that is no failure.
  navigator.share({ title: document.title, url: address.value }).catch(() => {});
});

offer("kopieren", true, async () => {
  try {
    await navigator.clipboard.writeText(address.value);
    message.textContent = message.dataset.copied;
  } catch {
    address.select();
    message.textContent = message.dataset.failed;
  }
});

// Whoever came from a list goes back to it, with its filters and on its page.
const back = document.querySelector(".back a");
const before = document.referrer && new URL(document.referrer);
if (back && before?.origin === location.origin && before.pathname === back.pathname) {
  const asked = new URLSearchParams(before.search);
  asked.delete("a");
  for (const slug of new URLSearchParams(location.search).getAll("a")) asked.append("a", slug);
  if (asked.size) back.href = `${back.pathname}?${asked}`;
}
