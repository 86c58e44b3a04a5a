//! Promise: ten thousand visitors who have had their page and keep their connection cost little and slow nobody down.

use std::time::Duration;

use tests_harness::wait_until;
use tests_server::{Configured, Crowd, Raw, SAFETY, Table, raise_open_files};

const CONNECTIONS: usize = 10_000;
/// What they may cost the process.
const MEMORY_BOUND: u64 = 150 * 1024 * 1024;
/// For all else that this test and the hub have open.
const OTHER_FILES: usize = 512;

#[test]
fn ten_thousand_idle_connections_cost_little_and_slow_nobody_down() {
    let allowed = raise_open_files().saturating_sub(OTHER_FILES);
    let count = CONNECTIONS.min(allowed);
    if count < CONNECTIONS {
        println!("this machine allows {count} connections; the promise is about {CONNECTIONS}");
    }
    let configured = Configured::start("[http]\nidle-ms = 600000\n");
    let address = configured.address();
    let table = Table::quiet(address);
    let before = configured.usage();
    let crowd = Crowd::idle(address, count);
    let full = configured.usage();
    assert!(full.files >= count, "{} files are open", full.files);
    table.under(&format!("{count} idle connections"), address);
    let grown = configured.usage().resident.saturating_sub(before.resident);
    println!(
        "memory: {} MB before, {} MB more with {count} idle connections ({} bytes each)",
        before.resident / 1_000_000,
        grown / 1_000_000,
        grown / count as u64
    );
    assert!(grown < MEMORY_BOUND, "{grown} bytes more");
    drop(crowd);
    let gone = || configured.usage().files < before.files + OTHER_FILES;
    assert!(wait_until(gone, SAFETY), "{} files are still open", configured.usage().files);
}

#[test]
fn a_process_without_files_pauses_and_recovers() {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    // Without plugins, so that no refresh spends the time that is measured.
    let configured = Configured::bare("[http]\nidle-ms = 600000\n");
    let address = configured.address();
    let pid = i32::try_from(configured.hub.pid()).ok().and_then(Pid::from_raw);
    let room = configured.usage().files as u64 + 20;
    let few = Rlimit { current: Some(room), maximum: Some(room) };
    prlimit(pid, Resource::Nofile, few).expect("the limit can be lowered");
    // The system takes connections that the hub cannot.
    let mut crowd: Vec<Raw> = (0..60).map(|_| Raw::to(address)).collect();
    let full = || configured.usage().files as u64 >= room;
    assert!(wait_until(full, SAFETY), "{} files are open", configured.usage().files);
    let before = configured.usage().cpu_ticks;
    std::thread::sleep(Duration::from_secs(2));
    let spent = configured.usage().cpu_ticks - before;
    assert!(spent < 100, "{spent} of 200 hundredths of a second went into asking again");
    assert!(configured.hub.said().contains("no connection can be accepted"), "{}", configured.hub.said());
    crowd.clear();
    assert!(Raw::to(address).ask("/").starts_with("HTTP/1.1 200 "), "it does not recover");
}
