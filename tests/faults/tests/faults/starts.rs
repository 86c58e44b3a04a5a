//! Starts of a hub: what a start writes beside the database may fail or be cut off anywhere; the next start needs no hand.
//! One hub at a time has a data folder.

use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tests_faults::{Counts, Disk, Hub, said};

use crate::round::say;

/// A hub of one's own town, without a plugin: it starts in a moment.
struct Town {
    folder: TempDir,
}

impl Town {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let sample = tests_harness::workspace().join("host/server/sample");
        let territory = std::fs::read_to_string(sample.join("territory.toml")).expect("the sample territory");
        let territory =
            territory.replace("outlines.geojson", &sample.join("outlines.geojson").display().to_string());
        let config = format!("[territory]\n{territory}");
        std::fs::write(folder.path().join("parvis.toml"), config).expect("written");
        std::fs::create_dir(folder.path().join("data")).expect("a folder");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn start(&self, disk: Option<Disk>) -> Hub {
        let config = self.path("parvis.toml").display().to_string();
        Hub::start(&["serve", "--config", &config], &self.path("data"), self.folder.path(), disk)
    }

    /// The demo on the same folder: it compiles its plugins and keeps the native code.
    fn demo(&self, disk: Option<Disk>) -> Hub {
        let plugins = tests_harness::plugins_named(&["transport"]).display().to_string();
        Hub::start(&["demo", "--plugins", &plugins], &self.path("data"), self.folder.path(), disk)
    }

    fn disk(&self) -> Disk {
        Disk::of(&self.path("data")).counting(&self.path("counts"))
    }
}

type Start = fn(&Town, Option<Disk>) -> Hub;

/// Each call of a first start on files whose path holds `named` meets the fault; then a second start succeeds.
fn each_call(start: Start, named: &str, faults: &[&str]) {
    let sound = Town::new();
    assert!(start(&sound, Some(sound.disk().named(named))).stop());
    let counts = Counts::read(&sound.path("counts"));
    assert!(counts.matched > 0, "no call on {named} was seen: {counts:?}");
    for fault in faults {
        for n in 1..=counts.matched {
            let town = Town::new();
            let first = start(&town, Some(town.disk().named(named).failing(fault, n, n)));
            let told = format!("{fault} at call {n} on {named}: {}", first.stderr());
            assert!(
                first.is_ready() || *fault == "kill" || first.stderr().contains(named),
                "not told: {told}"
            );
            drop(first);
            let second = start(&town, None);
            assert!(second.is_ready(), "{told}\nthe next start needs a hand: {}", second.stderr());
        }
    }
    say(&format!(
        "each of {} calls on {named} ({} renames in all) meets {}: every next start succeeds by itself",
        counts.matched,
        counts.renames,
        faults.join(", ")
    ));
}

#[test]
fn a_start_cut_off_while_it_makes_the_cookie_key_needs_no_hand() {
    each_call(Town::start, "cookie", &["eio", "enospc", "short", "kill"]);
}

#[test]
#[ignore = "long: each start compiles the plugins"]
fn long_a_start_cut_off_while_it_keeps_native_code_needs_no_hand() {
    each_call(Town::demo, "native-code", &["enospc", "short", "kill"]);
    each_call(Town::demo, "example-timetable", &["enospc", "short", "kill"]);
}

#[test]
fn half_a_cookie_key_is_replaced() {
    let town = Town::new();
    assert!(town.start(None).stop());
    let key = town.path("data/cookie.key");
    let whole = std::fs::read(&key).expect("a key");
    std::fs::write(&key, &whole[..20]).expect("half a key");
    let second = town.start(None);
    assert!(
        second.is_ready() && second.stderr().contains("was damaged and is set aside"),
        "{}",
        second.stderr()
    );
    assert_eq!(std::fs::read(&key).expect("a key").len(), whole.len());
}

#[test]
fn a_second_hub_on_the_same_folder_is_refused_and_commands_are_not() {
    let town = Town::new();
    let mut first = town.start(None);
    assert!(first.is_ready(), "{}", first.stderr());
    let logs = tempfile::tempdir().expect("a folder");
    let config = town.path("parvis.toml").display().to_string();
    let second = Hub::start(&["serve", "--config", &config], &town.path("data"), logs.path(), None);
    let words = second.stderr();
    assert!(!second.is_ready() && words.contains("another hub (process "), "{words}");
    assert!(words.contains("stop it, or name another folder with --data"), "{words}");
    assert!(list(&town.path("data")), "a command is refused");
    assert!(first.runs());
    assert!(first.stop());
    assert!(town.start(None).is_ready(), "the lock stays behind");
}

fn list(data: &Path) -> bool {
    said(data, None, &["plugin", "list"]).success()
}
