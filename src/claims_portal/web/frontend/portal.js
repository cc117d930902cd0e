// Everything works without this file; it only makes pages quicker to use.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from "govuk-frontend";
import { showWithTheirAnswers } from "./answers.js";
import { keepWhatIsTyped } from "./autosave.js";
import { foldWhereNarrow } from "./folding.js";
import { tellWhoLooks } from "./looking.js";
import { preparePasskeys } from "./passkeys.js";
import { keepFresh } from "./refreshing.js";
import { prepareTeam } from "./team.js";
import { prepareTrying } from "./trying.js";
import { guardUnsaved } from "./unsaved.js";
import { prepareWorklist } from "./worklist.js";

// ARIA knows no expanded state on a radio; the revealed part follows it in reading order anyway.
class PlainRadios extends Radios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute("aria-expanded");
  }
}

// The server counts code points; by itself this would count an emoji twice.
class CharactersAsTheServerCounts extends CharacterCount {
  updateCount() {
    this.count = Array.from(this.$textarea.value).length;
  }
}

const components = [
  Button,
  CharactersAsTheServerCounts,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PlainRadios,
  ServiceNavigation,
  SkipLink,
  Tabs,
];

function initialise(scope) {
  for (const component of components) {
    createAll(component, undefined, scope);
  }
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initialise(document);
showWithTheirAnswers();
preparePasskeys();
keepFresh();
prepareTeam();
prepareTrying();
keepWhatIsTyped();
guardUnsaved();
tellWhoLooks();
foldWhereNarrow();
prepareWorklist();

// A part of the page that htmx has replaced brings components of its own.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) {
    initialise(event.target);
    showWithTheirAnswers(event.target);
  }
});
