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

// A link that was followed is gone with the old list, and the focus with it; those of
// the map come back.
document.addEventListener("htmx:after:swap", (event) => {
  const link = event.detail.ctx.sourceElement;
  if (link.matches("a")) {
    (document.getElementById(link.id) ?? document.getElementById("results-title")).focus();
  }
});

// Whoever asks for the results wants to see them, not the filters.
document.addEventListener("submit", () => {
  const panel = document.querySelector(".panel:popover-open");
  panel?.hidePopover();
});
