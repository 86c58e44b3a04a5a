"""Writes a GTFS-Realtime feed for real trips of a timetable, and the boards that follow from it.

    board.py FEED.zip MINUTE SEED OUT STATION...

MINUTE is an instant (2017-03-15T08:30:00+01:00). OUT gets `feed.pb`, made with the official bindings, and `expected.json`:
for each station its departures, worked out from the bytes of feed.pb and the raw timetable by the specification
(gtfs.org/documentation/realtime/reference) alone. It shares no code with the hub.
"""

import csv
import datetime
import io
import json
import random
import sys
import zipfile
from collections import defaultdict
from pathlib import Path
from zoneinfo import ZoneInfo

from google.transit import gtfs_realtime_pb2 as rt

PARIS = ZoneInfo("Europe/Paris")
KINDS = [
    "delay-before", "moments", "skipped", "cancelled", "no-data", "early", "no-date", "whole-trip", "arrival-only",
    "on-time", "by-stop",
]


def table(archive, name):
    if name not in archive.namelist():
        return []
    text = archive.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def seconds(clock):
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


class Timetable:
    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.stops = {row["stop_id"]: row for row in table(archive, "stops.txt")}
            self.trips = {row["trip_id"]: row for row in table(archive, "trips.txt")}
            self.calls = defaultdict(list)
            for row in table(archive, "stop_times.txt"):
                self.calls[row["trip_id"]].append(row)
            self.week = {row["service_id"]: row for row in table(archive, "calendar.txt")}
            self.exceptions = {
                (row["service_id"], row["date"]): row["exception_type"] for row in table(archive, "calendar_dates.txt")
            }
        for calls in self.calls.values():
            calls.sort(key=lambda row: int(row["stop_sequence"]))

    def station(self, stop):
        return self.stops[stop].get("parent_station") or stop

    def runs(self, service, day):
        exception = self.exceptions.get((service, day.strftime("%Y%m%d")))
        if exception:
            return exception == "1"
        week = self.week.get(service)
        if not week or not week["start_date"] <= day.strftime("%Y%m%d") <= week["end_date"]:
            return False
        return week[day.strftime("%A").lower()] == "1"


def day_start(day):
    """Noon minus twelve hours, in seconds since 1970."""
    noon = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=PARIS)
    return int(noon.timestamp()) - 12 * 3600


def departures(calls, stations, timetable):
    """Places in the trip at which people may board at one of the stations."""
    return [
        order
        for order, call in enumerate(calls[:-1])
        if call.get("pickup_type") != "1" and timetable.station(call["stop_id"]) in stations
    ]


def late_update(update, call, start, seconds_late, moments=False, arrival=False, by_stop=False):
    stop = update.stop_time_update.add()
    if by_stop:
        stop.stop_id = call["stop_id"]
    else:
        stop.stop_sequence = int(call["stop_sequence"])
    event = stop.arrival if arrival else stop.departure
    if moments:
        planned = call["arrival_time"] if arrival else call["departure_time"]
        event.time = start + seconds(planned) + seconds_late
    else:
        event.delay = seconds_late
    return stop


