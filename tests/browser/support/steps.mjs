// What residents do again and again, and what they see.
import assert from "node:assert/strict";

/** Chooses a place by its name and waits for the page that names it. */
export async function choosePlace(page, name) {
  if (await page.locator("details.chooser:not([open])").count()) await page.locator(".chooser summary").click();
  await page.getByRole("combobox").selectOption({ label: name });
  await page.locator(".by-name button").click();
  await around(page, name);
}

/** Waits until the front page speaks of this place. */
export const around = (page, name) => page.locator("h1 .place").getByText(name, { exact: true }).waitFor();

/** The times of the departures shown, in order, as the page writes them: `08:33`. */
export const times = (scope) => scope.locator(".rows .lead time").filter({ visible: true }).allInnerTexts();

/** At least `least` departures, each a clock time, in order. */
export async function sees(scope, least) {
  await scope.page().waitForLoadState();
  const shown = await times(scope);
  const words = shown.length < least ? await scope.innerText() : "";
  assert.ok(shown.length >= least, `departures shown: ${shown.length}, expected ${least} or more, in:\n${words}`);
  for (const time of shown) assert.match(time, /^\d\d:\d\d/);
  return shown;
}

/** Unfolds every "see more" of the page's content that is shown. */
export async function unfold(page) {
  const folded = page.locator("main details:not([open]) > summary").filter({ visible: true });
  for (let left = await folded.count(); left > 0; left -= 1) await folded.first().click();
}

/** Follows a link and waits for its page. */
export async function follow(page, link) {
  const before = page.url();
  await link.click();
  await page.waitForURL((url) => url.href !== before);
}

/** Opens a page by its address; it must answer with this status. */
export async function open(page, path, status = 200) {
  const answer = await page.goto(path);
  assert.equal(answer.status(), status, path);
}
