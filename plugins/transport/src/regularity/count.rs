//! The count of one line on one service day.

/// From so many seconds on a departure is late: the bound of the public reports of the region.
const LATE_S: i64 = 300;

/// What became of one departure from a station of the territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passage {
    /// Within five minutes of its time.
    OnTime,
    /// Five minutes late or more.
    Late,
    /// The train did not run, or did not stop.
    Cancelled,
    /// It was not in the timetable.
    Added,
    /// Nothing was told of it.
    NotObserved,
}

impl Passage {
    /// By the last that was told of it.
    pub(crate) fn of(status: Option<&str>, delay_s: i64) -> Passage {
        match status {
            Some("cancelled" | "skipped") => Passage::Cancelled,
            Some("added") => Passage::Added,
            Some(_) if delay_s >= LATE_S => Passage::Late,
            Some(_) => Passage::OnTime,
            None => Passage::NotObserved,
        }
    }
}

/// How many departures of a line on a day became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) on_time: i64,
    pub(crate) late: i64,
    pub(crate) cancelled: i64,
    pub(crate) added: i64,
    pub(crate) not_observed: i64,
}

impl Count {
    pub(crate) fn add(&mut self, passage: Passage) {
        *match passage {
            Passage::OnTime => &mut self.on_time,
            Passage::Late => &mut self.late,
            Passage::Cancelled => &mut self.cancelled,
            Passage::Added => &mut self.added,
            Passage::NotObserved => &mut self.not_observed,
        } += 1;
    }

    /// Planned departures of which something was told.
    pub(crate) fn observed(&self) -> i64 {
        self.on_time + self.late + self.cancelled
    }

    /// Planned departures.
    pub(crate) fn planned(&self) -> i64 {
        self.observed() + self.not_observed
    }

    /// Share of the observed ones that were on time, from 0 to 100, to one decimal; none if none was observed.
    pub(crate) fn on_time_share(&self) -> Option<f64> {
        let observed = self.observed();
        (observed > 0).then(|| (self.on_time as f64 * 1_000.0 / observed as f64).round() / 10.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_departure_counts_once_as_what_was_last_told_of_it() {
        let told = [
            (Some("on-time"), 20, Passage::OnTime),
            (Some("early"), -120, Passage::OnTime),
            (Some("late"), 299, Passage::OnTime),
            (Some("late"), 300, Passage::Late),
            (Some("cancelled"), 0, Passage::Cancelled),
            (Some("skipped"), 0, Passage::Cancelled),
            (Some("added"), 0, Passage::Added),
            (None, 0, Passage::NotObserved),
        ];
        let mut count = Count::default();
        for (status, delay_s, passage) in told {
            assert_eq!(Passage::of(status, delay_s), passage, "{status:?} {delay_s}");
            count.add(passage);
        }
        assert_eq!((count.observed(), count.planned(), count.added), (6, 7, 1));
        assert_eq!(count.on_time_share(), Some(50.0));
        assert_eq!(Count::default().on_time_share(), None);
    }
}
