// A resident reads the next departures: near here, at a stop, on a line; then who provides them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visit, WAYS } from "../support/browser.mjs";
import { choosePlace, follow, open, sees } from "../support/steps.mjs";
import { lineC, MISSING, STATION } from "../support/tour.mjs";

const firstTimeIsLargest = (card) => {
  const size = (element) => parseFloat(getComputedStyle(element).fontSize);
  const first = card.querySelector(".lead time");
  const others = [...card.querySelectorAll("*")].filter((other) => !other.contains(first));
  return others.every((other) => size(other) < size(first));
};

async function fromCardToBoard(page) {
  await open(page, "/");
  await choosePlace(page, STATION);
  const card = page.locator(".card").first();
  const near = await sees(card, 3);
  assert.ok(await card.evaluate(firstTimeIsLargest), "the time of the next train is the largest thing on its card");
  const stop = await card.locator(".card-title a").innerText();
  await follow(page, card.locator(".card-title a"));
  await page.getByRole("heading", { level: 1, name: stop, exact: true }).waitFor();
  const eight = await sees(page.locator("main"), 8);
  assert.equal(eight.length, 8, "eight departures before \"Voir plus\"");
  await page.getByText("Voir plus").click();
  const board = await sees(page.locator("main"), 20);
  assert.deepEqual(board.slice(0, 2), near.slice(0, 2), "the card and the board agree");
}

async function verbThenLine(page) {
  await lineC(page);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await sees(page.locator(".card").first(), 3);
  const badges = new Set(await page.locator(".card .badge").allInnerTexts());
  assert.deepEqual([...badges], ["C"], "departures of this line alone");
  const stations = await page.locator(".timeline li").count();
  assert.ok(stations >= 3, `stations of the line: ${stations}`);
  await follow(page, page.locator(".timeline a").first());
  await page.locator("h1").waitFor();
}

async function whoDoesWhat(page) {
  await open(page, "/");
  await follow(page, page.getByRole("link", { name: "Les services : qui fait quoi" }));
  await follow(page, page.locator(".card-title a", { hasText: "Se déplacer" }));
  for (const name of ["Ce que ce service demande", "Ce que ce service pourrait faire", "Ce que ce service publie"]) {
    await page.getByRole("heading", { level: 2, name }).waitFor();
  }
  await open(page, "/services/transport/gares");
  assert.ok((await page.locator(".list li a").count()) >= 10, "every station has its link");
}

async function lost(page) {
  await open(page, MISSING, 404);
  await page.getByRole("heading", { level: 1, name: "Page introuvable" }).waitFor();
  await follow(page, page.getByRole("link", { name: "Retour à l’accueil" }));
  await page.getByRole("heading", { level: 1, name: "Où êtes-vous ?" }).waitFor();
}

for (const way of WAYS) {
  test(`from the card to the board, ${way.how}`, () => visit(way, fromCardToBoard));
  test(`from the verb to the page of the RER C, ${way.how}`, () => visit(way, verbThenLine));
  test(`who does what, ${way.how}`, () => visit(way, whoDoesWhat));
  test(`a page that is not there shows the way home, ${way.how}`, () => visit({ ...way, missing: MISSING }, lost));
}
