//! Promise: the record of regularity is what happened. Thirty simulated days, over the clock change and an outage of the
//! hub, are counted by the hub from the feeds it read, and by this test from the trains' fates.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use tests_real_time::{Fate, Simulation, Town, Train};

const FIRST: Date = date(2017, 3, 10);
const DAYS: i64 = 30;
/// Seconds between two looks at the source.
const STEP_S: i64 = 2_400;
/// How long after its planned second a departure is counted.
const SETTLED_S: i64 = 3 * 3_600;
/// The hub is off for six hours of this day.
const OUTAGE: Date = date(2017, 3, 21);

/// What is known of a departure, by the last feed that told of it.
#[derive(Clone, Copy)]
enum Known {
    Late(i64),
    Gone,
    Extra,
}

/// Service day, train, station.
type Key = (Date, i64, usize);

#[tokio::test]
async fn thirty_days_are_counted_as_they_were() {
    let zone = TimeZone::get("Europe/Paris").expect("a zone");
    let town = Town { seed: 7, zone: zone.clone() };
    let at = |day: Date, hour: i8| {
        day.at(hour, 0, 0, 0).to_zoned_datetime(zone.clone()).expect("a moment").timestamp().as_second()
    };
    let (begin, end) = (at(FIRST, 4), at(FIRST, 4) + DAYS * 86_400);
    let days =
        FIRST.yesterday().expect("a day").series(1.day()).take(usize::try_from(DAYS).expect("days") + 3);
    let trains: Vec<Train> = days.flat_map(|day| town.trains(day)).collect();
    let simulation = Simulation::start(&town.timetable(), begin).await;
    let mut known: BTreeMap<Key, Known> = BTreeMap::new();
    let (mut now, mut steps, mut last) = (begin, 0, begin);
    while now < end {
        let off = (at(OUTAGE, 9)..at(OUTAGE, 15)).contains(&now);
        if !off {
            simulation.step(now, &town.feed(now, &trains)).await;
            trains.iter().filter(|train| train.is_told(now)).for_each(|train| hear(train, now, &mut known));
            (steps, last) = (steps + 1, now);
        }
        now += STEP_S;
    }
    // It begins with the first look after a train was told of, and has counted what had settled at the last.
    let counted = begin + STEP_S - SETTLED_S..last - SETTLED_S + 1;
    let expected = count(&trains, &known, &counted, &zone);
    let recorded = simulation.regularity();
    println!("{steps} steps; the first days: {:?}", recorded.iter().take(3).collect::<Vec<_>>());
    assert_eq!(recorded, expected);
    assert!(recorded.len() >= 30, "{} days", recorded.len());
    let sums = recorded.values().fold([0; 6], |sums, day| std::array::from_fn(|at| sums[at] + day[at]));
    println!(
        "planned {}, observed {}, on time {}, late {}, cancelled {}, added {}",
        sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]
    );
    assert!(sums.iter().all(|sum| *sum > 20), "each case was seen: {sums:?}");
}

/// What a feed of this second says of a train's departures.
fn hear(train: &Train, now_s: i64, known: &mut BTreeMap<Key, Known>) {
    for place in 0..2 {
        let told = match train.fate {
            Fate::Untold => continue,
            Fate::Cancelled => Known::Gone,
            Fate::Skips(_) if place == 1 => Known::Gone,
            Fate::Skips(_) | Fate::Late(_) => Known::Late(train.late_s(now_s)),
            Fate::Added => Known::Extra,
        };
        known.insert((train.day, train.number, place), told);
    }
}

fn count(
    trains: &[Train],
    known: &BTreeMap<Key, Known>,
    counted: &std::ops::Range<i64>,
    zone: &TimeZone,
) -> BTreeMap<String, [i64; 6]> {
    let mut days: BTreeMap<String, [i64; 6]> = BTreeMap::new();
    for (train, place) in trains.iter().flat_map(|train| [(train, 0), (train, 1)]) {
        let planned = train.planned_s(place);
        let told = known.get(&(train.day, train.number, place));
        let is_extra = train.fate == Fate::Added;
        if !(counted.start + 1..counted.end).contains(&planned) || (is_extra && told.is_none()) {
            continue;
        }
        let day = if is_extra { night_of_day_before(planned, zone) } else { train.day };
        let [all, observed, on_time, late, cancelled, added] = days.entry(day.to_string()).or_default();
        *all += i64::from(!is_extra);
        *observed += i64::from(!is_extra && told.is_some());
        match told {
            Some(Known::Late(seconds)) if *seconds >= 300 => *late += 1,
            Some(Known::Late(_)) => *on_time += 1,
            Some(Known::Gone) => *cancelled += 1,
            Some(Known::Extra) => *added += 1,
            None => {}
        }
    }
    days
}

fn night_of_day_before(second: i64, zone: &TimeZone) -> Date {
    let moment = Timestamp::from_second(second - 4 * 3_600).expect("a moment");
    moment.to_zoned_datetime(zone.clone()).date()
}
