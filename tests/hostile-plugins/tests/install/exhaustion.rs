//! Components that take more to read or to compile than they may: the worker is stopped, one sentence says why, and a
//! running hub does not notice.

use std::time::{Duration, Instant};

use tests_harness::{Hub, Launch, wait_until};
use tests_hostile_plugins::{manifest, plugin_from_core, write};

use crate::check::{check, config_file};
use crate::files::native_files;
use crate::made;
use crate::worker::{has_only_pipes, worker_of};

/// Five times the 1 s that is given, and what starting and ending takes.
const STOPPED: Duration = Duration::from_secs(15);
/// A page's budget of time is 800 ms; on a busy machine five times that.
const BUDGET: Duration = Duration::from_millis(5 * 800);

#[test]
fn each_limit_of_compiling_stops_the_worker() {
    let hard = made::with_hard_work(made::well(), 12);
    for (line, words) in [
        (
            "cpu-s = 1",
            "takes more than 1 s of processor time, the most that is given ([limits.compile] cpu-s)",
        ),
        ("wall-s = 1", "takes more than 1 s, the most that is given ([limits.compile] wall-s)"),
        (
            "memory-mib = 64",
            "takes more than 64 MiB of memory, the most that is given ([limits.compile] memory-mib)",
        ),
    ] {
        let verdict = check(&hard, &format!("[limits.compile]\n{line}\n"));
        verdict.must_be_refused(line, words);
        assert!(verdict.took < STOPPED, "{line}: {:?}", verdict.took);
    }
    let less = made::with_hard_work(made::well(), 3);
    let verdict = check(&less, "[limits.compile]\ncode-mib = 1\n");
    verdict.must_be_refused("code-mib", "takes more than 1 MiB of native code");
    assert!(check(&less, "").is_taken(), "with the default limits");
}

/// A type that is read by recursion ends the process that reads it.
#[test]
fn a_worker_that_crashes_is_an_answer() {
    let bomb = made::with_nested_types(made::well(), 1_000_000);
    check(&bomb, "").must_be_refused("nested types", "the compiler crashed over the component (signal: 6");
}

/// A hub that must compile a component itself: the native code that its installation left has gone.
struct Victim {
    hub: Hub,
    plugin: &'static str,
}

impl Victim {
    fn new(plugin: &'static str, launch: Launch, bytes: &[u8]) -> Self {
        let mut hub = Hub::demo(&[]);
        let folder = tempfile::tempdir().expect("a folder");
        let file = write(folder.path(), plugin, bytes);
        let before = native_files(&hub);
        let installed = hub.command(&["plugin", "install", &file.display().to_string()]);
        assert!(installed.success(), "{}", installed.stderr);
        for left in native_files(&hub).into_iter().filter(|file| !before.contains(file)) {
            std::fs::remove_file(left).expect("removed");
        }
        hub.restart_as(launch);
        let enabled = hub.command(&["plugin", "enable", plugin]);
        assert!(enabled.success(), "{}", enabled.stderr);
        Self { hub, plugin }
    }

    /// Pages of others are answered, in time and whole.
    fn others_are_well(&self) {
        let mut browser = self.hub.browser();
        for path in ["/", "/services/transport/"] {
            let asked = Instant::now();
            let page = browser.get(path);
            assert_eq!(page.status, 200, "{path}");
            assert!(asked.elapsed() < BUDGET, "{path} took {:?}", asked.elapsed());
            assert!(page.text.contains("ares"), "{path}: the transport plugin's part is not there");
        }
    }

    /// What the hub says of the plugin in the operator's log.
    fn logs(&self) -> String {
        self.hub.command(&["plugin", "logs", self.plugin]).stdout
    }
}

#[test]
fn a_running_hub_answers_while_a_component_exhausts_its_worker() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = config_file(&folder, "[limits.compile]\ncpu-s = 1\n");
    let launch = Launch::demo().arg("--config").arg(&config.display().to_string());
    let hard = made::with_hard_work(plugin_from_core("well", &manifest("hard")), 6);
    let victim = Victim::new("hard", launch, &hard);
    let mut worker = None;
    let hired = || {
        worker = worker_of(victim.hub.pid());
        worker.is_some()
    };
    assert!(wait_until(hired, Duration::from_secs(10)), "the hub hires no worker: {}", victim.logs());
    let worker = worker.expect("a worker");
    assert!(wait_until(|| has_only_pipes(worker), Duration::from_secs(2)), "it has more open than pipes");
    let mut asked = 0;
    while worker_of(victim.hub.pid()).is_some() {
        victim.others_are_well();
        asked += 1;
    }
    assert!(asked > 0, "nobody asked for anything meanwhile");
    let told = || victim.logs().contains("takes more than 1 s of processor time");
    assert!(wait_until(told, Duration::from_secs(5)), "{}", victim.logs());
    // Its own page says so calmly, and no visitor has it compiled again.
    for _ in 0..3 {
        let page = victim.hub.browser().get("/services/hard/x");
        assert_eq!(page.status, 200);
        assert!(page.text.contains("ne répond pas"), "{}", page.text);
        assert_eq!(worker_of(victim.hub.pid()), None, "a visitor has it compiled again");
    }
    victim.others_are_well();
}
