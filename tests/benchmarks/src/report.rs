//! The report: one text in Markdown, printed and put between the markers of the README.

use crate::calls::{Calls, Pair};
use crate::languages::Written;
use crate::machine;
use crate::page_work::Work;
use crate::rounds::Series;
use crate::serving::{Load, Served};

/// The first marker of the README.
pub(crate) const BEGIN: &str = "<!-- begin: written by `cargo xtask bench -- --write` -->";
/// Most that a fresh call may cost, bare wasmtime being 1.
const GOAL_CALL: f64 = 1.15;
/// Least that a cached page may serve, the native handler being 1.
const GOAL_PAGE: f64 = 0.8;

/// Everything that was measured.
pub(crate) fn markdown(calls: &Calls, languages: &[Written], work: &[Work], served: &[Served]) -> String {
    let mut lines =
        vec![format!("{}, {} processors.", machine::name(), machine::processors()), String::new()];
    lines.push(format!("**A fresh call**, microseconds; goal: at most {GOAL_CALL} of bare wasmtime.\n"));
    lines.push("| call | bare wasmtime | hub | ratio | goal |\n|---|---|---|---|---|".to_owned());
    lines.push(call_line("`home`", &calls.home));
    lines.push(call_line("`page` of a stop, reads once", &calls.page));
    lines.extend(language_lines(languages));
    lines.push(format!(
        "\n**A cached page over HTTP**, requests per second; goal: at least {GOAL_PAGE} of the native handler.\n"
    ));
    lines.push(
        "| page | bytes | server | requests/s | ratio to native | goal | server's us per request | native's / this |\n\
         |---|---|---|---|---|---|---|---|"
            .to_owned(),
    );
    lines.extend(served.iter().map(served_line));
    lines.push("\n**Inside a page**, microseconds, without HTTP; shares of the whole page.\n".to_owned());
    lines.push(
        "| page | whole, cached view | finding the view | filling its feeds | writing HTML | a fresh view instead |\n\
         |---|---|---|---|---|---|"
            .to_owned(),
    );
    lines.extend(work.iter().map(work_line));
    lines.join("\n") + "\n"
}

fn call_line(name: &str, pair: &Pair) -> String {
    let ratio = pair.ours.over(&pair.bare);
    let met = if ratio.median <= GOAL_CALL { "met" } else { "missed" };
    let (bare, ours) = (micros(&pair.bare), micros(&pair.ours));
    format!("| {name} | {bare} | {ours} | **{:.2}** {} | {met} |", ratio.median, ratio.range(2))
}

fn language_lines(written: &[Written]) -> Vec<String> {
    let mut lines = vec![
        "\n**A fresh call in every language**, the same plugin, microseconds; ratios to Rust.\n".to_owned(),
        "| language | component, bytes | `home` | ratio | `page` | ratio |\n|---|---|---|---|---|---|"
            .to_owned(),
    ];
    let Some(base) = written.first() else { return lines };
    let ratio = |ours: &Series, base: &Series| {
        let ratio = ours.over(base);
        format!("**{:.1}** {}", ratio.median, ratio.range(1))
    };
    lines.extend(written.iter().map(|one| {
        let Written { language, bytes, home, page } = one;
        let (of_home, of_page) = (ratio(home, &base.home), ratio(page, &base.page));
        format!("| {language} | {bytes} | {} | {of_home} | {} | {of_page} |", micros(home), micros(page))
    }));
    lines
}

fn served_line(served: &Served) -> String {
    let Served { name, bytes, native, cached, fresh } = served;
    let per_second = |load: &Load| {
        let spread = load.per_second.spread();
        format!("{:.0} {}", spread.median, spread.range(0))
    };
    let ratio = |load: &Load| {
        let ratio = load.per_second.over(&native.per_second);
        format!("**{:.2}** {}", ratio.median, ratio.range(2))
    };
    // The same ratio in processor time of the server, turned round so that less time is more pages.
    let by_micros = |load: &Load| {
        let ratio = native.micros.over(&load.micros);
        format!("{:.2} {}", ratio.median, ratio.range(2))
    };
    let met = if cached.per_second.over(&native.per_second).median >= GOAL_PAGE { "met" } else { "missed" };
    let line = |server: &str, load: &Load, met: &str| {
        let (per_second, micros) = (per_second(load), micros(&load.micros));
        format!(
            "| {name} | {bytes} | {server} | {per_second} | {} | {met} | {micros} | {} |",
            ratio(load),
            by_micros(load)
        )
    };
    [line("native", native, ""), line("hub, cached view", cached, met), line("hub, fresh plugin", fresh, "")]
        .join("\n")
}

fn work_line(work: &Work) -> String {
    let whole = work.whole.spread().median;
    let part =
        |series: &Series| format!("{} ({:.0} %)", micros(series), series.spread().median / whole * 100.0);
    format!(
        "| {} | {} | {} | {} | {} | {} |",
        work.name,
        micros(&work.whole),
        part(&work.cached_view),
        part(&work.fill),
        part(&work.write),
        part(&work.fresh_view),
    )
}

fn micros(series: &Series) -> String {
    let spread = series.spread();
    format!("{:.1} {}", spread.median, spread.range(1))
}