def write_update(entity, kind, trip, day, calls, here, chance):
    update = entity.trip_update
    update.trip.trip_id = trip
    update.trip.start_date = day.strftime("%Y%m%d")
    start = day_start(day)
    first = here[0]
    late = chance.randrange(60, 2400)
    if kind == "delay-before":
        late_update(update, calls[max(0, first - 2)], start, late)
    elif kind == "moments":
        late_update(update, calls[first], start, late, moments=True)
        late_update(update, calls[-1], start, late // 2, moments=True, arrival=True)
    elif kind == "skipped":
        if first > 0:
            late_update(update, calls[first - 1], start, late)
        stop = update.stop_time_update.add()
        stop.stop_sequence = int(calls[first]["stop_sequence"])
        stop.schedule_relationship = rt.TripUpdate.StopTimeUpdate.SKIPPED
    elif kind == "cancelled":
        update.trip.schedule_relationship = rt.TripDescriptor.CANCELED
    elif kind == "no-data":
        late_update(update, calls[0], start, late)
        stop = update.stop_time_update.add()
        stop.stop_sequence = int(calls[here[-1]]["stop_sequence"])
        stop.schedule_relationship = rt.TripUpdate.StopTimeUpdate.NO_DATA
    elif kind == "early":
        late_update(update, calls[first], start, -chance.randrange(61, 200))
    elif kind == "no-date":
        update.trip.ClearField("start_date")
        late_update(update, calls[first], start, late)
    elif kind == "whole-trip":
        update.delay = late
    elif kind == "arrival-only":
        late_update(update, calls[first], start, late, arrival=True, moments=chance.random() < 0.5)
    elif kind == "on-time":
        late_update(update, calls[0], start, chance.randrange(0, 60))
    elif kind == "by-stop":
        late_update(update, calls[first], start, late, by_stop=True)


def write_added(feed, timetable, stations, now, chance):
    """Three trips that the timetable does not have: two stations of the territory, then an end."""
    stops = [stop for stop in timetable.stops if timetable.station(stop) in stations and timetable.station(stop) != stop]
    routes = sorted({row["route_id"] for row in timetable.trips.values()})
    for number in range(3):
        entity = feed.entity.add(id=f"added-{number}")
        update = entity.trip_update
        update.trip.trip_id = f"extra-{number}"
        update.trip.route_id = chance.choice(routes)
        update.trip.start_date = datetime.datetime.fromtimestamp(now, PARIS).strftime("%Y%m%d")
        update.trip.schedule_relationship = rt.TripDescriptor.ADDED
        for step, stop in enumerate(chance.sample(stops, 3)):
            told = update.stop_time_update.add(stop_id=stop)
            told.departure.time = now + 600 + number * 300 + step * 240


def delays(calls, update, start):
    """By the specification: one of None, a number of seconds, 'skipped', 'cancelled' for each call."""
    if update.trip.schedule_relationship == rt.TripDescriptor.CANCELED:
        return ["cancelled"] * len(calls)
    updates = list(update.stop_time_update)
    found, going_on, at = [], update.delay if update.HasField("delay") else None, 0
    for call in calls:
        told = None
        if at < len(updates):
            candidate = updates[at]
            matches = (
                candidate.stop_sequence == int(call["stop_sequence"])
                if candidate.HasField("stop_sequence")
                else candidate.stop_id == call["stop_id"]
            )
            if matches:
                told, at = candidate, at + 1
        if told is not None:
            relationship = told.schedule_relationship
            if relationship == rt.TripUpdate.StopTimeUpdate.SKIPPED:
                found.append("skipped")
                continue
            if relationship == rt.TripUpdate.StopTimeUpdate.NO_DATA:
                going_on = None
                found.append(None)
                continue
            for name, planned in (("departure", "departure_time"), ("arrival", "arrival_time")):
                if told.HasField(name):
                    event = getattr(told, name)
                    if event.HasField("time"):
                        going_on = event.time - start - seconds(call[planned])
                    else:
                        going_on = event.delay
                    break
        found.append(going_on)
    return found


def status(delay):
    """Code, and by how many seconds the board's time differs from the planned one."""
    if isinstance(delay, str):
        return delay, 0
    if abs(delay) < 60:
        return "on-time", 0
    return ("late" if delay > 0 else "early"), delay


def running_days(timetable, trip, days):
    return [day for day in days if timetable.runs(timetable.trips[trip]["service_id"], day)]


def meant_day(timetable, update, days, now):
    if update.trip.start_date:
        return datetime.datetime.strptime(update.trip.start_date, "%Y%m%d").date()
    calls = timetable.calls[update.trip.trip_id]

    def distance(day):
        first, last = (day_start(day) + seconds(calls[at]["departure_time"]) for at in (0, -1))
        return max(first - now, now - last, 0)

    return min(running_days(timetable, update.trip.trip_id, days), key=distance)


def main():
    path, minute, seed, out, *stations = sys.argv[1:]
    timetable, chance = Timetable(path), random.Random(int(seed))
    now = int(datetime.datetime.fromisoformat(minute).timestamp())
    today = datetime.datetime.fromtimestamp(now, PARIS).date()
    days = [today + datetime.timedelta(days=offset) for offset in (-1, 0, 1)]
    planned = {}
    for trip, calls in timetable.calls.items():
        here = departures(calls, set(stations), timetable)
        if not here:
            continue
        for day in running_days(timetable, trip, days):
            for order in here:
                at = day_start(day) + seconds(calls[order]["departure_time"])
                planned[(trip, day, order)] = at

    feed = rt.FeedMessage()
    feed.header.gtfs_realtime_version = "2.0"
    feed.header.timestamp = now
    soon = sorted({(trip, day) for (trip, day, _), at in planned.items() if now - 3600 <= at <= now + 4 * 3600})
    counts = defaultdict(int)
    for number, (trip, day) in enumerate(soon):
        if chance.random() < 0.4:
            continue
        kind = chance.choice(KINDS)
        # Two days of one trip without a date would be told apart by nothing.
        counts[kind] += 1
        calls = timetable.calls[trip]
        here = departures(calls, set(stations), timetable)
        write_update(feed.entity.add(id=str(number)), kind, trip, day, calls, here, chance)
    unknown = feed.entity.add(id="unknown").trip_update
    unknown.trip.trip_id = "no such trip"
    unknown.stop_time_update.add(stop_sequence=1).departure.delay = 60
    write_added(feed, timetable, set(stations), now, chance)
    counts["unknown"], counts["added"] = 1, 3
    Path(out, "feed.pb").write_bytes(feed.SerializeToString())

    read = rt.FeedMessage()
    read.ParseFromString(Path(out, "feed.pb").read_bytes())
    told, boards = {}, defaultdict(list)
    for entity in read.entity:
        update = entity.trip_update
        if update.trip.schedule_relationship == rt.TripDescriptor.ADDED:
            for order, stop in enumerate(list(update.stop_time_update)[:-1]):
                name = f"live/added/{update.trip.trip_id}/{update.trip.start_date}/{order}"
                boards[timetable.station(stop.stop_id)].append([stop.departure.time, name, "added"])
        elif update.trip.trip_id in timetable.trips:
            day = meant_day(timetable, update, days, now)
            calls = timetable.calls[update.trip.trip_id]
            for order, delay in enumerate(delays(calls, update, day_start(day))):
                told[(update.trip.trip_id, day, order)] = delay
    for (trip, day, order), at in planned.items():
        delay = told.get((trip, day, order))
        word, late = (None, 0) if delay is None else status(delay)
        station = timetable.station(timetable.calls[trip][order]["stop_id"])
        boards[station].append([at + late, f"gtfs/{trip}/{day:%Y%m%d}/{order}", word])
    expected = {station: sorted(boards[station]) for station in stations}
    Path(out, "expected.json").write_text(json.dumps({"boards": expected, "kinds": counts}))


main()
