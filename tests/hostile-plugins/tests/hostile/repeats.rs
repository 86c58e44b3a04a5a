//! One attack again and again: a hundred times where it is quick, ten times where it is not.

use std::time::{Duration, Instant};

use tests_harness::Response;

use crate::hostile_hub::HostileHub;
use crate::oracle::{self, BUSY, Holds};

/// What is quicker than this is repeated a hundred times.
const QUICK: Duration = Duration::from_millis(10);

/// Asks for a page of a plugin until the oracle has seen enough of it; `check` looks at each answer. Returns how many calls
/// were made. Every one has another query, so that none is answered from the cache of views.
pub(crate) fn repeat(hostile: &mut HostileHub, page: &str, check: impl Fn(&Response)) -> usize {
    let asked = Instant::now();
    let first = hostile.hub.browser().get(&format!("{page}?n=0"));
    let took = asked.elapsed();
    oracle::answered_in_time(page, took);
    oracle::the_page_stands(page, &first);
    check(&first);
    oracle::neighbours_answer_at_once(hostile, page);
    let times = if took < QUICK * BUSY { 100 } else { 10 };
    let warmed = 1 + times / 5;
    let calls = warmed + times;
    ask(hostile, page, 1..warmed, &check);
    // What the first calls left to be stored is stored within a second.
    let before = Holds::of(hostile);
    ask(hostile, page, warmed..calls, &check);
    let is_calm = first.text.contains(oracle::CALM);
    let kept_kib = if is_calm { 0 } else { views_kib(hostile, page, times) };
    oracle::the_process_is_the_same(hostile, page);
    oracle::neighbours_answer_at_once(hostile, page);
    oracle::memory_is_back(hostile, &before, kept_kib, page);
    oracle::nothing_stays_open(hostile, &before, page);
    // The form that `views_kib` looked at is one more call.
    calls + usize::from(!is_calm)
}

fn ask(hostile: &HostileHub, page: &str, numbers: std::ops::Range<usize>, check: &impl Fn(&Response)) {
    let mut browser = hostile.hub.browser();
    for n in numbers {
        let asked = Instant::now();
        let answer = browser.get(&format!("{page}?n={n}"));
        oracle::answered_in_time(page, asked.elapsed());
        oracle::the_page_stands(page, &answer);
        check(&answer);
    }
}

/// Most memory of the views that a hub keeps of a page that it served: a block takes a kilobyte however little it says.
fn views_kib(hostile: &HostileHub, page: &str, times: usize) -> u64 {
    let form = hostile.hub.browser().get_json(page);
    let blocks = form.json()["page"]["view"]["blocks"].as_array().map_or(0, Vec::len);
    ((blocks + form.text.len() * 4 / 1024) * times) as u64
}
