// A resident chooses a place by its name, changes it, and has it forgotten.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit, WAYS } from "../support/browser.mjs";
import { around, choosePlace, open, sees } from "../support/steps.mjs";
import { STATION } from "../support/tour.mjs";

async function chooseChangeForget(page) {
  await open(page, "/");
  await page.getByRole("heading", { level: 1, name: "Où êtes-vous ?" }).waitFor();
  assert.equal(await page.locator(".rows .lead").count(), 0, "no departures before there is a place");
  await choosePlace(page, STATION);
  await sees(page.locator("main"), 5);
  await choosePlace(page, "Meudon");
  assert.deepEqual(await page.context().cookies().then((all) => all.map((cookie) => cookie.httpOnly)), [true]);
  await page.locator(".chooser summary").click();
  await page.getByRole("button", { name: "Oublier ce lieu" }).click();
  await page.getByRole("heading", { level: 1, name: "Où êtes-vous ?" }).waitFor();
  assert.deepEqual(await page.context().cookies(), [], "nothing is left in the browser");
}

for (const way of WAYS) {
  test(`choose a place by name, change it, forget it, ${way.how}`, () => visit(way, chooseChangeForget));
}

test("the way to change the place leads from any page to the open chooser and back to the front page", () =>
  visit({}, async (page) => {
    await open(page, "/");
    await choosePlace(page, STATION);
    await open(page, "/deplacements");
    await page.getByRole("link", { name: "Changer de lieu" }).click();
    await page.getByRole("combobox").waitFor({ state: "visible" });
    await page.getByRole("combobox").selectOption({ label: "Meudon" });
    await page.locator(".by-name button").click();
    await around(page, "Meudon");
  }));
