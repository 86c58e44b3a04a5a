// What residents come for, each in three taps at most from the front page, with and without JavaScript.
import assert from "node:assert/strict";
import { test } from "node:test";
import { WAYS, visit } from "../support/browser.mjs";
import { choosePlace, follow, open } from "../support/steps.mjs";

const PLACE = "Issy-les-Moulineaux";
const MOST_TAPS = 3;

/** Each tap is the name of a link; then words that the last page must hold. */
const TASKS = {
  "what is on today": [["Sortir et apprendre", "Aujourd'hui"], "Jeux de société"],
  "what is on this weekend": [["Sortir et apprendre", "Ce week-end"], "Marché du samedi"],
  "what is free": [["Sortir et apprendre", "Gratuit"], "gratuit"],
  "food, now": [["S’entraider", "Manger"], "01 00 00 00 01"],
  "a person to help with papers": [["S’entraider", "Papiers et droits"], "01 00 00 00 02"],
  "help with a computer": [["S’entraider", "Ordinateur et internet"], "Atelier numérique"],
  "everything around me": [["Tout ce qui est autour de moi", "7 jours"], "Marché du samedi"],
  "the next trains": [["Se déplacer"], "Prochains départs|min"],
};

for (const { how, ...way } of WAYS) {
  for (const [task, [taps, words]] of Object.entries(TASKS)) {
    test(`${task}, ${how}`, () =>
      visit(way, async (page) => {
        assert.ok(taps.length <= MOST_TAPS);
        await open(page, "/");
        await choosePlace(page, PLACE);
        for (const name of taps) {
          await follow(page, page.getByRole("link", { name, exact: true }).filter({ visible: true }).first());
        }
        assert.match(await page.locator("main").innerText(), new RegExp(words));
      }));
  }

  test(`an event into the calendar, ${how}`, () =>
    visit(way, async (page) => {
      await open(page, "/services/culture/week-end");
      await follow(page, page.locator(".card-title a").first());
      await follow(page, page.getByRole("link", { name: "Ajouter à mon agenda" }));
      const href = await page.getByRole("link", { name: "Ajouter à mon agenda" }).getAttribute("href");
      const file = await page.request.get(href);
      assert.equal(file.status(), 200);
      assert.match(await file.text(), /^BEGIN:VCALENDAR\r\n/);
    }));

  test(`a word with a mistake is found, ${how}`, () =>
    visit(way, async (page) => {
      await open(page, "/");
      await follow(page, page.getByRole("link", { name: "Chercher" }).first());
      await page.getByRole("searchbox").fill("epicrie");
      await page.getByRole("button", { name: "Chercher" }).click();
      await page.getByText("Épicerie solidaire").first().waitFor();
    }));
}
