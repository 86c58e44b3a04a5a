//! The report: one text in Markdown, printed and put between the markers of the README.

use crate::asked::Asked;
use crate::machine;
use crate::rounds::{Series, Spread};
use crate::searching::Searched;
use crate::services::{BASE, Services};
use crate::sizes::{ByFeatures, Size};
use crate::start::Start;

/// The first marker of the README.
pub(crate) const BEGIN: &str = "<!-- begin: written by `cargo xtask bench -- around --write` -->";
/// Most that the largest hub's page may cost, the smallest hub's being 1.
const GOAL_GROWTH: f64 = 1.5;
/// Most that a page may cost with the most plugins, with the cards alone being 1.
const GOAL_FLAT: f64 = 1.1;
/// Longest that a search may take, in milliseconds.
const GOAL_SEARCH_MS: f64 = 200.0;
const MIB: f64 = 1024.0 * 1024.0;

/// On which machine.
pub(crate) fn machine() -> String {
    format!("{}, {} processors.\n", machine::name(), machine::processors())
}

/// What hubs of every size took.
pub(crate) fn by_features(measured: &ByFeatures) -> String {
    let ByFeatures { sizes, searches, starts } = measured;
    let mut lines = size_lines(sizes);
    lines.extend(start_lines(sizes, starts));
    lines.extend(search_lines(sizes, searches));
    lines.join("\n") + "\n"
}

/// What hubs with few and many plugins took.
pub(crate) fn by_plugins(services: &[Services]) -> String {
    service_lines(services).join("\n") + "\n"
}

fn size_lines(sizes: &[Size]) -> Vec<String> {
    let mut lines = vec![
        format!("\n**Around me by the number of features**, microseconds; goal of the page: at most {GOAL_GROWTH} of the smallest.\n"),
        "| features in 12 collections | what | p50 | p99 | growth of p50 | growth of p99 | goal |\n|---|---|---|---|---|---|---|".to_owned(),
    ];
    let Some(smallest) = sizes.first() else { return lines };
    for size in sizes {
        let page = format!("the page: {} results, {} kB", size.results, size.bytes / 1000);
        lines.push(size_line(size.features, "twelve feeds of 20", (&size.feeds, &smallest.feeds), None));
        lines.push(size_line(size.features, &page, (&size.page, &smallest.page), Some(GOAL_GROWTH)));
        lines.push(size_line(
            size.features,
            "the same through the router",
            (&size.routed, &smallest.routed),
            None,
        ));
    }
    lines
}

fn size_line(features: usize, what: &str, (ours, base): (&Asked, &Asked), goal: Option<f64>) -> String {
    let growth = ours.p50.over(&base.p50);
    let verdict = goal.map_or("", |goal| verdict(growth.median <= goal));
    let (p50, p99) = (micros(&ours.p50), micros(&ours.p99));
    let (slow, fast) = (ratio(ours.p99.over(&base.p99)), ratio(growth));
    format!("| {features} | {what} | {p50} | {p99} | {fast} | {slow} | {verdict} |")
}

fn start_lines(sizes: &[Size], starts: &[Start]) -> Vec<String> {
    let mut lines = vec![
        "\n**A start over stored data**, one each, in a fresh process.\n".to_owned(),
        "| features | ms to start | of processor time | MiB then | most MiB meanwhile | ms of processor time of the first search | MiB after it |\n|---|---|---|---|---|---|---|".to_owned(),
    ];
    lines.extend(sizes.iter().zip(starts).map(|(size, start)| {
        let Start { ms, busy_ms, resident, search_ms, searched, peak } = start;
        format!(
            "| {} | {ms:.0} | {busy_ms:.0} | {:.0} | {:.0} | {search_ms:.0} | {:.0} |",
            size.features,
            resident / MIB,
            peak / MIB,
            searched / MIB
        )
    }));
    lines
}

fn search_lines(sizes: &[Size], searches: &[Searched]) -> Vec<String> {
    let heads: Vec<String> = sizes.iter().map(|size| format!("{} features", size.features)).collect();
    let mut lines = vec![
        format!("\n**Search**, milliseconds of a page; goal: at most {GOAL_SEARCH_MS:.0}.\n"),
        format!(
            "| what is typed | {} | results | goal |\n|---|{}---|---|",
            heads.join(" | "),
            "---|".repeat(sizes.len())
        ),
    ];
    for Searched { words, why, results, pages } in searches {
        let cells: Vec<String> = pages.iter().map(|page| millis(&page.p50)).collect();
        let longest = pages.last().map_or(0.0, |page| page.p50.spread().median / 1e3);
        let verdict = verdict(longest <= GOAL_SEARCH_MS);
        lines.push(format!("| `{words}`: {why} | {} | {results} | {verdict} |", cells.join(" | ")));
    }
    lines
}

fn service_lines(services: &[Services]) -> Vec<String> {
    let mut lines = vec![
        format!("\n**Pages by the number of enabled plugins**, microseconds; goal: at most {GOAL_FLAT} of the six with a card alone.\n"),
        "| plugins | on the front page | `/`, p50 | p99 | ratio | goal | `/autour`, p50 | p99 | ratio | goal |\n|---|---|---|---|---|---|---|---|---|---|".to_owned(),
    ];
    let Some(base) = services.get(BASE) else { return lines };
    for one in services {
        let front = cells(&one.front, &base.front);
        let around = cells(&one.around, &base.around);
        let what = if one.publishing { ", each with data" } else { "" };
        lines.push(format!("| {}{what} | {} | {front} | {around} |", one.plugins, one.cards));
    }
    lines
}

fn cells(ours: &Asked, base: &Asked) -> String {
    let growth = ours.p50.over(&base.p50);
    let verdict = verdict(growth.median <= GOAL_FLAT);
    format!("{} | {} | {} | {verdict}", micros(&ours.p50), micros(&ours.p99), ratio(growth))
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "missed" }
}

fn ratio(spread: Spread) -> String {
    format!("**{:.2}** {}", spread.median, spread.range(2))
}

fn micros(series: &Series) -> String {
    let spread = series.spread();
    format!("{:.0} {}", spread.median, spread.range(0))
}

fn millis(series: &Series) -> String {
    let Spread { low, median, high } = series.spread();
    let spread = Spread { low: low / 1e3, median: median / 1e3, high: high / 1e3 };
    format!("{:.2} {}", spread.median, spread.range(2))
}
