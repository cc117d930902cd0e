// A part of the page that tells how far something is, fetched anew while it says so itself.
const SECONDS = 2;
// The session grows no younger by what a page asks for while nobody is there.
export const BY_ITSELF = { "Portal-By-Itself": "yes" };

export function keepFresh() {
  const part = document.querySelector("[data-refresh]");
  if (part) {
    setTimeout(() => refresh(part), SECONDS * 1000);
  }
}

async function refresh(part) {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", headers: BY_ITSELF });
    if (answer.ok && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const newer = page.getElementById(part.id);
      if (newer && !newer.hasAttribute("data-refresh")) {
        // It has ended: what the page offers now is another.
        location.reload();
        return;
      }
      if (newer) {
        part.replaceWith(newer);
      }
    }
  } catch {
    // The next time, perhaps.
  }
  keepFresh();
}
