// The trains of a real morning: Wednesday 15 March 2017, half past eight, Issy on the RER C.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ISSY, visit } from "../support/browser.mjs";
import { follow, open } from "../support/steps.mjs";

/** From the raw feed, in order. */
const TRAINS = [
  ["08:33", "versailles rive gauche château de versailles"],
  ["08:35", "saint-martin d'etampes"],
  ["08:37", "chaville velizy"],
];

/** Rows as `[time, line, last stop]`. */
const rows = (scope) =>
  scope.locator(".rows > li").evaluateAll((found) =>
    found.map((row) => [".lead time", ".badge", ".title"].map((part) => row.querySelector(part).textContent.trim())));

/** The clock runs: what has left since the hub was started is no longer shown. */
function assertTrains(shown) {
  const first = TRAINS.findIndex(([time]) => time === shown[0][0]);
  assert.ok(first >= 0, `the first train shown is none of the feed's: ${shown[0]}`);
  const expected = TRAINS.slice(first).map(([time, to]) => [time, "C", to]);
  const lower = shown.map(([time, line, to]) => [time, line, to.toLowerCase()]);
  assert.deepEqual(lower.slice(0, expected.length), expected);
}

test("the trains of the feed, by position, on the card and on the board", () =>
  visit({ position: ISSY }, async (page) => {
    await open(page, "/");
    await page.getByRole("button", { name: "Utiliser ma position" }).click();
    const card = page.locator(".card").first();
    await card.waitFor();
    assertTrains(await rows(card));
    await follow(page, card.locator(".card-title a"));
    assertTrains(await rows(page.locator("main")));
  }));
