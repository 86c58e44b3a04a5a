// axe-core looks at every page, in both themes and both languages, and finds nothing.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { DESKTOP, PHONE, visit } from "../support/browser.mjs";
import { open, unfold } from "../support/steps.mjs";
import { MISSING, TOUR } from "../support/tour.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe holds against the page: rule, element, reason. */
async function findings(page) {
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  assert.ok(found.passes.length > 10, "axe has looked");
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}: ${node.failureSummary}`));
}

async function inBothThemes(page, language) {
  await unfold(page);
  await page.addScriptTag({ path: AXE });
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await findings(page), [], `${language}, ${colorScheme}`);
  }
}

/** The same page in English; the link is on every page. */
async function inEnglish(page) {
  const { pathname } = new URL(page.url());
  await open(page, `${pathname}?lang=en`, pathname === MISSING ? 404 : 200);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
}

for (const [name, reach] of Object.entries(TOUR)) {
  test(`axe finds nothing on ${name}`, () =>
    // axe is a script of ours from outside of the hub: for it alone the policy is set aside.
    visit({ bypassCSP: true, missing: [MISSING, `${MISSING}?lang=en`] }, async (page) => {
      await reach(page);
      await inBothThemes(page, "in French");
      await inEnglish(page);
      await inBothThemes(page, "in English");
      await page.setViewportSize({ width: DESKTOP, height: 800 });
      assert.deepEqual(await findings(page), [], `at ${DESKTOP} px`);
    }));
}

test("axe sees a page that is wrong", () =>
  visit({ bypassCSP: true, width: PHONE }, async (page) => {
    await open(page, "/");
    await page.addScriptTag({ path: AXE });
    await page.locator("select").evaluate((select) => document.querySelector(`label[for=${select.id}]`).remove());
    assert.match((await findings(page)).join("\n"), /select-name/);
  }));
