// A resident who reads English: asked for by the browser, or by a link on every page, and remembered.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../support/browser.mjs";
import { choosePlace, follow, open } from "../support/steps.mjs";

const says = async (page, tag, question) => {
  assert.equal(await page.locator("html").getAttribute("lang"), tag);
  await page.getByRole("heading", { level: 1, name: question }).waitFor();
};

for (const javaScript of [true, false]) {
  test(`the language is switched, kept, and switched back, ${javaScript ? "with" : "without"} JavaScript`, () =>
    visit({ javaScript }, async (page) => {
      await open(page, "/");
      await says(page, "fr", "Où êtes-vous ?");
      await follow(page, page.getByRole("link", { name: "English" }));
      await says(page, "en", "Where are you?");
      await choosePlace(page, "Meudon");
      await open(page, "/services");
      assert.equal(await page.locator("html").getAttribute("lang"), "en", "the choice is remembered");
      await follow(page, page.getByRole("link", { name: "Français" }));
      assert.equal(await page.locator("html").getAttribute("lang"), "fr");
      assert.equal(new URL(page.url()).pathname, "/services", "the same page in the other language");
    }));
}

test("the browser's language is spoken without asking", () =>
  visit({ locale: "en-GB" }, async (page) => {
    await open(page, "/");
    await says(page, "en", "Where are you?");
  }));
