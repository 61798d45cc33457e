// What the browser's passkey says goes into a form of the page. Without script the
// forms stay hidden, and the other ways to sign in remain.

const { webauthnJSON } = globalThis;

// "ask" fetches its options when they are needed, for they start a sign-in.
async function options(form) {
  if (form.dataset.passkey !== "ask") {
    return JSON.parse(document.getElementById("passkey-options").textContent);
  }
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

async function credential(form) {
  const given = await options(form);
  if (form.dataset.passkey !== "create") return webauthnJSON.get(given.request_options);
  const { publicKey } = given.creation_options;
  // So that the device finds it without an address being typed.
  publicKey.authenticatorSelection.residentKey = "preferred";
  return webauthnJSON.create(given.creation_options);
}

function listen(form) {
  const failed = form.querySelector("[data-failed]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await credential(form));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}

// An address of digits can have no passkeys.
const hasName = /[a-z]/.test(location.hostname);

if (hasName && webauthnJSON?.supported()) {
  document.querySelectorAll("form[data-passkey]").forEach(listen);
  document.querySelectorAll("[data-without-passkey]").forEach((one) => one.remove());
}
