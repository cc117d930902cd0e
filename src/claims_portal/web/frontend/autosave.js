// A section of a form is saved while it is being written; any form is kept from being sent
// into a cut network, where what was typed would be gone. Without this file a section is
// saved by its button alone.
import { nothingUnsaved } from "./unsaved.js";

const PAUSE = 2_000;
const AGAIN = 10_000;
const LONGEST = 15_000;

export function keepWhatIsTyped() {
  const line = document.querySelector("[data-autosave]");
  const form = line?.closest("form");
  if (form?.hasAttribute("data-saves-itself")) {
    saveByItself(form, line);
  } else if (form) {
    holdWhileOffline(form, line);
  }
}

// The words change seldom: whoever listens to the page is not told the same again and again.
function say(line, words, isProblem) {
  if (line.textContent !== words) {
    line.textContent = words;
  }
  line.classList.toggle("portal-saved--problem", isProblem);
}

function holdWhileOffline(form, line) {
  const words = line.textContent;
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      say(line, line.dataset.offline, true);
    }
  });
  window.addEventListener("offline", () => say(line, line.dataset.offline, true));
  window.addEventListener("online", () => say(line, words, false));
}

function saveByItself(form, line) {
  const state = { form, line, words: line.textContent, timer: 0, changes: 0, saved: 0 };
  state.saving = null;
  state.refused = false;
  form.addEventListener("input", () => {
    state.changes += 1;
    later(state, PAUSE);
  });
  window.addEventListener("offline", () => say(line, line.dataset.offline, true));
  window.addEventListener("online", () => {
    if (state.saved === state.changes) {
      say(line, state.words, false);
    }
    save(state);
  });
  document.addEventListener("visibilitychange", () => document.hidden && save(state));
  form.addEventListener("submit", (event) => {
    clearTimeout(state.timer);
    if (!navigator.onLine) {
      event.preventDefault();
      say(line, line.dataset.offline, true);
    } else if (state.saving) {
      // Sent with what that answers: else one's own saving would look like another's.
      event.preventDefault();
      const { submitter } = event;
      state.saving.finally(() => form.requestSubmit(submitter));
    }
  });
}

function later(state, pause) {
  clearTimeout(state.timer);
  if (!state.refused) {
    state.timer = setTimeout(() => save(state), pause);
  }
}

function save(state) {
  clearTimeout(state.timer);
  if (state.saving || state.refused || state.saved === state.changes) {
    return;
  }
  if (!navigator.onLine) {
    say(state.line, state.line.dataset.offline, true);
    return;
  }
  const { changes } = state;
  state.saving = send(state)
    .then((told) => {
      if (told) {
        state.saved = changes;
        state.form.elements.revision.value = told.revision;
        state.form.elements.seen.value = told.seen;
        state.words = told.saved;
        say(state.line, told.saved, false);
      }
    })
    .catch(() => say(state.line, state.line.dataset.unsaved, true))
    .finally(() => {
      state.saving = null;
      if (state.saved === state.changes) {
        nothingUnsaved();
      } else {
        later(state, state.saved < changes ? AGAIN : PAUSE);
      }
    });
}

// What the portal answers; nothing where it refuses, which is told and not tried again.
async function send(state, again = true) {
  const answer = await fetch(state.form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(state.form)),
    credentials: "same-origin",
    redirect: "manual",
    headers: { "Portal-Autosave": "yes" },
    signal: AbortSignal.timeout(LONGEST),
  });
  const isJson = answer.headers.get("Content-Type") === "application/json";
  if (answer.ok && isJson) {
    return answer.json();
  }
  if (answer.status === 403 && again && (await takeNewToken())) {
    return send(state, false);
  }
  if (answer.status >= 500) {
    throw new Error(String(answer.status));
  }
  const { dataset } = state.line;
  const isSignedOut = answer.type === "opaqueredirect" || answer.status === 403;
  state.refused = !isSignedOut;
  say(state.line, isJson ? (await answer.json()).refused : isSignedOut ? dataset.signedOut : dataset.refused, true);
  return null;
}

// After a sign-in in another tab the forms of this page have an old token.
async function takeNewToken() {
  const answer = await fetch("/help", { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    input.value = token ?? input.value;
  }
  return Boolean(token);
}
