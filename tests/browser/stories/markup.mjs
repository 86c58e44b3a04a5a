// The Nu HTML Checker reads every page as it is sent, in both languages, and finds nothing.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { visit } from "../support/browser.mjs";
import { MISSING, TOUR } from "../support/tour.mjs";

const JAR = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
const WRONG = "<!DOCTYPE html><html lang=fr><title>x</title><p><div></p>";

function hasJava() {
  try {
    execFileSync("java", ["-version"], { stdio: "ignore" });
    return true;
  } catch {
    console.error("SKIPPED: the HTML of pages is not checked, there is no java; on Debian `apt-get install default-jre-headless`");
    return false;
  }
}

/** The page where the browser is, as the hub sends it. */
async function source(page, language) {
  const cookies = await page.context().cookies();
  const cookie = cookies.filter(({ name }) => name === "ici").map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(page.url(), { headers: { accept: "text/html", "accept-language": language, cookie } });
  return answer.text();
}

/** Writes the source of every page into the folder. */
const collect = (folder) =>
  visit({ missing: MISSING }, async (page) => {
    for (const [name, reach] of Object.entries(TOUR)) {
      await reach(page);
      for (const language of ["fr", "en"]) {
        const html = await source(page, language);
        assert.ok(html.includes(`<html lang="${language}">`), `${name} in ${language}`);
        await writeFile(path.join(folder, `${name}.${language}.html`), html);
      }
    }
  });

/** Everything that the checker holds against files of a folder, errors and warnings. */
function findings(folder) {
  const options = ["-XX:TieredStopAtLevel=1", "-Xss4m", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html"];
  return new Promise((resolve, reject) => {
    execFile("java", [...options, folder], { maxBuffer: 1 << 25 }, (error, told) => {
      if (error) return reject(error);
      resolve(JSON.parse(told).messages.map(({ url, lastLine, message }) => `${path.basename(url)}:${lastLine}: ${message}`));
    });
  });
}

test("the checker finds nothing on any page", { skip: !hasJava() }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "parvis-markup-"));
  try {
    await collect(folder);
    await writeFile(path.join(folder, "wrong.html"), WRONG);
    const found = await findings(folder);
    assert.ok(found.some((line) => line.startsWith("wrong.html")), "the checker has looked");
    assert.deepEqual(found.filter((line) => !line.startsWith("wrong.html")), []);
  } finally {
    await rm(folder, { recursive: true });
  }
});
