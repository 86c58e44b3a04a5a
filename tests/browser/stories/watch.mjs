// The watch itself: what it must see, it sees.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.mjs";
import { open } from "../support/steps.mjs";

const ELSEWHERE = "http://elsewhere.invalid/picture.png";

const addPicture = (address) => {
  const picture = document.createElement("img");
  picture.src = address;
  document.body.append(picture);
  return new Promise((done) => picture.addEventListener("error", done, { once: true }));
};

test("a page cannot load from elsewhere, and the watch hears of the attempt", () =>
  visit({ unwatched: true }, async (page, seen) => {
    await open(page, "/");
    await page.evaluate(addPicture, ELSEWHERE);
    await assert.rejects(async () => seen.check());
    assert.match(seen.complaints.join("\n"), /Content Security Policy/);
  }));

test("without the policy the watch would see the request leave", () =>
  visit({ unwatched: true, bypassCSP: true }, async (page, seen) => {
    await open(page, "/");
    await page.evaluate(addPicture, ELSEWHERE);
    assert.deepEqual(seen.away(), [ELSEWHERE]);
    assert.throws(() => seen.check(), /requests leave the hub/);
  }));

test("a page that fails to load something is a complaint", () =>
  visit({ unwatched: true }, async (page, seen) => {
    await open(page, "/");
    await page.evaluate(addPicture, "/static/none.png");
    assert.throws(() => seen.check(), /the browser complains/);
  }));
