//! The readers, each timed in every round.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use gtfs_structures::{Gtfs, GtfsReader};
use plugin_transport::gtfs::{Date, Feed, Report, Window, read_feed};
use rustix::time::{ClockId, clock_gettime};

use crate::refresh::{Bench, TODAY};
use crate::rounds::{Series, interleaved};

/// What was measured, in milliseconds of processor time.
pub(crate) struct Readings {
    pub(crate) stop_times: usize,
    pub(crate) departures: usize,
    pub(crate) rival: Series,
    pub(crate) ours: Series,
    pub(crate) with_days: Series,
    pub(crate) sandboxed: Series,
    pub(crate) refresh: Series,
}

/// Times every reader in `rounds` rounds.
pub(crate) fn measure(feed: &Path, plugins: &Path, rounds: usize) -> Result<Readings> {
    let stop_times = compare(feed)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let bench = Bench::new(feed, plugins)?;
    let departures = expand(&ours(feed)?.0)?;
    let published = runtime.block_on(bench.departures())?;
    ensure!(published == departures, "{published} departures published, {departures} worked out natively");
    let series = interleaved(5, rounds, |variant| match variant {
        0 => timed(|| rival(feed).map(drop)),
        1 => timed(|| ours(feed).map(drop)),
        2 => timed(|| expand(&ours(feed)?.0).map(drop)),
        3 => runtime.block_on(bench.refresh_after_the_last_day()),
        _ => runtime.block_on(bench.refresh()),
    })?;
    let [rival, ours, with_days, sandboxed, refresh] =
        <[Series; 5]>::try_from(series).map_err(|_| anyhow!("five variants"))?;
    Ok(Readings { stop_times, departures, rival, ours, with_days, sandboxed, refresh })
}

/// Milliseconds that this process has had processors.
pub(crate) fn processor_ms() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

fn timed(work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let before = processor_ms();
    work()?;
    Ok(processor_ms() - before)
}

fn rival(feed: &Path) -> Result<Gtfs> {
    GtfsReader::default().read_from_path(feed).map_err(|error| anyhow!("gtfs-structures: {error}"))
}

fn ours(feed: &Path) -> Result<(Feed, Report)> {
    let mut report = Report::default();
    let file = File::open(feed).with_context(|| feed.display().to_string())?;
    let feed = read_feed(file, &mut report).map_err(|refusal| anyhow!("{refusal}"))?;
    Ok((feed, report))
}

/// Works out the departures of seven days and counts them.
fn expand(feed: &Feed) -> Result<usize> {
    let zone = jiff::tz::TimeZone::get("Europe/Paris")?;
    let at = |day: Date, hour: i8| {
        let (year, month, day) = day.ymd();
        let local = jiff::civil::date(year as i16, month as i8, day as i8).at(hour, 0, 0, 0);
        local.to_zoned_datetime(zone.clone()).map_or(0, |at| at.timestamp().as_millisecond())
    };
    let first_day = Date::parse(TODAY).context("a day")?;
    let window =
        Window { first_day, days: 7, from_ms: at(first_day, 0), until_ms: at(first_day.plus_days(7), 0) };
    let kept = feed.keep_all();
    Ok(feed.departures(window, &kept, |day| at(day, 12)).map(|day| day.len()).sum())
}

/// Both readers find the same rows. Returns how many stop times there are.
fn compare(feed: &Path) -> Result<usize> {
    let (rival, (_, report)) = (rival(feed)?, ours(feed)?);
    let stop_times = rival.trips.values().map(|trip| trip.stop_times.len()).sum();
    let dates = rival.calendar_dates.values().map(Vec::len).sum();
    let counts = [
        ("stop_times.txt", stop_times),
        ("trips.txt", rival.trips.len()),
        ("stops.txt", rival.stops.len()),
        ("routes.txt", rival.routes.len()),
        ("calendar_dates.txt", dates),
    ];
    for (file, theirs) in counts {
        let ours = report.count(file).kept() as usize;
        ensure!(ours == theirs, "{file}: gtfs-structures finds {theirs} rows, we {ours}");
    }
    Ok(stop_times)
}
