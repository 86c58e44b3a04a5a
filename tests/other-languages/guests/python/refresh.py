"""Publishes the desks that the operator's source lists."""

import json

from deeds import MISDEEDS
from parvis import bytes_of, text
from wit_world.exports.sync import Outcome
from wit_world.imports import data, geo, outbound, publication, settings
from wit_world.imports.publication import Batch, Counts, ReportLine, Row, Severity, SourceInfo


class Sync:
    def run(self, task):
        body = outbound.open("desks")
        digest = body.digest()
        if publication.published("desks") == digest:
            return Outcome.UNCHANGED
        source = json.loads(bytes_of(body))
        desks = source["desks"]
        draft = publication.begin("desks")
        draft.put(Batch("places", ["phone", "url"], [row(desk) for desk in desks]))
        MISDEEDS.get(settings.get("misdeed").value, lambda: None)()
        publication.report([ReportLine(Severity.INFO, "", 1, f"{body.length()} bytes")])
        publication.commit(draft, info(digest, source["issued"]), Counts(len(desks), len(desks), 0))
        return Outcome.PUBLISHED


def row(desk):
    """Ids are unique in a collection that others fill too."""
    phone = None if desk["phone"] is None else data.Value_Phone(desk["phone"])
    point = geo.Geometry_Point(geo.Point(desk["longitude"], desk["latitude"]))
    return Row(f"desks/{desk['id']}", text(desk["name"]), point, None, None, [phone, None])


def info(revision, issued):
    return SourceInfo(
        title=text("Guichets des objets trouvés", en="Lost property desks"),
        attribution="Association des quais",
        licence="Licence Ouverte 2.0",
        url="",
        issued=issued,
        valid_from=None,
        valid_until=None,
        promise_s=172800,
        example=True,
        revision=revision,
    )
