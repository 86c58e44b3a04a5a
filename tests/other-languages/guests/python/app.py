"""Lost property: a card, pages and a refresh, the same in every language of the tests."""

import parvis
from deeds import DEEDS
from parvis import text
from refresh import Sync
from wit_world.imports import data


def nearest():
    shown = parvis.item(
        details=[parvis.slot("distance", "walking-minutes"), parvis.property("phone", "phone")],
        link="desk/{id}",
    )
    empty = text("Aucun guichet à moins de 5 km.", en="No desk within 5 km.")
    return parvis.feed(parvis.board("guichets", parvis.near_here("places", 5000.0, 3), shown, empty))


def title():
    return text("Objets trouvés", en="Lost property")


class Home:
    def render(self, language):
        return parvis.view(title(), [nearest()])


class Page:
    def render(self, request):
        if request.path == "":
            return first(request.query)
        if request.path.startswith("desk/"):
            return desk(request.path.removeprefix("desk/"))
        if request.path not in DEEDS:
            raise parvis.not_found()
        return DEEDS[request.path]()


def first(query):
    asked = [parameter.value for parameter in query if parameter.name == "q"]
    said = [parvis.paragraph(f"Recherche : {asked[0]}")] if asked else []
    way = [
        parvis.search(text("Nom d'un objet", en="Name of a thing"), "", "q"),
        parvis.links([("Que faire ?", "advice")]),
    ]
    return parvis.view(title(), [*said, nearest(), *way])


def desk(id):
    found = data.get("places", id)
    phone = next((p.value.value for p in found.properties if p.name == "phone"), "")
    at = found.geometry.value
    return parvis.view(
        found.title, [parvis.facts([("Téléphone", phone), ("Position", f"{at.longitude} {at.latitude}")])]
    )
