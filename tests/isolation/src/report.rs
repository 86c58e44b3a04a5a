//! The report: one table in Markdown, printed and put between the markers of the README.

use crate::Row;
use crate::attack::Neighbour;
use crate::rounds::Series;

/// The first marker of the README.
pub(crate) const BEGIN: &str = "<!-- begin: written by `cargo xtask bench -- isolation --write` -->";
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
        ratio.range(2),
    )
}

fn cell(series: &Series, digits: usize) -> String {
    let spread = series.spread();
    format!("{:.digits$} {}", spread.median, spread.range(digits))
}
