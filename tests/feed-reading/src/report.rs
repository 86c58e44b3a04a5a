//! The report: one text in Markdown, printed and put between the markers of the README.

use std::path::Path;

use anyhow::Context;

use crate::readers::Readings;
use crate::rounds::{Series, Spread};

const BEGIN: &str = "<!-- begin: written by `cargo xtask bench -- feeds --write` -->";
const END: &str = "<!-- end -->";

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
    let (ms_range, ratio_range) = (range(ms, 0), range(ratio, 2));
    format!("| {who} | {what} | {:.0} {ms_range} | **{:.2}** {ratio_range} |", ms.median, ratio.median)
}

fn range(spread: Spread, digits: usize) -> String {
    format!("[{:.digits$}..{:.digits$}]", spread.low, spread.high)
}

#[expect(clippy::print_stdout, reason = "the report is what the person at the terminal asked for")]
pub(crate) fn print(report: &str) {
    println!("{report}");
}

/// Puts the report between the markers of the README.
pub(crate) fn write(report: &str) -> anyhow::Result<()> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(&readme).with_context(|| format!("{}", readme.display()))?;
    let (before, rest) = text.split_once(BEGIN).context("README.md has no first marker")?;
    let (_, after) = rest.split_once(END).context("README.md has no last marker")?;
    let text = format!("{before}{BEGIN}\n\n{report}\n{END}{after}");
    std::fs::write(&readme, text).with_context(|| format!("{}", readme.display()))
}
