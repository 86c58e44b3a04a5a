//! What becomes of each call of a trip, by the rules of GTFS-Realtime.
//!
//! A delay goes on to the stops after it until another update; a skipped stop does not end it; where it is said that
//! nothing is known, nothing is known from there on. What is told of the stops before the first update is nothing.

use parvis_formats::gtfs_realtime::{
    StopRelationship, StopTimeEvent, StopTimeUpdate, TripRelationship, TripUpdate,
};

use super::planned::Planned;

/// What is expected of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// It leaves so many seconds late, early if negative.
    Late(i64),
    /// The vehicle does not stop.
    Skipped,
    /// The trip does not run.
    Cancelled,
    /// Nothing is told.
    Unknown,
}

/// What is expected of each call of the trip whose service day begins at `start_s` (seconds since 1970), and the
/// remarks about what cannot be placed.
pub(crate) fn expected(calls: &[Planned], update: &TripUpdate, start_s: i64) -> (Vec<Expected>, Vec<String>) {
    if update.trip.relationship() == TripRelationship::Cancelled {
        return (vec![Expected::Cancelled; calls.len()], Vec::new());
    }
    let (told, remarks) = placed(calls, &update.stop_time_update);
    let mut going_on = update.delay.map(i64::from);
    let mut all = Vec::with_capacity(calls.len());
    for (call, told) in calls.iter().zip(told) {
        let relationship = told.map(StopTimeUpdate::relationship);
        if relationship == Some(StopRelationship::NoData) {
            going_on = None;
        } else if let Some(told) = told {
            going_on = delay(call, told, start_s).or(going_on);
        }
        all.push(match (relationship, going_on) {
            (Some(StopRelationship::Skipped), _) => Expected::Skipped,
            (_, Some(seconds)) => Expected::Late(seconds),
            (_, None) => Expected::Unknown,
        });
    }
    (all, remarks)
}

/// For each call its update. One without `stop_sequence` is about the next call at its stop.
fn placed<'u>(
    calls: &[Planned],
    updates: &'u [StopTimeUpdate],
) -> (Vec<Option<&'u StopTimeUpdate>>, Vec<String>) {
    let (mut told, mut remarks) = (vec![None; calls.len()], Vec::new());
    let mut next = 0;
    for update in updates {
        let at = match (update.stop_sequence, update.stop_id.as_deref()) {
            (Some(sequence), _) => calls.iter().position(|call| call.sequence == sequence),
            (None, Some(stop)) => {
                let after = calls.iter().skip(next).position(|call| call.stop == stop);
                after.map(|after| after + next)
            }
            (None, None) => None,
        };
        match at {
            Some(at) => {
                told[at] = Some(update);
                next = at + 1;
            }
            None => remarks.push(match (update.stop_sequence, update.stop_id.as_deref()) {
                (Some(sequence), _) => format!("the trip has no stop_sequence {sequence}"),
                (None, Some(stop)) => format!("the trip does not stop at {stop:?} (again)"),
                (None, None) => "an update names no stop".to_owned(),
            }),
        }
    }
    (told, remarks)
}

/// Seconds by which the vehicle leaves late: by its departure, else by its arrival. A skipped stop tells none.
fn delay(call: &Planned, told: &StopTimeUpdate, start_s: i64) -> Option<i64> {
    if told.relationship() == StopRelationship::Skipped {
        return None;
    }
    let by = |event: &Option<StopTimeEvent>, planned: Option<i64>| {
        let event = event.as_ref()?;
        // A moment stands over a delay; without a planned time it says nothing of the stops after it.
        match (event.time, planned) {
            (Some(time), Some(planned)) => Some(time - (start_s + planned)),
            _ => event.delay.map(i64::from),
        }
    };
    by(&told.departure, call.departure_s).or_else(|| by(&told.arrival, call.arrival_s))
}

#[cfg(test)]
mod tests {
    use super::*;
    use parvis_formats::gtfs_realtime::TripDescriptor;

