//! Promise: every file of the shared test data for which there is a connector is read whole by a running hub, or said to be
//! read by none. The table is in `expected/verdicts.txt`, written anew by `PARVIS_WRITE_EXPECTED=1`.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tests_connectors::cases::{CASES, OTHERS, SYSTEMS};
use tests_connectors::{ConnectedHub, Source, bikes, unpacked};
use tests_harness::shared_data;

/// A day on which most of the files were young.
const CLOCK: &str = "2025-10-05T10:00:00+02:00";

/// One line of the table: what became of a file.
fn line(file: &str, task: &str, state: &Value) -> String {
    let run = &state["last_run"];
    let number = |value: &Value| value.as_i64().unwrap_or_default();
    let told = run["lines"].as_array().cloned().unwrap_or_default();
    let first = told.first().map(|line| match line["line"].as_i64() {
        Some(at) => {
            format!("  {} told: line {at}: {}", told.len(), line["reason"].as_str().unwrap_or_default())
        }
        None => format!("  {} told: {}", told.len(), line["reason"].as_str().unwrap_or_default()),
    });
    let outcome = run["outcome"].as_str().unwrap_or_default();
    let reason = if outcome == "published" { String::new() } else { format!("  {}", run["reason"]) };
    let counts = [&run["read"], &run["kept"], &run["refused"], &state["features"]].map(number);
    let [read, kept, refused, shown] = counts;
    let counts = format!("{read:5} read {kept:5} kept {refused:4} refused {shown:5} shown");
    let words: String = format!("{reason}{}", first.unwrap_or_default()).chars().take(150).collect();
    let line = format!("{file:74} {task:26} {outcome:9} {counts}{words}");
    line.replace(char::is_control, " ").trim_end().to_owned() + "\n"
}

/// Systems of bikes, each at an address of its own. `None` where the shared test data is absent.
fn systems() -> Option<Vec<Source>> {
    let one = |(information, status, _): &(&str, &str, usize)| {
        Some(bikes::system(unpacked(information)?, unpacked(status)?))
    };
    SYSTEMS.iter().map(one).collect()
}

/// A hub with everything connected: files are `c0`, `c1`..., systems `s0`, `s1`...
fn hub(systems: &[Source]) -> Option<ConnectedHub> {
    let hosts: Vec<String> = systems.iter().map(|system| format!("'{}'", system.host())).collect();
    let mut configuration = format!("[outbound]\nprivate = [{}]\n", hosts.join(", "));
    let mut files = Vec::new();
    for (at, case) in CASES.iter().enumerate() {
        let (plugin, task) = case.task.split_once('/').expect("plugin/task");
        configuration += &format!(
            "[connector.c{at}]\nplugin = '{plugin}'\ntask = '{task}'\nsource = 'c{at}'\n{}\n",
            case.lines
        );
        files.push((format!("c{at}"), unpacked(case.file)?));
    }
    for (at, system) in systems.iter().enumerate() {
        configuration += &format!(
            "[connector.s{at}]\nplugin = 'mobilite'\ntask = 'gbfs'\nsource = 'http://{}/gbfs.json'\n",
            system.host()
        );
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let plugins = ["annuaire", "culture", "emploi", "mobilite", "solidarite", "transport"];
    Some(ConnectedHub::start(&plugins, &configuration, &files, CLOCK))
}

#[test]
fn every_file_with_a_connector_is_read_whole() {
    let Some(systems) = systems() else { return };
    let Some(hub) = hub(&systems) else { return };
    let mut table = String::new();
    let mut judge = |name: &str, file: &str, task: &str, records: usize| {
        let state = hub.state(name, |run| run["outcome"].is_string());
        let line = line(file, task, &state);
        let read = state["last_run"]["read"].as_u64().unwrap_or_default() as usize;
        // Of a system, states without a station are told beside the stations.
        let sound = if task.ends_with("gbfs") { read >= records } else { read == records };
        assert!(sound, "{records} records in another count: {line}");
        table += &line;
    };
    for (at, case) in CASES.iter().enumerate() {
        judge(&format!("c{at}"), case.file, case.task, case.records);
    }
    for (at, (information, _, stations)) in SYSTEMS.iter().enumerate() {
        judge(&format!("s{at}"), information, "mobilite/gbfs", *stations);
    }
    println!("{table}");
    as_expected(&table);
}

fn as_expected(table: &str) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("expected/verdicts.txt");
    if std::env::var_os("PARVIS_WRITE_EXPECTED").is_some() {
        std::fs::write(&kept, table).expect("written");
    }
    let expected = std::fs::read_to_string(&kept).expect("the table");
    let (expected, found): (Vec<_>, Vec<_>) = (expected.lines().collect(), table.lines().collect());
    let new: Vec<_> = found.iter().filter(|line| !expected.contains(line)).collect();
    let gone: Vec<_> = expected.iter().filter(|line| !found.contains(line)).collect();
    assert!(new.is_empty() && gone.is_empty(), "{}\nnew: {new:#?}\ngone: {gone:#?}", kept.display());
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// A file that is added to the data must be connected here, or be said to have no connector.
#[test]
fn no_file_of_the_shared_data_is_forgotten() {
    let Some(folder) = shared_data("SOURCES.md").and_then(|file| file.parent().map(Path::to_owned)) else {
        return;
    };
    let plain = |file: &str| file.split('#').next().unwrap_or_default().to_owned();
    let mut read: Vec<String> = CASES.iter().map(|case| plain(case.file)).collect();
    read.extend(SYSTEMS.iter().flat_map(|(information, status, _)| [plain(information), plain(status)]));
    let names: Vec<String> = files(&folder)
        .iter()
        .map(|file| file.strip_prefix(&folder).expect("inside").to_string_lossy().into_owned())
        .collect();
    for name in &names {
        let other = OTHERS.iter().any(|(start, _)| name.starts_with(start));
        assert!(read.contains(name) || other, "{name} is read by no connector: see src/cases.rs");
    }
    for (start, who) in OTHERS {
        assert!(names.iter().any(|name| name.starts_with(start)), "{start} ({who}) is gone");
    }
    println!(
        "{} files, {} of them connected",
        names.len(),
        names.iter().filter(|name| read.contains(name)).count()
    );
}
