//! The refresh: opens the source, reads it, and publishes stops, lines, their stations, trips and departures at once.

pub(crate) mod batches;
pub(crate) mod departures;
mod lines;
mod source;
mod stops;
mod trips;
mod window;

use parvis_sdk::{Counts, Outcome, ReportLine, Setting, Severity, clock, outbound, publication, settings};

use crate::gtfs::{self, Feed, Kept, Refusal, Report};
use crate::ids::SOURCE;
use source::Published;

/// What the operator set.
struct Options {
    territory_only: bool,
    days: i32,
}

impl Options {
    fn read() -> Result<Self, String> {
        let territory_only = !matches!(settings::get("territory-only"), Some(Setting::Boolean(false)));
        let days = match settings::get("days") {
            Some(Setting::Integer(days)) => days,
            _ => 7,
        };
        match i32::try_from(days) {
            Ok(days @ 1..=14) => Ok(Self { territory_only, days }),
            _ => Err(format!("the setting transport.days is {days}: write a number from 1 to 14")),
        }
    }
}

/// Runs the refresh. The error is one sentence for the operator.
pub(crate) fn run() -> Result<Outcome, String> {
    let before = publication::published(SOURCE).map_err(|error| error.to_string())?;
    let options = Options::read()?;
    let body = outbound::open("gtfs").map_err(|error| {
        format!("the timetable cannot be opened ({error}): name a GTFS zip with --setting transport.gtfs=FILE_OR_URL")
    })?;
    if body.status() != 200 {
        return Err(format!("the timetable's address answers with status {}", body.status()));
    }
    let revision = revision(&body.digest(), &options);
    if before.as_deref() == Some(revision.as_str()) {
        return Ok(Outcome::Unchanged);
    }
    let mut report = Report::default();
    let read = gtfs::read_feed(parvis_sdk::Reader::new(&body), &mut report);
    tell(&report);
    let feed = read.map_err(|refusal| refused(&refusal))?;
    publish(&feed, &report, &options, revision, before.is_some())?;
    Ok(Outcome::Published)
}

/// What is published depends on the bytes, the day and the settings.
fn revision(digest: &str, options: &Options) -> String {
    let today = clock::today();
    format!(
        "{digest} {:04}-{:02}-{:02} {} {} {}",
        today.year,
        today.month,
        today.day,
        options.days,
        options.territory_only,
        env!("CARGO_PKG_VERSION")
    )
}

fn publish(
    feed: &Feed,
    report: &Report,
    options: &Options,
    revision: String,
    published_before: bool,
) -> Result<(), String> {
    let failed = |error: parvis_sdk::Error| format!("the timetable cannot be published: {error}");
    let kept = if options.territory_only { stops::in_territory(feed) } else { feed.keep_all() };
    let draft = publication::begin(SOURCE).map_err(failed)?;
    let lines = lines::Lines::of(feed, &kept);
    stops::publish(&draft, feed, &lines).map_err(failed)?;
    lines.publish(&draft, feed).map_err(failed)?;
    let days = window::Days::starting_today(feed, options.days)?;
    trips::publish(&draft, feed, &kept, &days.window).map_err(failed)?;
    let departures = departures::publish(&draft, feed, &kept, &days)?;
    if departures == 0 {
        check_may_be_empty(feed, &kept, published_before)?;
    }
    let info = source::info(feed, Published { revision, zone: &days.zone });
    publication::commit(draft, &info, counts(report)).map_err(failed)
}

/// A feed without a departure is published only if there is nothing better: pages then say that it is out of its dates.
fn check_may_be_empty(feed: &Feed, kept: &Kept, published_before: bool) -> Result<(), String> {
    if (0..).zip(&feed.stops).all(|(index, _)| !kept.contains(index)) {
        return Err("no stop of the timetable lies in the territory; \
                    to take all of them: --setting transport.territory-only=false"
            .to_owned());
    }
    if published_before {
        let dates = feed.validity().map_or("no day at all".to_owned(), |(first, last)| {
            let ymd = |day: gtfs::Date| day.ymd();
            format!("{:?} to {:?}", ymd(first), ymd(last))
        });
        return Err(format!("the timetable has no departure in the coming days; it holds for {dates}"));
    }
    Ok(())
}

/// Passes the remarks on to the people who look after the source.
fn tell(report: &Report) {
    let line = |line: &gtfs::ReportLine| ReportLine {
        severity: match line.severity {
            gtfs::Severity::Info => Severity::Info,
            gtfs::Severity::Warning => Severity::Warning,
        },
        file: line.file.to_owned(),
        line: line.line.map(i64::from),
        reason: line.reason.clone(),
    };
    publication::report(&report.lines.iter().map(line).collect::<Vec<_>>());
}

fn refused(refusal: &Refusal) -> String {
    publication::report(&[ReportLine {
        severity: Severity::Fatal,
        file: refusal.file.clone(),
        line: refusal.line.map(i64::from),
        reason: refusal.reason.clone(),
    }]);
    refusal.to_string()
}

fn counts(report: &Report) -> Counts {
    let sum =
        |count: fn(&gtfs::FileCount) -> u32| report.files.iter().map(|file| i64::from(count(file))).sum();
    Counts {
        read: sum(|file| file.read),
        kept: sum(gtfs::FileCount::kept),
        refused: sum(|file| file.refused),
    }
}
