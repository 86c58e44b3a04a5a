//! Trust does not grow with age or success: a plugin that came to life once, years ago by the hub's clock, is held to the
//! same limits.

use std::time::Duration;

use tests_harness::{Response, wait_until};

use crate::components::install;
use crate::hostile_hub::{HostileHub, guest, page_call};
use crate::limits::little_memory;
use crate::oracle::{self, CALM};
use crate::repeats::repeat;

/// Installed today by the machine's clock; the hub's own is years later.
const LATER: &str = "2031-08-04T08:30:00+02:00";
/// Dies where it is given less memory than where it was tried out.
pub(crate) const BORN_DEAD_LATER: &str = "start-traps-later";

#[test]
fn neither_age_nor_a_first_birth_makes_a_plugin_trusted() {
    let mut hostile = HostileHub::start_at(&little_memory(), LATER);
    hostile.install(&guest("misbehaving").display().to_string());
    hostile.wait_for("misbehaving");
    install(&hostile, BORN_DEAD_LATER);
    a_later_day_changes_nothing(&hostile);
    a_plugin_that_dies_at_a_later_birth_is_named(&mut hostile);
}

fn a_later_day_changes_nothing(hostile: &HostileHub) {
    let mut browser = hostile.hub.browser();
    let cases = [
        ("loop", "stopped after "),
        ("host-calls", "more than 2000 calls"),
        ("memory", "more than 32 MiB"),
        ("big-view", "at most 262144"),
    ];
    for (name, _) in cases {
        let answer = browser.get(&format!("/services/misbehaving/{name}"));
        assert!(answer.status == 200 && answer.text.contains(CALM), "{name}: {}", answer.text);
    }
    for (name, words) in cases {
        let said =
            || hostile.reasons("misbehaving", &page_call(name)).iter().any(|line| line.contains(words));
        assert!(wait_until(said, Duration::from_secs(5)), "{name}: {words}");
    }
}

fn a_plugin_that_dies_at_a_later_birth_is_named(hostile: &mut HostileHub) {
    let check = |answer: &Response| assert!(answer.text.contains(CALM), "{}", answer.text);
    let calls = repeat(hostile, &format!("/services/{BORN_DEAD_LATER}/x"), check);
    // Lines are stored every second.
    std::thread::sleep(Duration::from_millis(1_500));
    let lines = hostile.logs(BORN_DEAD_LATER);
    oracle::the_log_names_it(&lines, BORN_DEAD_LATER, &page_call("x"), "more than 32 MiB", calls);
}
