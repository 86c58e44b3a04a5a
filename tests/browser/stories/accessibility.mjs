// axe-core looks at every page, in both themes and both languages, and finds nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findings } from "../support/axe.mjs";
import { DESKTOP, PHONE, visit } from "../support/browser.mjs";
import { open, unfold } from "../support/steps.mjs";
import { MISSING, TOUR } from "../support/tour.mjs";

async function inBothThemes(page, language) {
  await unfold(page);
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
    await page.locator("select").evaluate((select) => document.querySelector(`label[for=${select.id}]`).remove());
    assert.match((await findings(page)).join("\n"), /select-name/);
  }));
