// What leaves the hub, read back by programs of others: ical.js (Thunderbird's) and rss-parser find what the lists hold.
import assert from "node:assert/strict";
import { test } from "node:test";
import ICAL from "ical.js";
import RSS from "rss-parser";
import { HUB } from "../support/hub.mjs";

/** As the configuration of this hub says: see tests/files.rs. */
const PUBLIC = "http://parvis.example";
const ZONE = "Europe/Paris";
const AROUND = "lieu=Issy-les-Moulineaux&distance=1000";
const LENT = /^prete\//;
const WEEK_MS = 7 * 86_400_000;

const asked = async (path, headers = {}) => {
  const answer = await fetch(`${HUB}${path}`, { headers, redirect: "manual" });
  assert.equal(answer.status, 200, path);
  return answer;
};
const text = async (path) => (await asked(path)).text();
const json = async (path, cookie = "") => (await asked(path, { accept: "application/json", cookie })).json();

/** Every event of a calendar file. */
function calendar(file) {
  const events = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents("vevent");
  return events.map((component) => {
    const event = new ICAL.Event(component);
    const value = (name) => component.getFirstPropertyValue(name);
    assert.equal(event.startDate.zone.tzid, "UTC", "a time without its zone");
    return {
      id: event.uid.replace(/@parvis$/, ""),
      title: event.summary,
      start: event.startDate.toJSDate(),
      end: event.endDate.toJSDate(),
      status: value("status"),
      link: value("url"),
      description: event.description ?? "",
      at: value("geo"),
    };
  });
}

/** What is to come of the open data around the place, by the raw form of it. */
async function open() {
  const now = new Date((await json("/donnees")).now);
  const { features } = await json(`/donnees/events.geojson?${AROUND}`);
  const of = ({ id, geometry, properties: it }) => ({
    ...it, id, start: new Date(it.start), end: new Date(it.end), at: geometry.coordinates,
    said: it["status-text"]?.fr ?? it["status-text"] ?? "",
  });
  return { now, events: features.map(of).filter((event) => event.end >= now) };
}

/** The list of a week as residents see it, without what is lent. */
async function listed() {
  const form = { method: "POST", body: new URLSearchParams({ lieu: "Issy-les-Moulineaux" }), redirect: "manual" };
  const chosen = await fetch(`${HUB}/ici`, form);
  const cookie = chosen.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const { page } = await json("/autour?quoi=sorties&quand=semaine&distance=1000", cookie);
  assert.ok(page.found.some(({ id }) => LENT.test(id)), "the list shows what is lent");
  return page.found.filter(({ id }) => !LENT.test(id));
}

const sorted = (all) => [...all].sort();
const ids = (all) => sorted(all.map(({ id }) => id));
const local = (at) => new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone: ZONE }).format(at);
const STATUS = { cancelled: "CANCELLED", unsure: "TENTATIVE", planned: "CONFIRMED" };
/** Control signs are no text, and ends of lines are written in many ways. */
const words = (said) => said.replace(/[\s\p{C}]+/gu, " ").trim();

test("a calendar holds every open event to come, each as it is", async () => {
  const { events } = await open();
  const read = calendar(await text(`/donnees/events.ics?${AROUND}`));
  assert.ok(read.length >= 8, `${read.length} events`);
  assert.deepEqual(ids(read), ids(events));
  for (const event of events) {
    const found = read.find(({ id }) => id === event.id);
    assert.deepEqual([found.title, found.start, found.end], [event.title, event.start, event.end], event.id);
    assert.equal(found.status, STATUS[event.status], event.id);
    assert.equal(words(found.description), words(event.description ?? ""), event.id);
    assert.deepEqual(found.at, [event.at[1], event.at[0]], event.id);
    if (event.url) assert.equal(found.link, event.url);
    else assert.ok(found.link.startsWith(`${PUBLIC}/services/culture/evenement/`), found.link);
  }
  assert.deepEqual(sorted(new Set(read.map(({ status }) => status))), sorted(Object.values(STATUS)));
});

test("a news reader finds the same, with the hour of the place", async () => {
  const { events } = await open();
  const { items, title } = await new RSS().parseString(await text(`/donnees/events.rss?${AROUND}`));
  assert.match(title, /Issy-les-Moulineaux$/);
  assert.deepEqual(sorted(items.map(({ guid }) => guid)), ids(events));
  for (const { id, title, start, said } of events) {
    const item = items.find(({ guid }) => guid === id);
    assert.equal(item.title, [said, local(start), title].filter(Boolean).join(" – "));
    assert.ok(item.link.startsWith(`${PUBLIC}/`), item.link);
    await asked(item.link.slice(PUBLIC.length));
  }
  // Half past midnight in Paris is the day before in UTC, and the clocks change in between.
  assert.ok(items.some(({ title }) => title === "2026-10-26 00:30 – Après minuit"), JSON.stringify(items));
});

test("the list on the page and the files are one", async () => {
  const { now, events } = await open();
  const list = await listed();
  const read = calendar(await text(`/donnees/events.ics?${AROUND}`));
  const { items } = await new RSS().parseString(await text(`/donnees/events.rss?${AROUND}`));
  for (const { id, title, start, page, details } of list) {
    const event = read.find((event) => event.id === id);
    assert.deepEqual([event?.title, event?.start], [title.value.text.fr ?? title.value.text, new Date(start)], id);
    const shown = details.find(({ name }) => name === "start").datetime;
    assert.deepEqual(new Date(shown), event.start, `${id}: ${shown}`);
    assert.equal(items.find(({ guid }) => guid === id).link, `${PUBLIC}${page}`);
  }
  const series = new Set(list.map(({ id }) => events.find((event) => event.id === id).series));
  const soon = events.filter(({ start }) => start - now < WEEK_MS - 86_400_000);
  for (const event of soon) assert.ok(series.has(event.series), `${event.id} is not on the page`);
});

test("an event's own file says the same as the list", async () => {
  const all = calendar(await text(`/donnees/events.ics?${AROUND}`));
  for (const event of all) {
    const path = event.id.split("/").map(encodeURIComponent).join("/");
    assert.deepEqual(calendar(await text(`/x/events/${path}.ics`)), [event]);
  }
});

test("nothing that is lent leaves the hub", async () => {
  for (const ending of ["ics", "rss", "csv", "geojson"]) {
    const file = await text(`/donnees/events.${ending}`);
    assert.ok(file.includes("Concert") && !file.includes("Veillée"), ending);
  }
  const poster = JSON.stringify(await json(`/autour/affiche?${AROUND}&quand=semaine`));
  assert.ok(poster.includes("Concert") && !poster.includes("Veillée"), poster);
  assert.equal((await fetch(`${HUB}/x/events/prete/veillee/${Date.UTC(2026, 9, 24, 18) / 1000}.ics`)).status, 404);
});

test("these readers refuse what is wrong", async () => {
  const file = await text("/donnees/events.ics");
  assert.throws(() => calendar(file.replace(/DTSTART:.*/, "DTSTART:demain")));
  const news = await text("/donnees/events.rss");
  await assert.rejects(new RSS().parseString(news.replaceAll("&amp;", "&")));
});
