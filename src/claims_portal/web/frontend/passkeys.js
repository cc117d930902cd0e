// Passkeys: the browser makes or uses one, and the form brings its answer. A form says which by
// `data-passkey` (create, get) and has in `data-options` what the server asks for.

function bytes(base64url) {
  const base64 = base64url.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function base64url(buffer) {
  const text = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function decoded(options) {
  const known = options.excludeCredentials ?? options.allowCredentials ?? [];
  for (const credential of known) {
    credential.id = bytes(credential.id);
  }
  if (options.user) {
    options.user.id = bytes(options.user.id);
  }
  options.challenge = bytes(options.challenge);
  return options;
}

function encoded(credential) {
  const response = { clientDataJSON: base64url(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) {
      response[part] = base64url(credential.response[part]);
    }
  }
  if (credential.response.getTransports) {
    response.transports = credential.response.getTransports();
  }
  const { id, type } = credential;
  return JSON.stringify({ id, rawId: base64url(credential.rawId), type, response });
}

async function answer(form) {
  const publicKey = decoded(JSON.parse(form.dataset.options));
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
  return encoded(credential);
}

function prepare(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  form.querySelector("[data-passkey-unavailable]").hidden = true;
  form.querySelector("[data-passkey-button]").hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) {
      return;
    }
    event.preventDefault();
    problem.textContent = "";
    try {
      form.elements.answer.value = await answer(form);
    } catch {
      // Given up, timed out, or not on this device; browsers do not tell which.
      problem.textContent = form.dataset.failed;
      return;
    }
    form.requestSubmit();
  });
}

export function preparePasskeys() {
  if (window.PublicKeyCredential) {
    document.querySelectorAll("form[data-passkey]").forEach(prepare);
  }
}
