// On the team's page one person's row can be dropped on another's: the form is filled in, not sent.
export function prepareTeam() {
  const link = document.querySelector("#hand-over[href]");
  const rows = document.querySelectorAll("[data-hand-over]");
  if (!link || !rows.length) {
    return;
  }
  document.querySelectorAll("[data-needs-scripts]").forEach((part) => (part.hidden = false));
  let giver = null;
  for (const row of rows) {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      giver = row;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.dataset.handOver);
    });
    row.addEventListener("dragover", (event) => {
      if (giver && giver !== row) {
        event.preventDefault();
        row.classList.add("portal-drop-here");
      }
    });
    row.addEventListener("dragleave", () => row.classList.remove("portal-drop-here"));
    row.addEventListener("dragend", () => (giver = null));
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      const people = new URLSearchParams({ from: giver.dataset.handOver, to: row.dataset.handOver });
      window.location.assign(`${link.href}?${people}`);
    });
  }
}
