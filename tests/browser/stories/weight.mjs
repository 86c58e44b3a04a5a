// What each page weighs on its first visit, with all it loads: bodies and headers, as sent.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { visit } from "../support/browser.mjs";
import { MISSING, TOUR } from "../support/tour.mjs";

/** Bytes; the design's promise, before the map is asked for. */
const LIMIT = 100_000;
const table = [];

async function weigh(page, name, reach) {
  await reach(page);
  const here = page.url();
  // A fresh visitor with the same place: nothing of this page is in its cache yet.
  const fresh = [];
  await visit({ state: await page.context().storageState(), missing: new URL(here).pathname }, async (other, seen) => {
    await other.goto(here, { waitUntil: "load" });
    const icon = await other.locator("link[rel=icon]").getAttribute("href");
    fresh.push((await (await other.request.get(icon)).body()).length);
    for (const request of seen.requests) {
      const { responseBodySize, responseHeadersSize } = await request.sizes();
      assert.ok(responseBodySize > 0, `${request.url()} came from a cache`);
      fresh.push(responseBodySize + responseHeadersSize);
    }
  });
  const whole = fresh.reduce((sum, bytes) => sum + bytes, 0);
  table.push(`${name.padEnd(20)} ${String(fresh[1]).padStart(7)} ${String(whole).padStart(7)}`);
  assert.ok(fresh.length >= 3, "the page loads its style at least");
  assert.ok(whole < LIMIT, `${name} weighs ${whole} bytes`);
}

for (const [name, reach] of Object.entries(TOUR)) {
  test(`${name} is light`, () => visit({ missing: MISSING }, (page) => weigh(page, name, reach)));
}

// On the error output, which the test runner shows even when all is well.
after(() => console.error(`${"page (bytes)".padEnd(20)}    HTML   whole\n${table.join("\n")}`));
