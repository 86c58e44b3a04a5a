//! The report: one table in Markdown, printed and put between the markers of the README.

use std::path::Path;

use anyhow::Context;

use crate::Row;
use crate::attack::Neighbour;
use crate::rounds::{Series, Spread};

const BEGIN: &str = "<!-- begin: written by `cargo xtask bench -- isolation --write` -->";
const END: &str = "<!-- end -->";
/// Most that the healthy page's p99 may be beside a neighbour, the quiet run being 1.
const GOAL: f64 = 2.0;

/// Everything that was measured; the first row is the quiet one.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let heading = "| the neighbour | pages/s | median ms | p99 ms | p99 to the quiet run | errors | goal | its calls |\n\
                   |---|---|---|---|---|---|---|---|";
    let lines = rows.iter().map(|row| line(row, &rows[0]));
    format!("{heading}\n{}\n", lines.collect::<Vec<_>>().join("\n"))
}

fn line(row: &Row, quiet: &Row) -> String {
    let ratio = row.p99_ms.over(&quiet.p99_ms);
    let goal = match row.neighbour {
        Neighbour::Quiet => "",
        _ if ratio.median <= GOAL && row.errors == 0 => "met",
        _ => "missed",
    };
    let Row { neighbour, per_second, median_ms, p99_ms, errors, attacks } = row;
    format!(
        "| {} | {} | {} | {} | **{:.2}** {} | {errors} | {goal} | {attacks} |",
        neighbour.name(),
        cell(per_second, 0),
        cell(median_ms, 2),
        cell(p99_ms, 2),
        ratio.median,
        range(ratio, 2),
    )
}

fn cell(series: &Series, digits: usize) -> String {
    let spread = series.spread();
    format!("{:.digits$} {}", spread.median, range(spread, digits))
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
