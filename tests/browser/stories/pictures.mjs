// Pictures of every page for people to look at: a phone by day, a phone by night, a desk.
import { stat } from "node:fs/promises";
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, visit } from "../support/browser.mjs";
import { picture } from "../support/hub.mjs";
import { MISSING, TOUR } from "../support/tour.mjs";

const LOOKS = {
  phone: [{ width: PHONE, height: 740 }, "light"],
  dark: [{ width: PHONE, height: 740 }, "dark"],
  desktop: [{ width: DESKTOP, height: 800 }, "light"],
};

for (const [name, reach] of Object.entries(TOUR)) {
  test(`pictures of ${name}`, () =>
    visit({ missing: MISSING }, async (page) => {
      await reach(page);
      for (const [look, [size, colorScheme]] of Object.entries(LOOKS)) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        const path = picture(`${name}-${look}`);
        await page.screenshot({ path });
        assert.ok((await stat(path)).size > 5_000, path);
      }
    }));
}
