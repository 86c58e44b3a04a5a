// Narrow phones: no page scrolls sideways, nothing sticks out, and a thumb can hit what is there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.mjs";
import { unfold } from "../support/steps.mjs";
import { MISSING, TOUR } from "../support/tour.mjs";

/** Words of what is wider than the window, except inside a box that scrolls by itself. */
const sticksOut = () => {
  const root = document.documentElement;
  const wide = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    const hidden = element.closest(".spoken, .skip, .table-box, svg");
    return !hidden && box.width > 0 && (box.right > root.clientWidth + 0.5 || box.left < -0.5);
  });
  const page = root.scrollWidth > root.clientWidth ? [`the page: ${root.scrollWidth} px`] : [];
  return [...page, ...wide.map((element) => `${element.tagName}.${element.className} ${element.innerText}`)];
};

/** Controls smaller than 24 by 24 px (WCAG 2.2, 2.5.8), except links inside a sentence. */
const tooSmall = () =>
  [...document.querySelectorAll("a, button, select, summary")].filter((element) => {
    const box = element.getBoundingClientRect();
    const inSentence = getComputedStyle(element).display === "inline";
    return box.width > 0 && !inSentence && (box.width < 24 || box.height < 24);
  }).map((element) => element.innerText);

for (const [name, reach] of Object.entries(TOUR)) {
  test(`${name} fits 360 px and 320 px`, () =>
    visit({ missing: MISSING }, async (page) => {
      await reach(page);
      await unfold(page);
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 740 });
        assert.deepEqual(await page.evaluate(sticksOut), [], `${width} px`);
        assert.deepEqual(await page.evaluate(tooSmall), [], `${width} px`);
      }
    }));
}

test("what is too wide or too small is seen", () =>
  visit({}, async (page) => {
    await TOUR.services(page);
    await page.locator("main a").first().evaluate((link) => {
      link.classList.add("button");
      link.textContent = "x".repeat(200);
      document.querySelector("footer a").replaceChildren("x");
      document.querySelector("main").append(Object.assign(document.createElement("pre"), { textContent: "y".repeat(200) }));
    });
    assert.ok((await page.evaluate(sticksOut)).length > 0);
    assert.ok((await page.evaluate(tooSmall)).length > 0);
  }));
