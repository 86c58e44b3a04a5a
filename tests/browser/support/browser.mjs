// Visitors: each is a fresh browser context, watched from its first request to its last.
import { after } from "node:test";
import { chromium } from "playwright-core";
import { HUB } from "./hub.mjs";
import { watch } from "./watch.mjs";

/** Degrees of a place in Issy, more exact than a page may send. */
export const ISSY = { latitude: 48.81984, longitude: 2.25831 };
export const PHONE = 360;
export const DESKTOP = 1280;

/** The ways in which a story is told: on a phone, at a desk, and on a phone without JavaScript. */
export const WAYS = [
  { how: "on a phone", width: PHONE, javaScript: true },
  { how: "at a desk", width: DESKTOP, javaScript: true },
  { how: "on a phone without JavaScript", width: PHONE, javaScript: false },
];

const SILENT = [
  "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
/** The map draws with WebGL: by software, which every machine has and which makes all other pages slower. */
const WEBGL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];

const launch = (args) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: process.getuid() !== 0,
    args: [...SILENT, ...args],
  });
const browser = await launch(["--disable-gpu"]);
let browserWithMap;
after(async () => {
  await browser.close();
  await (await browserWithMap)?.close();
});

/** A visitor whose browser can draw the map. */
export async function visitWithMap(options, story) {
  browserWithMap ??= launch(WEBGL);
  return visit({ ...options, browser: await browserWithMap }, story);
}

/**
 * A visitor opens a page, does what `story` says, and leaves.
 * Fails if the story fails, if a request leaves the hub, or if the browser complains of anything.
 */
export async function visit(options, story) {
  const context = await (options.browser ?? browser).newContext(settings(options));
  context.setDefaultTimeout(10_000);
  const seen = watch(context, options.missing);
  try {
    const page = await context.newPage();
    await story(page, seen);
  } finally {
    await context.close();
  }
  if (!options.unwatched) seen.check();
}

/** What a visitor's browser is like; without options a French phone with JavaScript. */
function settings({ width = PHONE, javaScript = true, locale = "fr-FR", theme = "light", position, bypassCSP, state }) {
  return {
    baseURL: HUB,
    viewport: { width, height: width < 600 ? 740 : 800 },
    javaScriptEnabled: javaScript,
    colorScheme: theme,
    locale,
    bypassCSP: bypassCSP ?? false,
    storageState: state,
    ...(position ? { geolocation: position, permissions: ["geolocation"] } : { permissions: [] }),
  };
}
