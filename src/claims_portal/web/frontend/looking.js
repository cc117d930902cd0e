// Which colleagues look at the claim too: asked while the page is in view, so that it counts as
// open, and told as it changes. Without this file it is told as the page came.
import { BY_ITSELF } from "./refreshing.js";

const SECONDS = 30;

export function tellWhoLooks() {
  const line = document.querySelector("[data-looking]");
  if (!line) {
    return;
  }
  const ask = async () => {
    if (document.hidden) {
      return;
    }
    try {
      const answer = await fetch(line.dataset.looking, {
        credentials: "same-origin",
        redirect: "manual",
        headers: BY_ITSELF,
      });
      if (answer.type === "opaqueredirect" || answer.status === 404) {
        clearInterval(timer);
      } else if (answer.ok) {
        const told = await answer.text();
        if (told !== line.textContent) {
          line.textContent = told;
        }
      }
    } catch {
      // The next time, perhaps.
    }
  };
  const timer = setInterval(ask, SECONDS * 1000);
  document.addEventListener("visibilitychange", ask);
}
