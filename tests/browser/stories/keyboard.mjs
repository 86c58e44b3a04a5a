// A resident without a mouse: Tab, Enter and letters are enough, and where one is can be seen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, ISSY, PHONE, visit } from "../support/browser.mjs";
import { around, open, sees } from "../support/steps.mjs";
import { STATION } from "../support/tour.mjs";

/** What has the focus, and whether an outline of 2 px or more shows it inside the window. */
const focused = () => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    tag: element.tagName,
    words: (element.innerText || element.id || element.name || "").trim(),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    covered: !document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2).slice(0, 1)
      .some((top) => top === element || element.contains(top) || top.contains(element)),
  };
};

/** Presses Tab until `found` likes what has the focus; every stop on the way must be visible. */
async function tabTo(page, found, what) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(focused);
    if (now.tag === "BODY") continue;
    assert.ok(now.outlined && now.inside && !now.covered, `the focus cannot be seen: ${JSON.stringify(now)}`);
    if (found(now)) return;
  }
  assert.fail(`no way by Tab to ${what}`);
}

async function skipLink(page) {
  await page.keyboard.press("Tab");
  assert.equal((await page.evaluate(focused)).words, "Aller au contenu", "the first stop leads to the content");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.tagName === "MAIN");
}

async function chooseAndRead(page) {
  await open(page, "/");
  await skipLink(page);
  await tabTo(page, (now) => now.tag === "SELECT", "the list of places");
  await page.keyboard.type(STATION);
  await tabTo(page, (now) => now.tag === "BUTTON" && now.words === "Voir", "the button beside the list");
  await page.keyboard.press("Enter");
  await around(page, STATION);
  await skipLink(page);
  const stop = await page.locator(".card-title a").first().innerText();
  await tabTo(page, (now) => now.tag === "A" && now.words === stop, "the first stop");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: stop, exact: true }).waitFor();
  await sees(page.locator("main"), 8);
}

for (const width of [PHONE, DESKTOP]) {
  test(`by keyboard alone from nowhere to a board at ${width} px`, () => visit({ width }, chooseAndRead));
}

test("by keyboard: the position, then the end of the page", () =>
  visit({ position: ISSY }, async (page) => {
    await open(page, "/");
    await tabTo(page, (now) => now.words === "Utiliser ma position", "the position");
    await page.keyboard.press("Enter");
    await around(page, STATION);
    await tabTo(page, (now) => now.words === "English", "the other language");
  }));
