// The map: asked for, drawn from the hub's own tiles, walked by keyboard, and never needed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findings } from "../support/axe.mjs";
import { DESKTOP, PHONE, visitWithMap as visit } from "../support/browser.mjs";
import { picture } from "../support/hub.mjs";
import { choosePlace, follow, open } from "../support/steps.mjs";

const PLACE = "Issy-les-Moulineaux";
/** The map draws by software here. */
const LONG = { timeout: 60_000 };

async function withPlace(page) {
  await open(page, "/");
  await choosePlace(page, PLACE);
}

const drawn = (page) => page.locator("[data-map][data-ready]").waitFor(LONG);
const seen = (page) => page.locator(".map-seen a");

/** From the list to the map, by the link that residents see. */
async function toTheMap(page) {
  await withPlace(page);
  await open(page, "/autour?quand=semaine&distance=3000");
  await follow(page, page.getByRole("link", { name: "Voir sur la carte" }));
  await drawn(page);
}

for (const width of [PHONE, DESKTOP]) {
  test(`what is near is on the map, at ${width} px`, () =>
    visit({ width }, async (page, { requests }) => {
      await toTheMap(page);
      assert.match(await page.locator(".map-state").innerText(), /^\d+ lieux sur la carte\.$/);
      assert.ok((await seen(page).count()) > 2, "what is seen is listed");
      assert.ok(await page.locator("[data-map-list]").isHidden(), "once");
      const asked = requests.map((request) => new URL(request.url()));
      assert.ok(asked.some((url) => url.pathname.startsWith("/tiles/events/")), "tiles are the hub's");
      for (const url of asked) assert.doesNotMatch(url.href, /48\.8|2\.2\d/, "an address names the place");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `the page is ${wide} px wide`);
      await page.screenshot({ path: picture(`carte-vue-${width}`), fullPage: true });
      await follow(page, seen(page).first());
      await page.getByRole("heading", { level: 1 }).waitFor();
    }));
}

test("the map by night", () =>
  visit({ theme: "dark" }, async (page) => {
    await toTheMap(page);
    await page.screenshot({ path: picture("carte-nuit"), fullPage: true });
  }));

test("a station on the map by keyboard: to the map, along it, into it and out again", () =>
  visit({ width: DESKTOP }, async (page) => {
    await withPlace(page);
    await open(page, "/carte?quoi=transports");
    await page.getByRole("button", { name: "Afficher la carte" }).focus();
    await page.keyboard.press("Enter");
    await drawn(page);
    const map = page.getByRole("region", { name: /^Carte\./ });
    await map.focus();
    const before = await page.locator(".map-state").innerText();
    for (let presses = 0; presses < 3; presses += 1) {
      await page.keyboard.press("-");
      await page.waitForTimeout(400);
    }
    await page.waitForFunction((words) => document.querySelector(".map-state").innerText !== words, before, LONG);
    for (let presses = 0; presses < 6 && !(await page.locator(".map-panel a").count()); presses += 1) {
      await page.keyboard.press("Enter");
      await page.waitForTimeout(1_500);
    }
    const chosen = page.locator(".map-panel a");
    await chosen.waitFor();
    await page.screenshot({ path: picture("carte-choix") });
    assert.equal(await chosen.evaluate((link) => link === document.activeElement), true, "the focus is in it");
    await page.keyboard.press("Escape");
    assert.ok(await page.locator(".map-panel").isHidden());
    assert.equal(await map.evaluate((canvas) => canvas === document.activeElement), true, "the focus is back");
    await page.keyboard.press("Enter");
    await chosen.waitFor();
    const title = await chosen.innerText();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
  }));

test("a finger or a mouse opens what is under it", () =>
  visit({ width: DESKTOP }, async (page) => {
    await toTheMap(page);
    const frame = await page.locator(".map-canvas").boundingBox();
    // The middle of the map is the visitor's place; around it something is found.
    for (let step = 0; step < 400 && (await page.locator(".map-panel").isHidden()); step += 1) {
      const [turn, far] = [step * 2.4, Math.sqrt(step) * 12];
      const at = { x: frame.x + frame.width / 2 + far * Math.cos(turn), y: frame.y + frame.height / 2 + far * Math.sin(turn) };
      if (at.x < frame.x || at.y < frame.y || at.x > frame.x + frame.width - 70 || at.y > frame.y + frame.height) continue;
      await page.mouse.click(at.x, at.y);
    }
    assert.ok(await page.locator(".map-panel").isVisible());
    await page.getByRole("button", { name: "Fermer" }).click();
    assert.ok(await page.locator(".map-panel").isHidden());
  }));

test("the map is not loaded before it is asked for", () =>
  visit({}, async (page, { requests }) => {
    await withPlace(page);
    await open(page, "/carte?quand=semaine");
    await page.getByRole("button", { name: "Afficher la carte" }).waitFor();
    const loaded = requests.filter((request) => /maplibre|\/tiles\//.test(request.url()));
    assert.deepEqual(loaded.map((request) => request.url()), []);
    assert.ok((await page.locator("[data-map-list] a").count()) > 2, "the list is there");
  }));

test("without JavaScript the page of the map is the list", () =>
  visit({ javaScript: false }, async (page) => {
    await withPlace(page);
    await open(page, "/carte?quand=semaine&distance=3000");
    await page.getByText("La carte a besoin de JavaScript").waitFor();
    assert.ok((await page.locator("[data-map-list] a").count()) > 2);
    await follow(page, page.getByRole("link", { name: "Voir la liste" }));
    assert.equal(new URL(page.url()).pathname, "/autour");
  }));

test("without a place the map is the territory", () =>
  visit({}, async (page) => {
    await open(page, "/carte#carte");
    await drawn(page);
    assert.match(await page.locator(".map-state").innerText(), /lieux sur la carte/);
  }));

test("a browser that cannot draw keeps the list", () =>
  visit({}, async (page) => {
    await page.addInitScript(() => { HTMLCanvasElement.prototype.getContext = () => null; });
    await withPlace(page);
    await open(page, "/carte?quand=semaine#carte");
    await page.getByText("La carte ne peut pas s’afficher").waitFor(LONG);
    assert.ok(await page.locator("[data-map-list]").isVisible());
  }));

test("axe finds nothing on the map that is shown", () =>
  visit({ bypassCSP: true }, async (page) => {
    await toTheMap(page);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await findings(page), [], colorScheme);
    }
  }));
