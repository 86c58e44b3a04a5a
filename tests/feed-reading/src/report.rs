//! The report: one text in Markdown, printed and put between the markers of the README.

use crate::readers::Readings;
use crate::rounds::Series;

/// The first marker of the README.
pub(crate) const BEGIN: &str = "<!-- begin: written by `cargo xtask bench -- feeds --write` -->";

/// Everything that was measured.
pub(crate) fn markdown(readings: &Readings) -> String {
    let Readings { stop_times, departures, .. } = readings;
    let mut lines = vec![
        format!(
            "The national TER timetable of January 2025: {stop_times} stop times, {departures} departures in seven days.\n"
        ),
        "| who | what it does | ms of processor time | ratio to gtfs-structures |\n|---|---|---|---|"
            .to_owned(),
    ];
    let rows = [
        ("gtfs-structures, native", "reads and joins", &readings.rival),
        ("our reader, native", "reads, joins, checks every row, reports", &readings.ours),
        ("our reader, native", "the same, and the departures of seven days", &readings.with_days),
        ("the plugin in its sandbox", "reads and checks; publishes stops and lines", &readings.sandboxed),
        (
            "the hub's whole refresh",
            "the same, and hands over, stores and indexes seven days",
            &readings.refresh,
        ),
    ];
    lines.extend(rows.iter().map(|(who, what, series)| line(who, what, series, &readings.rival)));
    lines.join("\n") + "\n"
}

fn line(who: &str, what: &str, series: &Series, rival: &Series) -> String {
    let (ms, ratio) = (series.spread(), series.over(rival));
    let (ms_range, ratio_range) = (ms.range(0), ratio.range(2));
    format!("| {who} | {what} | {:.0} {ms_range} | **{:.2}** {ratio_range} |", ms.median, ratio.median)
}
