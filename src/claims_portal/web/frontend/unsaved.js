// What was typed into a form and neither sent nor saved: whoever leaves it is asked first.
let typed = false;

export function nothingUnsaved() {
  typed = false;
}

export function guardUnsaved() {
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    typed ||= form?.method === "post" && !form.matches("[data-worklist]");
  });
  // On the window: a submit that another script put off has not been sent.
  window.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) {
      typed = false;
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (typed) {
      event.preventDefault();
    }
  });
}
