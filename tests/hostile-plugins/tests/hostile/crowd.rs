//! Fifty visitors at once ask for a page that takes all the memory it may: no more of them run than a plugin has turns.

use std::time::Instant;

use crate::hostile_hub::HostileHub;
use crate::limits::shipped;
use crate::oracle::{self, memory_kib};

const VISITORS: usize = 50;
/// Calls of one plugin that run at one time, and what each may hold.
const TURNS_KIB: u64 = 4 * 64 * 1024;
/// What fifty connections and the rest of the hub may take beside.
const BESIDE_KIB: u64 = 48 * 1024;

#[test]
fn fifty_calls_at_once_hold_the_memory_of_four() {
    let mut hostile = HostileHub::with_misbehaving(&shipped());
    // Once, so that the pool of instances and the pages are warm.
    hostile.attack("/services/misbehaving/touch?n=first");
    let before = memory_kib(hostile.pid, "VmRSS");
    // From here on the kernel notes the peak anew.
    std::fs::write(format!("/proc/{}/clear_refs", hostile.pid), "5").expect("the peak is reset");
    std::thread::scope(|scope| {
        for n in 0..VISITORS {
            let mut browser = hostile.hub.browser();
            scope.spawn(move || {
                let page = format!("/services/misbehaving/touch?n={n}");
                let asked = Instant::now();
                let answer = browser.get(&page);
                oracle::answered_in_time(&page, asked.elapsed());
                oracle::the_page_stands(&page, &answer);
            });
        }
    });
    let peak = memory_kib(hostile.pid, "VmHWM");
    assert!(peak <= before + TURNS_KIB + BESIDE_KIB, "{before} KiB became {peak} KiB");
    oracle::the_process_is_the_same(&mut hostile, "fifty calls at once");
    oracle::neighbours_answer_at_once(&hostile, "fifty calls at once");
}
