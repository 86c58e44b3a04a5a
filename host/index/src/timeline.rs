//! Features in order of their start, and the range of time that a query asks for.

use parvis_model::{Feature, Instant, Moment, Period, TimeRange, TimeZone, local_day};

/// A range of time with its moments worked out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Range {
    from: Option<Instant>,
    until: Option<Instant>,
}

impl Range {
    pub(crate) fn resolve(range: Option<TimeRange>, now: Instant, zone: &TimeZone) -> Range {
        let moment = |moment| match moment {
            Moment::NowPlusS(seconds) => now.plus_seconds(seconds),
            Moment::Day(days) => local_day(now, zone, days),
            Moment::At(instant) => instant,
        };
        match range {
            Some(range) => Range { from: range.from.map(moment), until: range.until.map(moment) },
            None => Range::default(),
        }
    }

    /// Not over before `from`, and started before `until`. What has no period is in every range.
    pub(crate) fn contains(&self, period: Option<Period>) -> bool {
        period.is_none_or(|period| {
            self.from.is_none_or(|from| period.end() >= from)
                && self.until.is_none_or(|until| period.start < until)
        })
    }
}

/// Where the walk along a timeline begins again: after the last result of the page before.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Resume {
    /// At this start.
    Start(Instant),
    /// Among the features without a period.
    Timeless,
}

/// Features soonest first, those without a period last; equal starts in order of id.
pub(crate) struct Timeline<'a> {
    pub(crate) features: &'a [Feature],
    pub(crate) order: &'a [u32],
    /// More features without a period, in order of id, after those of `order`.
    pub(crate) timeless: std::ops::Range<u32>,
    pub(crate) longest_ms: i64,
}

impl<'a> Timeline<'a> {
    /// Every feature that may lie in the range, in order; O(log n) to the first. A feature that started before
    /// the range may be over: the caller still asks [`Range::contains`].
    pub(crate) fn walk(&self, range: &Range, resume: Option<Resume>) -> impl Iterator<Item = u32> + use<'a> {
        let timed = self.order.partition_point(|&i| self.start(i).is_some());
        let first = match resume {
            None => 0,
            Some(Resume::Start(start)) => self.first_at(timed, start),
            Some(Resume::Timeless) => timed,
        };
        // One that began `longest` before `from` may still run.
        let from = range
            .from
            .map_or(0, |from| self.first_at(timed, Instant(from.0.saturating_sub(self.longest_ms))));
        let end = range.until.map_or(timed, |until| self.first_at(timed, until));
        let begin = first.max(from).min(end);
        self.order[begin..end].iter().chain(&self.order[timed..]).copied().chain(self.timeless.clone())
    }

    /// The first place among the timed features with this start or a later one.
    fn first_at(&self, timed: usize, start: Instant) -> usize {
        self.order[..timed].partition_point(|&i| self.start(i).is_some_and(|s| s < start))
    }

    fn start(&self, index: u32) -> Option<Instant> {
        self.features[index as usize].period.map(|period| period.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_its_first_moment_and_not_its_last() {
        let range = Range { from: Some(Instant(10)), until: Some(Instant(20)) };
        let contains = |start, end| range.contains(Period::new(Instant(start), Instant(end)));
        assert!(contains(10, 10) && contains(19, 19) && contains(0, 10) && contains(0, 99));
        assert!(!contains(9, 9) && !contains(20, 20) && !contains(20, 99));
        assert!(range.contains(None));
    }

    #[test]
    fn days_begin_at_local_midnight() {
        let zone = TimeZone::get("Europe/Paris").expect("bundled time zones");
        let now = Instant::parse("2017-03-26T12:00:00+02:00").expect("instant");
        let day = TimeRange { from: Some(Moment::Day(0)), until: Some(Moment::Day(1)) };
        let range = Range::resolve(Some(day), now, &zone);
        let hours = range.from.zip(range.until).map(|(from, until)| from.seconds_until(until) / 3600);
        assert_eq!(hours, Some(23), "the day of the spring clock change has 23 hours");
    }
}
