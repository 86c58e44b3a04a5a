// Lost property: a card, pages and a refresh, the same in every language of the tests.

import * as data from "parvis:hub/data@0.1.0";
import { board, facts, feed, item, links, nearHere, notFound, paragraph, property, search, slot, text, view } from "parvis";
import { deeds } from "./deeds.js";

export { sync } from "./refresh.js";

function nearest() {
  const shown = item({
    details: [slot("distance", "walking-minutes"), property("phone", "phone")],
    link: "desk/{id}",
  });
  const empty = text("Aucun guichet à moins de 5 km.", { en: "No desk within 5 km." });
  return feed(board("guichets", nearHere("places", 5000, 3), shown, empty));
}

const title = () => text("Objets trouvés", { en: "Lost property" });

export const home = {
  render(_language) {
    return view(title(), [nearest()]);
  },
};

export const page = {
  render({ path, query }) {
    if (path === "") return first(query);
    if (path.startsWith("desk/")) return desk(path.slice("desk/".length));
    const deed = deeds[path];
    if (deed === undefined) throw notFound();
    return deed();
  },
};

function first(query) {
  const asked = query.find(({ name }) => name === "q")?.value;
  const said = asked === undefined ? [] : [paragraph(`Recherche : ${asked}`)];
  const way = [search(text("Nom d'un objet", { en: "Name of a thing" }), "", "q"), links([["Que faire ?", "advice"]])];
  return view(title(), [...said, nearest(), ...way]);
}

function desk(id) {
  const found = data.get("places", id);
  const of = (name) => found.properties.find((property) => property.name === name)?.value.val ?? "";
  const { longitude, latitude } = found.geometry.val;
  return view(found.title, [facts([["Téléphone", of("phone")], ["Position", `${longitude} ${latitude}`]])]);
}
