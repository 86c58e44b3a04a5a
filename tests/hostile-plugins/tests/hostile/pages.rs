//! A page asks the plugin for every misdeed in turn; then a hundred times for those that are quick.

use std::time::Duration;

use serde_json::Value;
use tests_harness::wait_until;

use crate::hostile_hub::{HostileHub, demo, page_call, reasons_in};
use crate::pages_table::{End, PAGES};
use crate::refreshes::REFRESHES;

/// What a resident reads in place of a part that failed.
const CALM: &str = "ne répond pas";
/// Misdeeds that end quickly and keep nothing in the cache of views.
const QUICK: &[&str] = &["trap", "recursion", "host-calls", "huge-log", "huge-view", "many-blocks", "memory"];
/// What a hundred repeats may leave behind, in KiB.
const LEFT_BEHIND_KIB: u64 = 8 * 1024;

#[test]
fn every_misdeed_ends_calmly_and_is_named() {
    let mut hostile = HostileHub::with_misbehaving(demo(""));
    the_table_is_complete(&hostile);
    for (name, end) in PAGES {
        let answer = hostile.attack(&format!("/services/misbehaving/{name}"));
        let words = match end {
            End::Shown(words, _) => words,
            End::Notice(_) | End::NoFeed(_) => CALM,
        };
        assert!(answer.text.contains(words), "{name}: {words:?} is not in {}", answer.text);
        assert!(!answer.text.contains("<script>alert") && !answer.text.contains("<img src=x"), "{name}");
        assert!(!answer.text.contains("javascript:") && !answer.text.contains("href=\"data:"), "{name}");
    }
    the_log_says_why(&hostile);
    nothing_is_left_behind(&mut hostile);
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

fn the_log_says_why(hostile: &HostileHub) {
    let stored = || !hostile.reasons("misbehaving", "feed").is_empty();
    assert!(wait_until(stored, Duration::from_secs(5)), "no line about a feed is stored");
    let lines = hostile.logs("misbehaving");
    for (name, end) in PAGES {
        let (End::Shown(_, words) | End::Notice(words) | End::NoFeed(words)) = end;
        let call = if matches!(end, End::NoFeed(_)) { "feed".to_owned() } else { page_call(name) };
        let said = reasons_in(&lines, "misbehaving", &call);
        assert_eq!(said.len(), usize::from(!words.is_empty()), "{name}: {said:?}");
        assert!(said.iter().all(|line| line.contains(words)), "{name}: {words:?} is not in {said:?}");
    }
    for (name, function) in
        [("trap", "trap"), ("loop", "endless"), ("recursion", "deeper (20 times or more)")]
    {
        let said = &reasons_in(&lines, "misbehaving", &page_call(name))[0];
        let function = format!("plugin_misbehaving::resources::{function}");
        let named = said.split(" | ").any(|line| line.trim() == function);
        // A call that was stopped while it waited for a processor has no stack to show.
        let waited = said.starts_with("stopped after 800 ms");
        assert!(named || waited, "{name}: no readable backtrace: {said}");
    }
    let flood = lines.iter().filter(|line| line["origin"] == "plugin").count();
    assert_eq!(flood, 64, "lines of the flood that are kept");
    let unclean =
        lines.iter().any(|line| line["message"].as_str().unwrap_or_default().contains(['\u{1b}', '\n']));
    assert!(!unclean, "a line of the log can colour a terminal or forge another line");
}

fn nothing_is_left_behind(hostile: &mut HostileHub) {
    repeat_the_quick_ones(hostile, 20);
    // What the first rounds left to be stored is stored within a second.
    std::thread::sleep(Duration::from_millis(1_500));
    let (memory, files) = (hostile.memory_kib("VmRSS"), hostile.open_files());
    repeat_the_quick_ones(hostile, 100);
    let calm = || hostile.open_files() <= files && hostile.memory_kib("VmRSS") <= memory + LEFT_BEHIND_KIB;
    let well = wait_until(calm, Duration::from_secs(5));
    let (memory_now, files_now) = (hostile.memory_kib("VmRSS"), hostile.open_files());
    assert!(well, "{memory} KiB, {files} files became {memory_now} KiB, {files_now} files");
    hostile.neighbours_are_well("a hundred repeats");
}

fn repeat_the_quick_ones(hostile: &HostileHub, times: usize) {
    let mut browser = hostile.hub.browser();
    for name in QUICK {
        for _ in 0..times {
            assert_eq!(browser.get(&format!("/services/misbehaving/{name}")).status, 200, "{name}");
        }
    }
}
