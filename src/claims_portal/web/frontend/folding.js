// Long parts that stand open where there is room are folded in a narrow window; one opens them there.
const NARROW = "(max-width: 40em)";

export function foldWhereNarrow() {
  if (window.matchMedia(NARROW).matches) {
    for (const part of document.querySelectorAll("details[data-fold-where-narrow]")) {
      part.open = false;
    }
  }
}
