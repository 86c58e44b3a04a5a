"""What a program can do wrong, and the values that engines are known to get wrong."""

import parvis
from componentize_py_types import Err
from wit_world.exports.sync import Failure
from wit_world.imports import clock, data, geo, random


def endless():
    while True:
        pass


def fill():
    kept = []
    while True:
        kept.append(bytes(b"\x01") * (1024 * 1024))


def exception():
    desk = None
    return desk.name


def values():
    """Numbers, options, tuples, lists and bytes across the border and back."""
    leap = clock.Date(2400, 2, 29)
    far = clock.to_instant("Europe/Paris", leap, 86399)
    date, seconds = clock.to_local("Europe/Paris", -1)
    commune = geo.commune_of([geo.Point(2.2735, 48.824), geo.Point(0.0, 0.0)])
    metres = geo.distance_m(geo.Point(2.0, 48.0), geo.Point(2.0, 49.0))
    return parvis.view(
        "Valeurs",
        [
            parvis.facts(
                [
                    ("zone", clock.zone()),
                    ("far", str(far)),
                    ("none", _said(clock.to_instant("Europe/Nowhere", leap, 0) is None)),
                    ("before", f"{date.year} {date.month} {date.day} {seconds}"),
                    ("communes", f"{commune[0]} {_said(commune[1] is None)}"),
                    ("metres", f"{metres:.3f}"),
                    ("bytes", str(len(random.bytes(4)))),
                    ("number", _said(random.number() < 1)),
                    ("count", str(data.count("places"))),
                    ("most", str(2**53 - 1)),
                    ("accents", "é€😀"),
                ]
            )
        ],
    )


def _said(value):
    return str(value).lower()


def denied():
    try:
        data.count("stops")
    except Err as error:
        permission = error.value.value
        kind = type(permission).__name__.removeprefix("Permission_").lower()
        return parvis.view("Refus", [parvis.paragraph(f"denied {kind} {permission.value}")])


def logs():
    parvis.log.warn("une ligne é")
    return parvis.view("Journal")


def uncaught():
    return data.count("stops")


def recursion():
    return [recursion()]


def give_up():
    raise Err(Failure("on renonce"))


DEEDS = {
    "exception": exception,
    "loop": endless,
    "memory": fill,
    "values": values,
    "denied": denied,
    "logs": logs,
    "uncaught": uncaught,
    "recursion": recursion,
}

MISDEEDS = {"exception": exception, "loop": endless, "memory": fill, "draft-dropped": give_up}
