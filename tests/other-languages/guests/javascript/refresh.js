// Publishes the desks that the operator's source lists.

import * as outbound from "parvis:hub/outbound@0.1.0";
import * as publication from "parvis:hub/publication@0.1.0";
import * as settings from "parvis:hub/settings@0.1.0";
import { text, textOf } from "parvis";
import { misdeeds } from "./deeds.js";

export const sync = {
  run(_task) {
    const body = outbound.open("desks");
    const digest = body.digest();
    if (publication.published("desks") === digest) return "unchanged";
    const { desks, issued } = JSON.parse(textOf(body));
    const draft = publication.begin("desks");
    draft.put({ collection: "places", columns: ["phone", "url"], rows: desks.map(row) });
    misdeeds[settings.get("misdeed").val]?.();
    const counts = { read: desks.length, kept: desks.length, refused: 0 };
    publication.report([{ severity: "info", file: "", line: 1, reason: `${body.length()} bytes` }]);
    publication.commit(draft, info(digest, issued), counts);
    return "published";
  },
};

/** Ids are unique in a collection that others fill too. */
function row({ id, name, longitude, latitude, phone }) {
  return {
    id: `desks/${id}`,
    title: text(name),
    geometry: { tag: "point", val: { longitude, latitude } },
    period: null,
    parent: null,
    values: [phone === null ? null : { tag: "phone", val: phone }, null],
  };
}

function info(revision, issued) {
  return {
    title: text("Guichets des objets trouvés", { en: "Lost property desks" }),
    attribution: "Association des quais",
    licence: "Licence Ouverte 2.0",
    url: "",
    issued,
    validFrom: null,
    validUntil: null,
    promiseS: 172800,
    example: true,
    revision,
  };
}
