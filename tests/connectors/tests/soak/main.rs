//! Promise: sources that misbehave hurt nobody, for as long as they do: what was published stays, each fault is told in the
//! connector's report, a source that is good again is shown, memory and database stay as they are.

mod course;
mod files;
mod misdeeds;
mod partners;
mod soak;
mod watch;

use std::collections::BTreeSet;
use std::time::Duration;

use partners::PARTNERS;
use soak::Soak;

/// Tasks that take connectors, of every bundled plugin, from their manifests.
fn tasks() -> BTreeSet<String> {
    let folders = std::fs::read_dir(tests_harness::workspace().join("plugins")).expect("the plugins");
    let manifests = folders.flatten().filter_map(|entry| {
        let text = std::fs::read_to_string(entry.path().join("plugin.toml")).ok()?;
        Some(text.parse::<toml::Table>().expect("a manifest"))
    });
    manifests.flat_map(|manifest| tasks_of(&manifest)).collect()
}

fn tasks_of(manifest: &toml::Table) -> Vec<String> {
    let name = manifest["name"].as_str().expect("a name");
    let schedule = manifest.get("schedule").and_then(toml::Value::as_table);
    let tasks = schedule.into_iter().flatten().filter(|(_, task)| task.get("connector").is_some());
    tasks.map(|(task, _)| format!("{name}.{task}")).collect()
}

/// What it brings has the titles of a timetable and not of its own: `tests/real-time/tests/siri.rs` reads it.
const WITHOUT_TITLES: &str = "transport.siri";

#[test]
fn every_task_that_takes_connectors_has_a_source_here() {
    let here = PARTNERS.iter().map(|partner| partner.task).chain([WITHOUT_TITLES]);
    let here: BTreeSet<String> = here.map(str::to_owned).collect();
    assert_eq!(
        tasks(),
        here,
        "a line of `PARTNERS` in tests/connectors/tests/soak/partners.rs for each task"
    );
}

#[test]
fn a_minute_of_misdeeds_changes_nothing_for_residents() {
    let mut soak = Soak::start();
    soak.until_all_are_published();
    soak.go_through(4);
    soak.end();
}

#[test]
#[ignore = "an hour: `cargo xtask long`"]
fn long_an_hour_of_misdeeds_changes_nothing_for_residents() {
    let mut soak = Soak::start();
    soak.until_all_are_published();
    soak.go_on_for(Duration::from_secs(3_600));
    soak.end();
}
