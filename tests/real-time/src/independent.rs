//! The independent calculation: a program in Python with the official bindings of GTFS-Realtime.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tests_harness::workspace;
use tests_other_languages::tools;

/// What the other program says.
pub struct Boards {
    /// For each station, its departures in order: second, id, and what is told of it.
    pub of: BTreeMap<String, Vec<(i64, String, Option<String>)>>,
    /// How many updates of each kind the feed holds.
    pub kinds: BTreeMap<String, i64>,
}

/// Lets it write `feed.pb` into a folder and work out the boards of some stations. `None` after a visible line where
/// Python's tools could not be installed.
///
/// # Panics
/// If the program fails, with its words.
pub fn boards(timetable: &Path, minute: &str, seed: u32, folder: &Path, stations: &[&str]) -> Option<Boards> {
    let mut program = Command::new(tools("python")?.join("python3"));
    program.arg(workspace().join("tests/real-time/python/board.py"));
    program.arg(timetable).arg(minute).arg(seed.to_string()).arg(folder).args(stations);
    let ended = program.output().unwrap_or_else(|error| panic!("python: {error}"));
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let written =
        std::fs::read(folder.join("expected.json")).unwrap_or_else(|error| panic!("expected: {error}"));
    let written: Value = serde_json::from_slice(&written).unwrap_or_else(|error| panic!("expected: {error}"));
    let of = written["boards"].as_object().into_iter().flatten().map(|(station, board)| {
        let board = board.as_array().into_iter().flatten().map(departure).collect();
        (station.clone(), board)
    });
    let kinds = written["kinds"].as_object().into_iter().flatten();
    let kinds = kinds.map(|(kind, count)| (kind.clone(), count.as_i64().unwrap_or(0)));
    Some(Boards { of: of.collect(), kinds: kinds.collect() })
}

fn departure(row: &Value) -> (i64, String, Option<String>) {
    let text = |at: usize| row[at].as_str().map(str::to_owned);
    (row[0].as_i64().unwrap_or(0), text(1).unwrap_or_default(), text(2))
}
