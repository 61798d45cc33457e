// What htmx leaves open when it replaces the list: failures and the focus.

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.response.status >= 400) {
    event.preventDefault();
    location.assign(ctx.request.action);
  }
});

document.addEventListener("htmx:error", (event) => {
  const { ctx, error } = event.detail;
  if (error?.name !== "AbortError") location.assign(ctx.request.action);
});

// Without script a link's anchor leads back to its place; with it, nobody leaves it.
document.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.anchor = undefined;
});

// A link that was followed is gone with the old list, and the focus with it. Those that
// have a name of their own come back: on the map, and to keep an organisation.
document.addEventListener("htmx:after:swap", (event) => {
  const source = event.detail.ctx.sourceElement;
  const again = source.id && document.getElementById(source.id);
  tell(source.id.startsWith("merken-") && again);
  if (again) again.focus({ preventScroll: true });
  else if (source.matches("a")) document.getElementById("results-title").focus();
});

function tell(toggle) {
  const said = document.getElementById("said");
  const { kept, dropped } = said.dataset;
  said.textContent = toggle ? (toggle.classList.contains("kept") ? kept : dropped) : "";
}

// Whoever asks for the results wants to see them, not the filters.
document.addEventListener("submit", () => {
  const panel = document.querySelector(".panel:popover-open");
  panel?.hidePopover();
});
