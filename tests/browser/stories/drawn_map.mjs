// A base map of the operator's: read in ranges from the hub, drawn below everything, with the name of who made it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, visitWithMap as visit } from "../support/browser.mjs";
import { picture } from "../support/hub.mjs";
import { open } from "../support/steps.mjs";

test("the operator's base map lies below the map", () =>
  visit({ width: DESKTOP }, async (page, { requests }) => {
    const ranges = [];
    page.on("response", (answer) => answer.url().endsWith(".pmtiles") && ranges.push(answer.status()));
    await open(page, "/carte#carte");
    await page.locator("[data-map][data-ready]").waitFor({ timeout: 60_000 });
    assert.ok(ranges.length > 0 && ranges.every((status) => status === 206), `${ranges}`);
    assert.ok(requests.some((request) => request.url().includes("/tiles/territoire/")));
    await page.getByText("Fond de carte : © Les cartographes").waitFor();
    await page.screenshot({ path: picture("carte") });
  }));