    const START: i64 = 1_489_532_400;

    fn calls() -> Vec<Planned> {
        let call = |sequence, stop: &str| {
            let at = i64::from(sequence) * 600;
            Planned { sequence, arrival_s: Some(at - 60), departure_s: Some(at), stop: stop.into() }
        };
        vec![call(1, "a"), call(2, "b"), call(5, "c"), call(6, "b"), call(9, "d")]
    }

    fn event(delay: Option<i32>, time: Option<i64>) -> Option<StopTimeEvent> {
        Some(StopTimeEvent { delay, time })
    }

    fn at(sequence: u32, change: impl FnOnce(&mut StopTimeUpdate)) -> StopTimeUpdate {
        let mut update = StopTimeUpdate { stop_sequence: Some(sequence), ..StopTimeUpdate::default() };
        change(&mut update);
        update
    }

    fn of(updates: Vec<StopTimeUpdate>) -> Vec<Expected> {
        let update = TripUpdate { stop_time_update: updates, ..TripUpdate::default() };
        expected(&calls(), &update, START).0
    }

    use Expected::{Cancelled, Late, Skipped, Unknown};

    #[test]
    fn a_delay_goes_on_until_another_is_told() {
        let told = of(vec![
            at(2, |it| it.departure = event(Some(120), None)),
            at(6, |it| it.arrival = event(Some(-30), None)),
        ]);
        assert_eq!(told, [Unknown, Late(120), Late(120), Late(-30), Late(-30)]);
    }

    #[test]
    fn a_skipped_stop_does_not_end_a_delay_and_no_data_does() {
        let told = of(vec![
            at(1, |it| it.departure = event(Some(60), None)),
            at(2, |it| it.schedule_relationship = Some(1)),
            at(6, |it| it.schedule_relationship = Some(2)),
        ]);
        assert_eq!(told, [Late(60), Skipped, Late(60), Unknown, Unknown]);
    }

    #[test]
    fn a_moment_stands_over_a_delay_and_a_departure_over_an_arrival() {
        let told = of(vec![at(2, |it| {
            it.arrival = event(Some(7), None);
            it.departure = event(Some(1), Some(START + 1_200 + 90));
        })]);
        assert_eq!(told[1], Late(90));
        let told = of(vec![at(2, |it| it.arrival = event(None, Some(START + 1_140 + 45)))]);
        assert_eq!(told[1..], [Late(45); 4]);
    }

    #[test]
    fn without_a_sequence_the_next_call_at_the_stop_is_meant() {
        let by_stop = |stop: &str, delay| StopTimeUpdate {
            stop_id: Some(stop.into()),
            departure: event(Some(delay), None),
            ..StopTimeUpdate::default()
        };
        assert_eq!(
            of(vec![by_stop("b", 10), by_stop("b", 20)]),
            [Unknown, Late(10), Late(10), Late(20), Late(20)]
        );
        let update =
            TripUpdate { stop_time_update: vec![by_stop("x", 1), at(7, |_| ())], ..TripUpdate::default() };
        let (told, remarks) = expected(&calls(), &update, START);
        assert_eq!(told, [Unknown; 5]);
        assert!(remarks[0].contains("\"x\"") && remarks[1].contains('7'), "{remarks:?}");
    }

    #[test]
    fn a_whole_trip_is_late_or_does_not_run() {
        let trip = |relationship| TripDescriptor {
            schedule_relationship: relationship,
            ..TripDescriptor::default()
        };
        let update = TripUpdate { trip: trip(None), delay: Some(300), ..TripUpdate::default() };
        assert_eq!(expected(&calls(), &update, START).0, [Late(300); 5]);
        for number in [3, 7] {
            let update = TripUpdate { trip: trip(Some(number)), delay: Some(300), ..TripUpdate::default() };
            assert_eq!(expected(&calls(), &update, START).0, [Cancelled; 5]);
        }
    }
}
