//! Misdeeds with values at and beyond every edge.

use std::hint::black_box;

use parvis_sdk::{
    Area, Bounds, Date, Error, Feed, Format, Moment, Nearness, Origin, Placement, Point, Query, SlotSource,
    TimeRange, View, all, board, clock, data, geo, item, plain, random, slot, text,
};

use crate::survived;

const EDGES: [f64; 6] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e308, -91.0, -0.0];
const MOMENTS: [Moment; 6] = [
    Moment::NowPlusS(i64::MAX),
    Moment::NowPlusS(i64::MIN),
    Moment::Day(i32::MAX),
    Moment::Day(i32::MIN),
    Moment::At(i64::MAX),
    Moment::At(i64::MIN),
];

fn queries() -> Vec<Query> {
    let mut queries = Vec::new();
    for edge in EDGES {
        let origin = Origin::Point(Point { longitude: edge, latitude: edge });
        let near = Placement::Near(Nearness { origin, radius_m: edge });
        let bounds = Bounds { west: edge, south: edge, east: -edge, north: -edge };
        for placement in [near, Placement::Inside(Area::Bounds(bounds))] {
            queries.push(Query { placement: Some(placement), ..all("stops", 5) });
        }
    }
    queries
}

fn in_time(collection: &str) -> Vec<Query> {
    let range = |from, until| TimeRange { from: Some(from), until: Some(until) };
    let pairs = MOMENTS.iter().flat_map(|from| MOMENTS.iter().map(move |until| range(*from, *until)));
    pairs.map(|during| Query { during: Some(during), ..all(collection, 5) }).collect()
}

fn shown(queries: Vec<Query>) -> Result<View, Error> {
    let mut view = View::new("Bords");
    for (at, query) in queries.into_iter().enumerate() {
        view = view.feed(board(&format!("bord-{at}"), query, item(), text("rien")));
    }
    Ok(view)
}

pub(crate) fn wild_near() -> Result<View, Error> {
    shown(queries())
}

pub(crate) fn wild_moments() -> Result<View, Error> {
    shown(in_time("departures"))
}

/// The same queries asked at once, and limits that are none.
pub(crate) fn wild_find() -> Result<View, Error> {
    let mut all_queries = queries();
    all_queries.extend(in_time("stops"));
    all_queries.extend([i32::MIN, -1, 0, 501, i32::MAX].map(|limit| all("stops", limit)));
    let refused = all_queries.iter().filter(|query| data::find(query).is_err()).count();
    survived(format!("{refused} refus"))
}

pub(crate) fn wild_clock() -> Result<View, Error> {
    let mut found = 0;
    for zone in ["Europe/Paris", "../../etc/passwd", "", "UTC"] {
        for at in [i64::MIN, -1, i64::MAX] {
            found += usize::from(clock::to_local(zone, at).is_some());
        }
        for n in [i32::MIN, -1, 0, 1, i32::MAX] {
            let date = Date { year: n, month: n, day: n };
            found += usize::from(clock::to_instant(zone, date, n).is_some());
        }
    }
    survived(found.to_string())
}

/// Builds a stopwatch from the clock and its own work.
pub(crate) fn clock_stands_still() -> Result<View, Error> {
    let before = clock::now();
    for n in 0..2_000_000_u64 {
        black_box(n);
    }
    let after = clock::now();
    survived(format!("{} ms, {} ms", after - before, before % 60_000))
}

pub(crate) fn wild_geo() -> Result<View, Error> {
    let points: Vec<Point> = EDGES.iter().map(|edge| Point { longitude: *edge, latitude: *edge }).collect();
    let too_many = vec![Point { longitude: 2.26, latitude: 48.82 }; 10_001];
    let none = geo::commune_of(&too_many).iter().filter(|code| code.is_none()).count();
    let outside = geo::commune_of(&points).iter().filter(|code| code.is_none()).count();
    let distances: Vec<f64> = points.iter().map(|point| geo::distance_m(*point, points[5])).collect();
    survived(format!("{none} {outside} {distances:?}"))
}

pub(crate) fn wild_random() -> Result<View, Error> {
    let lengths = [i32::MIN, -1, 0, 4_096, 4_097, i32::MAX].map(|length| random::bytes(length).len());
    survived(format!("{lengths:?}"))
}

/// Shows what the refresh `wild-dates` published, in every format that reckons with time.
pub(crate) fn wild_dates() -> Result<View, Error> {
    let formats = [
        Format::MinutesFromNow,
        Format::ClockTime,
        Format::Day,
        Format::DayAndTime,
        Format::Age,
        Format::Duration,
    ];
    let mut shown = item();
    shown.details = [SlotSource::Start, SlotSource::End]
        .iter()
        .flat_map(|source| formats.map(|format| slot(source.clone(), format)))
        .collect();
    let feed: Feed = board("dates", all("places", 50), shown, plain());
    Ok(View::new("Dates").feed(feed))
}
