// The worklist by keyboard, and the word that it has changed. Without this file all of it is
// there by Tab, links and reloading.
import { BY_ITSELF } from "./refreshing.js";

const SECONDS = 30;
const OFF = "portal-shortcuts-off";

export function prepareWorklist() {
  const worklist = document.querySelector("[data-worklist]");
  if (worklist) {
    listenForChanges(worklist);
    listenForKeys(worklist);
    prepareTickAll(worklist);
  }
}

// Nothing moves under the pointer: a line says that there is something new, and leads to it.
function listenForChanges(worklist) {
  const news = document.getElementById("worklist-changed");
  const timer = setInterval(async () => {
    if (document.hidden) {
      return;
    }
    try {
      const answer = await fetch(worklist.dataset.state, {
        credentials: "same-origin",
        redirect: "manual",
        headers: { "If-None-Match": worklist.dataset.worklist, ...BY_ITSELF },
      });
      news.hidden = answer.status !== 200;
      if (answer.status === 200 || answer.type === "opaqueredirect") {
        // It is said, or the session has ended.
        clearInterval(timer);
      }
    } catch {
      // The next time, perhaps.
    }
  }, SECONDS * 1000);
}

// Its words say what it would do: tick all, or none once all are ticked.
function prepareTickAll(worklist) {
  const button = document.getElementById("tick-all");
  if (!button) {
    return;
  }
  const boxes = [...worklist.querySelectorAll("input[name=claim]")];
  const words = { false: button.textContent, true: button.dataset.other };
  const allAreTicked = () => boxes.every((box) => box.checked);
  const say = () => {
    button.textContent = words[allAreTicked()];
  };
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    const ticked = !allAreTicked();
    boxes.forEach((box) => {
      box.checked = ticked;
    });
    say();
  });
  worklist.addEventListener("change", say);
  say();
}

function listenForKeys(worklist) {
  const help = document.getElementById("shortcuts");
  const choice = help.querySelector("input[type=checkbox]");
  choice.checked = localStorage.getItem(OFF) === null;
  choice.addEventListener("change", () => {
    if (choice.checked) {
      localStorage.removeItem(OFF);
    } else {
      localStorage.setItem(OFF, "yes");
    }
  });
  document.getElementById("shortcuts-open").hidden = false;
  document.getElementById("shortcuts-open").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
    const modified = event.ctrlKey || event.altKey || event.metaKey;
    if (!typing && !modified && choice.checked && doKey(event.key, worklist, help)) {
      event.preventDefault();
    }
  });
}

function doKey(key, worklist, help) {
  const rows = [...worklist.querySelectorAll("tbody tr")];
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  if (key === "j" || key === "k") {
    const next = key === "j" ? Math.min(here + 1, rows.length - 1) : Math.max(here - 1, 0);
    rows[next]?.querySelector("th a").focus();
  } else if (key === "x" && here >= 0) {
    rows[here].querySelector("input[type=checkbox]").click();
  } else if (key === "o" && here >= 0) {
    rows[here].querySelector("th a").click();
  } else if (key === "a") {
    document.getElementById("tick-all")?.click();
  } else if (key === "/") {
    location.assign(worklist.dataset.search);
  } else if (key === "?") {
    help.showModal();
  } else {
    return false;
  }
  return true;
}
