// A resident lets the device say where it is: one tap, a rounded position, nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, ISSY, PHONE, visit } from "../support/browser.mjs";
import { around, choosePlace, open, sees } from "../support/steps.mjs";
import { STATION } from "../support/tour.mjs";

const MARSEILLE = { latitude: 43.2965, longitude: 5.3698 };
const button = (page) => page.getByRole("button", { name: "Utiliser ma position" });

async function oneTap(page, seen) {
  await open(page, "/");
  await button(page).click();
  await around(page, STATION);
  await sees(page.locator("main"), 5);
  const posts = seen.requests.filter((request) => request.method() === "POST");
  const sent = posts.map((request) => [new URL(request.url()).pathname, request.postData()]);
  assert.deepEqual(sent, [["/ici", "retour=%2F&lat=48.820&lon=2.258"]], "one request, rounded to about 100 m");
  const addresses = seen.requests.map((request) => request.url()).join("\n");
  assert.doesNotMatch(addresses, /48[.,]8|2[.,]25/, "no page address holds the position");
}

for (const width of [PHONE, DESKTOP]) {
  test(`one tap on "use my position" at ${width} px`, () => visit({ width, position: ISSY }, oneTap));
}

test("a refused position is said, and a name still works", () =>
  visit({}, async (page, seen) => {
    await open(page, "/");
    await button(page).click();
    await page.getByRole("status").getByText("Votre appareil n’a pas donné sa position.").waitFor();
    assert.ok(await button(page).isEnabled(), "one may try again");
    assert.ok(seen.requests.every((request) => request.method() === "GET"), "nothing was sent");
    await choosePlace(page, STATION);
  }));

test("a position far from the territory shows no departures and a way on", () =>
  visit({ position: MARSEILLE }, async (page) => {
    await open(page, "/");
    await button(page).click();
    await page.getByText("Aucun arrêt à moins de 25 minutes à pied. Choisissez un autre lieu.").waitFor();
    await choosePlace(page, STATION);
  }));

test("without JavaScript the button that could do nothing is not there", () =>
  visit({ javaScript: false, position: ISSY }, async (page) => {
    await open(page, "/");
    assert.equal(await button(page).count(), 0);
    await page.getByRole("combobox").waitFor({ state: "visible" });
  }));
