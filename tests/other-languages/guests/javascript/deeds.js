// What a program can do wrong, and the values that engines are known to get wrong.

import * as clock from "parvis:hub/clock@0.1.0";
import * as data from "parvis:hub/data@0.1.0";
import * as geo from "parvis:hub/geo@0.1.0";
import * as random from "parvis:hub/random@0.1.0";
import { errorOf, facts, log, paragraph, view } from "parvis";

function endless() {
  for (;;);
}

function fill() {
  const kept = [];
  for (;;) kept.push(new Uint8Array(1024 * 1024).fill(1));
}

function exception() {
  const desk = undefined;
  return desk.name;
}

/** Numbers, options, tuples, lists and bytes across the border and back. */
function values() {
  const zone = clock.zone();
  const far = clock.toInstant("Europe/Paris", { year: 2400, month: 2, day: 29 }, 86399);
  const [date, seconds] = clock.toLocal("Europe/Paris", -1);
  const commune = geo.communeOf([{ longitude: 2.2735, latitude: 48.824 }, { longitude: 0, latitude: 0 }]);
  const bytes = random.bytes(4);
  return view("Valeurs", [
    facts([
      ["zone", zone],
      ["far", String(far)],
      ["none", String(clock.toInstant("Europe/Nowhere", { year: 2400, month: 2, day: 29 }, 0) === null)],
      ["before", `${date.year} ${date.month} ${date.day} ${seconds}`],
      ["communes", `${commune[0]} ${commune[1] === null}`],
      ["metres", geo.distanceM({ longitude: 2, latitude: 48 }, { longitude: 2, latitude: 49 }).toFixed(3)],
      ["bytes", String(bytes.length)],
      ["number", String(random.number() < 1)],
      ["count", String(data.count("places"))],
      ["most", String(Number.MAX_SAFE_INTEGER)],
      ["accents", "é€😀"],
    ]),
  ]);
}

function denied() {
  try {
    data.count("stops");
  } catch (thrown) {
    const error = errorOf(thrown);
    return view("Refus", [paragraph(`${error.tag} ${error.val.tag} ${error.val.val}`)]);
  }
}

function logs() {
  log.warn("une ligne é");
  return view("Journal");
}

export const deeds = {
  exception,
  loop: endless,
  memory: fill,
  values,
  denied,
  logs,
  uncaught: () => data.count("stops"),
  recursion: function deeper() {
    return [deeper()];
  },
};

export const misdeeds = {
  exception,
  loop: endless,
  memory: fill,
  "draft-dropped": () => {
    throw { reason: "on renonce" };
  },
};
