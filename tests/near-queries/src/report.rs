//! The report: one text in Markdown, printed and put between the markers of the README.

use crate::changes::FEATURES;
use crate::measure::Near;
use crate::memory::Memory;
use crate::rounds::Series;

/// The first marker of the README.
pub(crate) const BEGIN: &str = "<!-- begin: written by `cargo xtask bench -- near --write` -->";
/// Most that the index alone may cost, kiddo being 1.
const GOAL_INDEX: f64 = 2.0;
/// Most that a filtered query made ready for a page may cost.
const GOAL_FILLED: f64 = 8.0;
/// Most bytes of a feature above its own texts and properties.
const GOAL_BYTES: usize = 150;

/// Everything that was measured.
pub(crate) fn markdown(near: &Near, memory: &[Memory]) -> String {
    let mut lines = vec![format!(
        "**20 nearest within 800 m** over {} points, {:.0} changes a second meanwhile, each of {FEATURES} features; microseconds.\n",
        near.points, near.changes
    )];
    lines.push(
        "| who | what it gives | microseconds | ratio to kiddo | goal |\n|---|---|---|---|---|".to_owned(),
    );
    let line = |who: &str, what: &str, series: &Series, goal: Option<f64>| {
        let ratio = series.over(&near.kd_tree);
        let goal = goal.map_or(String::new(), |goal| verdict(ratio.median <= goal, &format!("{goal}")));
        let (micros, ratio_range) = (micros(series), ratio.range(1));
        format!("| {who} | {what} | {micros} | **{:.1}** {ratio_range} | {goal} |", ratio.median)
    };
    lines.push(line(
        "kiddo, immutable k-d tree",
        "numbers of points, on a plane, no changes",
        &near.kd_tree,
        None,
    ));
    lines.push(line(
        "the hub's index alone",
        "numbers of features, on the sphere",
        &near.index,
        Some(GOAL_INDEX),
    ));
    lines.push(line("the hub's query", "features with exact distances, in order", &near.query, None));
    lines.push(line(
        "the hub's feed",
        "two filters, slots and links made ready",
        &near.filled,
        Some(GOAL_FILLED),
    ));
    lines.push(line(
        "SQLite's R*Tree through sqlx",
        "numbers of points, on a plane, no changes",
        &near.r_tree,
        None,
    ));
    lines.push(format!("\n**Memory of a feature** in bytes, above its own texts and properties; goal: at most {GOAL_BYTES}.\n"));
    lines.push("| what | how many | by layout | resident | goal |\n|---|---|---|---|---|".to_owned());
    lines.extend(memory.iter().map(memory_line));
    lines.join("\n") + "\n"
}

fn memory_line(memory: &Memory) -> String {
    let Memory { what, count, layout, resident } = memory;
    let goal = verdict(*resident <= GOAL_BYTES, &GOAL_BYTES.to_string());
    format!("| {what} | {count} | {layout} | {resident} | {goal} |")
}

fn verdict(met: bool, goal: &str) -> String {
    format!("{goal}: {}", if met { "met" } else { "missed" })
}

fn micros(series: &Series) -> String {
    let spread = series.spread();
    format!("{:.2} {}", spread.median, spread.range(2))
}
