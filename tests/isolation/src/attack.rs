//! What the neighbour does while the healthy page is measured, and the client that makes it do so.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tests_hostile_plugins::{long_to_compile, manifest, with_manifest};

use crate::hub::AttackedHub;

/// Calls a second of the second client.
const PER_SECOND: u32 = 50;
/// Functions of the component that is compiled again and again: a second of work or more.
const LONG: usize = 40;

/// Who lives beside the healthy plugin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Neighbour {
    /// Nobody asks for it.
    Quiet,
    /// Its refresh waits for a server that never answers.
    Hangs,
    /// Its page traps.
    Traps,
    /// Its page loops until its budget is used up.
    Loops,
    /// Its page floods the log and the host functions.
    Floods,
    /// Its refresh writes until its share of storage is full.
    Fills,
    /// A large component is installed and compiled again and again.
    IsCompiled,
}

impl Neighbour {
    /// All, the quiet one first.
    pub(crate) const ALL: &[Neighbour] = &[
        Neighbour::Quiet,
        Neighbour::Hangs,
        Neighbour::Traps,
        Neighbour::Loops,
        Neighbour::Floods,
        Neighbour::Fills,
        Neighbour::IsCompiled,
    ];

    /// In words.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Neighbour::Quiet => "nobody: the quiet run",
            Neighbour::Hangs => "hangs: a refresh waits for an answer that never comes",
            Neighbour::Traps => "traps in its page",
            Neighbour::Loops => "loops in its page until its budget is used up",
            Neighbour::Floods => "floods the log and calls the hub without end",
            Neighbour::Fills => "fills its storage in a refresh",
            Neighbour::IsCompiled => "is installed and compiled, again and again",
        }
    }
}

/// Goes on until it is told to stop; returns how many calls, refreshes or installations it began.
pub(crate) fn run(hub: &AttackedHub, neighbour: Neighbour, stop: &AtomicBool) -> u64 {
    match neighbour {
        Neighbour::Quiet => 0,
        Neighbour::Traps => call(hub, &["trap"], stop),
        Neighbour::Loops => call(hub, &["loop"], stop),
        Neighbour::Floods => call(hub, &["flood-log", "host-calls"], stop),
        Neighbour::Hangs => {
            let refreshes = refresh(hub, "waits", stop);
            hub.break_off();
            refreshes
        }
        Neighbour::Fills => refresh(hub, "fills", stop),
        Neighbour::IsCompiled => compile(hub, stop),
    }
}

/// Asks for pages at a steady pace, however long each takes.
fn call(hub: &AttackedHub, pages: &[&str], stop: &AtomicBool) -> u64 {
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let mut calls = 0;
        while !stop.load(Ordering::Relaxed) {
            let page = pages[calls as usize % pages.len()];
            let url = hub.hostile_page(&format!("{page}?n={}", next()));
            // What the attacker is told is of no interest; what it costs the others is.
            scope.spawn(move || drop(ureq::get(url).call()));
            calls += 1;
            std::thread::sleep((Duration::from_secs(calls) / PER_SECOND).saturating_sub(begun.elapsed()));
        }
        calls
    })
}

/// Begins a refresh anew every second.
fn refresh(hub: &AttackedHub, plugin: &str, stop: &AtomicBool) -> u64 {
    let mut begun = 0;
    while !stop.load(Ordering::Relaxed) {
        hub.begin_refresh(plugin);
        begun += 1;
        std::thread::sleep(Duration::from_secs(1));
    }
    begun
}

/// Installs one version after the other.
fn compile(hub: &AttackedHub, stop: &AtomicBool) -> u64 {
    let mut manifest = manifest("long-to-compile");
    let component = long_to_compile(&manifest.name, LONG);
    let mut installed = 0;
    while !stop.load(Ordering::Relaxed) {
        // Another version is another file: none is known from before.
        manifest.version = next().to_string();
        hub.install(&manifest.name, &with_manifest(&component, &manifest));
        installed += 1;
    }
    installed
}

/// A number that was not used before.
fn next() -> u64 {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    NUMBER.fetch_add(1, Ordering::Relaxed)
}
