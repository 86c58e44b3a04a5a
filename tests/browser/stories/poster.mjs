// The poster: asked for around a public place, on one sheet of paper, with a code that a phone reads.
import assert from "node:assert/strict";
import { test } from "node:test";
import QR from "jsqr";
import { DESKTOP, WAYS, visit } from "../support/browser.mjs";
import { HUB, picture } from "../support/hub.mjs";
import { choosePlace, follow, open } from "../support/steps.mjs";
import { TOUR } from "../support/tour.mjs";

/** What a phone reads of a picture of the code: the pixels come from the browser, the reading from jsQR. */
async function read(page) {
  const picture = await page.locator(".qr").screenshot();
  const { width, height, pixels } = await page.evaluate(async (bytes) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    return { width: image.width, height: image.height, pixels: [...data] };
  }, [...picture]);
  return (QR.default ?? QR)(Uint8ClampedArray.from(pixels), width, height)?.data;
}

const titles = (page) => page.locator(".poster li .title").allInnerTexts();

for (const { how, ...way } of WAYS) {
  test(`a poster is asked for around a public place, ${how}`, () =>
    visit(way, async (page) => {
      await open(page, "/autour/affiche?quand=semaine");
      await page.getByRole("combobox").selectOption({ label: "Meudon" });
      await page.getByRole("button", { name: "Voir l’affiche" }).click();
      await page.getByRole("heading", { name: "Autour de Meudon", level: 1 }).waitFor();
      assert.ok(page.url().endsWith("?quand=semaine&lieu=Meudon"), page.url());
    }));
}

test("a public place's list leads to its poster, and the code back to that list", () =>
  visit({ width: DESKTOP }, async (page) => {
    await open(page, "/");
    await choosePlace(page, "Hôtel de ville de Meudon");
    await open(page, "/autour?quoi=sorties&quand=semaine&distance=10000");
    const list = await page.locator("main .list .title").allInnerTexts();
    await follow(page, page.getByRole("link", { name: "Affiche à imprimer" }));
    const shown = await titles(page);
    assert.ok(shown.length > 3, `${shown}`);
    assert.deepEqual(shown, list.slice(0, shown.length));
    // On paper "today" would be wrong tomorrow, and "open" at night.
    assert.doesNotMatch(await page.locator(".poster .details").allInnerTexts().then(String), /aujourd|demain|ouvert/);

    for (const look of [{ colorScheme: "light" }, { colorScheme: "dark" }, { media: "print" }]) {
      await page.emulateMedia(look);
      assert.ok((await page.locator(".poster-address").innerText()).endsWith(await read(page)), JSON.stringify(look));
    }
    const address = await read(page);
    assert.ok(address.startsWith(`${HUB}/autour/affiche?lieu=`), address);
    await open(page, address.slice(HUB.length));
    assert.deepEqual(await titles(page), shown);
  }));

test("a poster is one sheet of A4, and says nothing of where its maker was", () =>
  visit({ width: DESKTOP }, async (page) => {
    await open(page, "/");
    await choosePlace(page, "Hôtel de ville de Chaville");
    await TOUR.affiche(page);
    assert.doesNotMatch(await page.content(), /Hôtel de ville de Chaville/);
    await page.emulateMedia({ media: "print" });
    // As wide as a sheet without its margins.
    await page.setViewportSize({ width: 688, height: 1016 });
    await page.screenshot({ path: picture("affiche-papier") });
    const sheet = await page.pdf({ path: picture("affiche").replace(/png$/, "pdf"), preferCSSPageSize: true });
    assert.equal(sheet.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, 1, "more than one sheet");
    assert.match(sheet.toString("latin1"), /\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/);
  }));
