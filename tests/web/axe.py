"""What axe finds on a page, also on one that runs no scripts of its own.

`axe.run` waits for timers and promises, which such a page never has: each rule is run at once
there, but for the two that load what is not on the page (orientation, sound that plays by itself).
"""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AT_ONCE = """() => {
  axe.setup(document);
  try {
    const tree = axe._tree;
    const whole = { initiator: true, include: [tree[0]], exclude: [], frames: [], page: true,
      focusable: true, size: {}, flatTree: tree };
    const wanted = axe._audit.rules.filter(
      (rule) => !rule.preload && axe.utils.ruleShouldRun(rule, whole, {}));
    const found = axe.utils.mergeResults(
      [{ results: wanted.map((rule) => rule.runSync(whole, {})) }], {});
    return axe._audit.after(found, {})
      .map((rule) => axe.utils.finalizeRuleResult(rule))
      .flatMap((rule) => (rule.violations ?? []).map((one) => `${rule.id}: ${one.node.source}`));
  } finally {
    axe.teardown();
  }
}"""


def violations(page: Page, *, scripts: bool = True) -> list[str]:
    axe = Axe()
    if scripts:
        found = axe.run(page).response["violations"]
        return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]
    page.evaluate(f"{axe.axe_script};0")
    told: list[str] = page.evaluate(AT_ONCE)
    return told
