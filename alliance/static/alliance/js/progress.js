// Looks now and then how far it is, until the work of the page is over.

const PAUSE = 2000;
const stand = () => document.getElementById("stand");

async function look() {
  const answer = await fetch(stand().dataset.progress, { headers: { "X-Look": "progress" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.getElementById("stand");
  // Signed out meanwhile, or gone: the page as it is says how to look again.
  if (!answer.ok || !now) return;
  const had = stand().contains(document.activeElement);
  stand().replaceWith(document.adoptNode(now));
  document.title = page.title;
  if (now.dataset.progress) setTimeout(look, PAUSE);
  if (had || !now.dataset.progress) now.focus();
}

if (stand()?.dataset.progress) setTimeout(look, PAUSE);
