// Questions that one answer to another question asks for: shown with it, out of sight without.
// Where no script runs they stand there all the time, folded, with a sentence that says when.

export function showWithTheirAnswers(scope = document) {
  for (const group of scope.querySelectorAll(".portal-when")) {
    const decider = group.closest("form")?.elements.namedItem(group.dataset.decider);
    if (!decider) {
      continue;
    }
    const show = () => {
      const met = decider.value === group.dataset.answer;
      group.classList.toggle("portal-when--met", met);
      group.hidden = !met && !isFilledIn(group);
      for (const details of group.querySelectorAll(":scope > details")) {
        details.open = met;
      }
    };
    const controls = decider instanceof RadioNodeList ? decider : [decider];
    for (const control of controls) {
      control.addEventListener("change", show);
    }
    show();
  }
}

// What was typed is never out of sight: it would be sent, and refused, unseen.
function isFilledIn(group) {
  return [...group.querySelectorAll("input, select, textarea")].some((control) =>
    ["radio", "checkbox"].includes(control.type) ? control.checked : control.value !== "",
  );
}
