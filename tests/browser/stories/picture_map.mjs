// A base map of pictures: they are seen below everything, paler than they are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, visitWithMap as visit } from "../support/browser.mjs";
import { picture } from "../support/hub.mjs";
import { open } from "../support/steps.mjs";

/** The share of a picture that is pink. Runs in the browser, which reads PNG. */
async function pink(png) {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const paper = new OffscreenCanvas(image.width, image.height).getContext("2d");
  paper.drawImage(image, 0, 0);
  const { data } = paper.getImageData(0, 0, image.width, image.height);
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    found += Number(data[at] > data[at + 1] + 40 && data[at + 2] > data[at + 1] + 40);
  }
  return found / (data.length / 4);
}

test("pictures of the operator's lie below the map", () =>
  visit({ width: DESKTOP }, async (page) => {
    await open(page, "/carte#carte");
    const map = page.locator("[data-map][data-ready]");
    await map.waitFor({ timeout: 60_000 });
    const seen = (await map.screenshot({ path: picture("carte-images") })).toString("base64");
    const share = await page.evaluate(pink, seen);
    assert.ok(share > 0.3, `${share}`);
    await page.getByText("Fond de carte : © Les cartographes").waitFor();
  }));
