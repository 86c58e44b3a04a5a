//! A page asks the plugin for every misdeed in turn: once with the limits that are shipped, then again and again.

use std::time::Duration;

use serde_json::Value;
use tests_harness::{Response, wait_until};

use crate::every::every;
use crate::hostile_hub::{HostileHub, page_call, reasons_in};
use crate::limits::{low_view, shipped};
use crate::oracle::{self, CALM};
use crate::pages_table::{End, PAGES};
use crate::refreshes_table::REFRESHES;
use crate::repeats::repeat;

#[test]
fn every_misdeed_ends_calmly_and_is_named_with_the_shipped_limits() {
    let mut hostile = HostileHub::with_misbehaving(&shipped());
    the_table_is_complete(&hostile);
    every(PAGES, |(name, end)| {
        let answer = hostile.attack(&format!("/services/misbehaving/{name}"));
        ends_as_it_must(name, *end, &answer);
    });
    let lines = the_log_names_each(&hostile, |_| 1);
    stacks_are_readable(&lines);
    let flood = lines.iter().filter(|line| line["origin"] == "plugin").count();
    assert_eq!(flood, 64, "lines of the flood that are kept");
    let dropped = reasons_in(&lines, "misbehaving", &page_call("flood-log"));
    assert_eq!(dropped, ["936 more lines of log were dropped"]);
}

#[test]
fn every_misdeed_can_be_repeated() {
    let mut hostile = HostileHub::with_misbehaving(&low_view());
    let mut calls = Vec::new();
    every(PAGES, |(name, end)| {
        let page = format!("/services/misbehaving/{name}");
        calls.push(repeat(&mut hostile, &page, |answer| ends_as_it_must(name, *end, answer)));
    });
    the_log_names_each(&hostile, |at| calls[at]);
}

/// The plugin lists what it can do: each must have its line here.
fn the_table_is_complete(hostile: &HostileHub) {
    let page = hostile.hub.browser().get_json("/services/misbehaving/").json();
    let known = PAGES.iter().map(|(name, _)| *name).chain(REFRESHES.iter().map(|case| case.task));
    let known: Vec<&str> = known.collect();
    assert_eq!(bullets(&page), known, "a misdeed without its case, or a case without its misdeed");
}

/// The texts of every list of bullets in a page.
fn bullets(page: &Value) -> Vec<String> {
    let blocks = page["page"]["view"]["blocks"].as_array().expect("blocks");
    let texts = blocks.iter().filter_map(|block| block["bullets"].as_array()).flatten();
    texts.filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

fn ends_as_it_must(name: &str, end: End, answer: &Response) {
    let words = match end {
        End::Shown(words, _) => words,
        End::Notice(_) | End::NoFeed(_) => CALM,
    };
    assert!(answer.text.contains(words), "{name}: {words:?} is not in {}", answer.text);
}

/// Point (f) for every misdeed of the table, `calls(n)` being how often the n-th was called.
fn the_log_names_each(hostile: &HostileHub, calls: impl Fn(usize) -> usize) -> Vec<Value> {
    let (last, _) = PAGES
        .iter()
        .rev()
        .find(|(_, end)| matches!(end, End::Notice(words) if !words.is_empty()))
        .expect("a notice");
    let stored = || !hostile.reasons("misbehaving", &page_call(last)).is_empty();
    assert!(wait_until(stored, Duration::from_secs(5)), "no line about {last} is stored");
    // Lines are stored every second: those of the last calls may be under way.
    std::thread::sleep(Duration::from_millis(1_500));
    let lines = hostile.logs("misbehaving");
    let without_feed = (0..PAGES.len()).filter(|at| matches!(PAGES[*at].1, End::NoFeed(_)));
    let of_feeds: usize = without_feed.map(&calls).sum();
    every(PAGES.iter().enumerate(), |(at, (name, end))| {
        let (End::Shown(_, words) | End::Notice(words) | End::NoFeed(words)) = end;
        match end {
            End::NoFeed(_) => {
                let said = reasons_in(&lines, "misbehaving", "feed");
                assert_eq!(said.len(), of_feeds, "{name}");
                assert!(said.iter().any(|line| line.contains(words)), "{name}: {words:?} is not in {said:?}");
            }
            _ => oracle::the_log_names_it(&lines, "misbehaving", &page_call(name), words, calls(at)),
        }
    });
    lines
}

fn stacks_are_readable(lines: &[Value]) {
    for (name, function) in
        [("trap", "trap"), ("loop", "endless"), ("recursion", "deeper (20 times or more)")]
    {
        let said = &reasons_in(lines, "misbehaving", &page_call(name))[0];
        let function = format!("plugin_misbehaving::resources::{function}");
        let named = said.split(" | ").any(|line| line.trim() == function);
        // A call that was stopped while it waited for a processor has no stack to show.
        let waited = said.starts_with("stopped after 800 ms");
        assert!(named || waited, "{name}: no readable backtrace: {said}");
    }
}
