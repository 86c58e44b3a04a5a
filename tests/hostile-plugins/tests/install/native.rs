//! Whose native code is run: only what this hub made, with its own key.

use std::path::PathBuf;
use std::time::Duration;

use tests_harness::{Hub, Launch, wait_until};

const REPORT: &str = "native code is not what this hub wrote; it is ignored and made again";

/// The folder of native code holds one file: the transport plugin's.
fn native_file(hub: &Hub) -> PathBuf {
    let entries = std::fs::read_dir(hub.data().join("native-code")).expect("the folder of native code");
    let files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    let [file] = files.as_slice() else { panic!("one file, not {files:?}") };
    file.clone()
}

/// How often the log says that native code was not the hub's.
fn reports(hub: &Hub) -> usize {
    hub.said().matches(REPORT).count()
}

/// The plugin works, and what it runs was made by this hub.
fn works(hub: &Hub) {
    let page = hub.browser().get("/services/transport/");
    assert_eq!(page.status, 200);
    assert!(page.text.contains("ares"), "{}", page.text);
}

/// Does something to the data folder while the hub is down, and counts what the next two starts report.
fn after(hub: &mut Hub, change: impl FnOnce(&Hub)) -> (usize, usize) {
    let launch = Launch::demo();
    hub.kill9();
    change(hub);
    let before = reports(hub);
    hub.restart_as(launch.clone());
    works(hub);
    let first = reports(hub) - before;
    hub.restart_as(launch);
    works(hub);
    (first, reports(hub) - before - first)
}

#[test]
fn native_code_that_another_hand_touched_is_reported_and_made_again() {
    let mut hub = Launch::demo().compiling().start();
    works(&hub);
    let file = native_file(&hub);
    let good = std::fs::read(&file).expect("native code");
    assert_eq!(after(&mut hub, |_| {}), (0, 0), "nothing was touched");
    for at in [0, 40, good.len() / 2, good.len() - 1] {
        let flip = |_: &Hub| {
            let mut flipped = good.clone();
            flipped[at] ^= 1;
            std::fs::write(&file, flipped).expect("written");
        };
        assert_eq!(after(&mut hub, flip), (1, 0), "a bit at {at}");
    }
    let lines = hub.command(&["plugin", "logs", "transport"]).stdout;
    assert!(lines.contains(REPORT), "the operator does not read it: {lines}");
    // Of another hub: the same component, the same version, the same name. Only the key differs.
    let other = Launch::demo().compiling().start();
    let name = |file: &PathBuf| file.file_name().map(ToOwned::to_owned);
    assert_eq!(name(&native_file(&other)), name(&file));
    let planted = std::fs::read(native_file(&other)).expect("native code");
    drop(other);
    let plant = |_: &Hub| std::fs::write(&file, &planted).expect("written");
    assert_eq!(after(&mut hub, plant), (1, 0), "a file of another hub");
    let lose_key = |hub: &Hub| std::fs::remove_file(hub.data().join("native.key")).expect("removed");
    assert_eq!(after(&mut hub, lose_key), (1, 0), "another key");
}

#[test]
fn what_no_plugin_has_a_use_for_is_swept_at_the_next_start() {
    let mut hub = Launch::demo().compiling().start();
    let stray = hub.data().join("native-code").join(format!("{}.cwasm", "0".repeat(64)));
    std::fs::write(&stray, "of a version long gone").expect("written");
    hub.restart();
    assert!(wait_until(|| !stray.exists(), Duration::from_secs(5)), "it is still there");
    assert!(native_file(&hub).exists());
    works(&hub);
}

#[test]
fn the_keys_are_their_owners_alone() {
    use std::os::unix::fs::MetadataExt;
    let hub = Launch::demo().compiling().start();
    for (name, mode) in [("native.key", 0o600), ("cookie.key", 0o600), ("native-code", 0o700)] {
        let is = hub.data().join(name).metadata().expect("there").mode() & 0o777;
        assert_eq!(is, mode, "{name} has mode {is:o}");
    }
    assert_eq!(native_file(&hub).metadata().expect("there").mode() & 0o777, 0o600);
}
