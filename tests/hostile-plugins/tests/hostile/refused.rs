//! Files that a hub must refuse, each in one clear sentence: nothing of them is stored, and the running hub is as it was.

use std::fs::File;
use std::time::{Duration, Instant};

use tests_harness::{binary, wait_until};
use tests_hostile_plugins::{GENERATED, add_manifest, assemble, manifest, plugin_from_core, write};

use crate::every::every;
use crate::hostile_hub::HostileHub;
use crate::limits::shipped;
use crate::oracle::{self, BUSY, Holds};

/// How soon a file is refused.
const SOON: Duration = Duration::from_millis(1_000 + 50);
/// Largest component that is taken.
const LARGEST: u64 = 40 * 1024 * 1024;

/// File of `wat/refused`, and words of the refusal.
pub(crate) const CASES: &[(&str, &str)] = &[
    ("exports-unknown", "exports render, which contract 0.1.0 does not have; it has home, page, sync"),
    ("exports-wrong-type", "does not fit contract 0.1"),
    ("imports-files", "imports wasi:filesystem/preopens@0.2.0, which contract 0.1.0 does not have"),
    ("imports-module", "imports code, which contract 0.1.0 does not have"),
    ("imports-newer", "imports parvis:hub/data@0.9.0, which contract 0.1.0 does not have"),
    ("imports-sockets", "imports wasi:sockets/instance-network@0.2.0, which contract 0.1.0 does not have"),
    ("imports-unasked", "add \"read:COLLECTION\" = \"...\" under [asks] in plugin.toml"),
    ("imports-unknown", "imports partner:extra/thing@1.0.0, which contract 0.1.0 does not have"),
    ("imports-wrong-type", "does not fit contract 0.1"),
    ("memories-five", "memories"),
    ("memory-4-gib", "memory"),
    ("memory-64-bit", "64"),
    ("memory-shared", "threads"),
    ("module", "this is not a WebAssembly component; make one with `parvis plugin build FOLDER`"),
    ("no-export", "exports none of home, page and sync"),
    ("table-huge", "table"),
];

/// File of `wat/core` of which no instance can be made, and words of the refusal.
pub(crate) const BORN_DEAD: &[(&str, &str)] = &[
    ("memory-100-mib", "an instance of the component cannot be made"),
    ("start-loops", "wasm trap: interrupt"),
    ("start-traps", "wasm `unreachable` instruction executed"),
];

/// Component made by code, and words of the refusal.
pub(crate) const LARGE: &[(&str, &str)] = &[
    ("branches-1000000", "function"),
    ("exports-1000", "export"),
    ("functions-60000", "functions"),
    ("globals-100000", "items"),
    ("imports-10000", "imports"),
    ("instances-1000", "instances"),
    ("locals-100000", "locals"),
    ("memories-1000", "memories"),
    ("tables-1000", "tables"),
    ("types-1000000", "types"),
];

/// A hub to which files are offered; what it held before.
struct Offered {
    hostile: HostileHub,
    before: Holds,
}

impl Offered {
    fn to_a_hub() -> Self {
        let hostile = HostileHub::start(&shipped());
        oracle::neighbours_answer_at_once(&hostile, "the start");
        // What the first refresh takes is not what refused files leave behind.
        let published = || {
            hostile.hub.browser().get("/services/transport/gares").text.contains("/services/transport/arret/")
        };
        assert!(wait_until(published, Duration::from_secs(60)), "no station is published");
        std::thread::sleep(Duration::from_millis(1_500));
        let before = Holds::of(&hostile);
        Self { hostile, before }
    }

    /// Exit code 1, one calm line that names the file, no panic; the hub does not even notice.
    fn is_refused(&mut self, name: &str, bytes: &[u8], words: &str) {
        let file = write(self.hostile.folder(), "hostile", bytes);
        self.file_is_refused(name, &file.display().to_string(), words);
    }

    fn file_is_refused(&mut self, name: &str, file: &str, words: &str) {
        let asked = Instant::now();
        let output = self.hostile.try_install(file);
        let took = asked.elapsed();
        let said = &output.stderr;
        assert_eq!(output.code, Some(1), "{name}: {said}");
        assert!(said.contains("hostile.wasm is refused"), "{name}: {said}");
        assert!(said.contains(words), "{name}: {words:?} is not in {said}");
        assert!(!said.contains("panicked") && !said.contains('\u{1b}'), "{name}: {said}");
        assert!(took <= SOON * BUSY, "{name}: {took:?}");
        oracle::the_process_is_the_same(&mut self.hostile, name);
        oracle::neighbours_answer_at_once(&self.hostile, name);
    }

    /// No file was stored, and the hub holds what it held.
    fn nothing_was_taken(mut self) {
        let output = self.hostile.hub.command(&["plugin", "list"]);
        assert!(output.stdout.lines().all(|line| line.starts_with("transport ")), "{}", output.stdout);
        assert_eq!(output.stdout.lines().count(), 1, "{}", output.stdout);
        oracle::memory_is_back(&self.hostile, &self.before, 0, "refused files");
        oracle::nothing_stays_open(&self.hostile, &self.before, "refused files");
        oracle::the_process_is_the_same(&mut self.hostile, "refused files");
    }
}

#[test]
fn what_no_hub_takes_is_refused_and_leaves_nothing() {
    let mut hub = Offered::to_a_hub();
    a_component_that_cannot_come_to_life_is_refused(&mut hub);
    what_no_hub_takes_is_refused_in_a_sentence(&mut hub);
    components_of_thousands_of_parts_are_refused(&mut hub);
    manifests_are_one_and_sound(&mut hub);
    damaged_files_are_refused(&mut hub);
    files_of_other_kinds_are_refused(&mut hub);
    a_file_of_a_hundred_megabytes_is_refused_by_its_size(&mut hub);
    hub.nothing_was_taken();
}

fn a_component_that_cannot_come_to_life_is_refused(hub: &mut Offered) {
    every(BORN_DEAD, |(name, words)| {
        hub.is_refused(name, &plugin_from_core(name, &manifest(name)), words);
    });
}

fn what_no_hub_takes_is_refused_in_a_sentence(hub: &mut Offered) {
    every(CASES, |(name, words)| {
        let mut bytes = assemble("refused", name);
        if *name != "module" {
            add_manifest(&mut bytes, &manifest("hostile"));
        }
        hub.is_refused(name, &bytes, words);
    });
}

fn components_of_thousands_of_parts_are_refused(hub: &mut Offered) {
    every(GENERATED, |(name, make)| {
        let (_, words) = LARGE.iter().find(|(known, _)| known == name).expect("a line in the table");
        hub.is_refused(name, &make(), words);
    });
}

fn manifests_are_one_and_sound(hub: &mut Offered) {
    let good = plugin_from_core("well", &manifest("well"));
    let bare = assemble("refused", "no-export");
    hub.is_refused("no manifest", &bare, "has 0 sections parvis:manifest, not one");
    let mut two = good.clone();
    add_manifest(&mut two, &manifest("other"));
    hub.is_refused("two manifests", &two, "has 2 sections parvis:manifest, not one");
    let mut wrong = manifest("well");
    wrong.contract = "0.9".into();
    hub.is_refused("another contract", &plugin_from_core("well", &wrong), "this hub speaks 0.1");
    wrong = manifest("well");
    wrong.name = "../well".into();
    hub.is_refused("a name that is a path", &plugin_from_core("well", &wrong), "lower-case letters");
}

/// Every offset and ten thousand flipped bits are in `tests/random-attack`; here a few go the whole way to a running hub.
fn damaged_files_are_refused(hub: &mut Offered) {
    let good = plugin_from_core("well", &manifest("well"));
    assert!(good.len() > 1_000, "a component");
    for length in [0, 1, 4, 8, 9, good.len() / 3, good.len() / 2, good.len() - 1] {
        hub.is_refused(&format!("{length} bytes"), &good[..length], "");
    }
    for at in [0, 4, 6, good.len() / 3] {
        let mut flipped = good.clone();
        flipped[at] ^= 0x40;
        hub.is_refused(&format!("bit of byte {at}"), &flipped, "");
    }
}

fn files_of_other_kinds_are_refused(hub: &mut Offered) {
    let native = std::fs::read_dir(hub.hostile.hub.data().join("native-code")).expect("the folder").flatten();
    let native =
        native.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|kind| kind == "cwasm"));
    let native = std::fs::read(native.expect("native code of the transport plugin")).expect("read");
    let elf = std::fs::read(binary()).expect("the hub itself");
    const NATIVE: &str = "this is native code; a hub compiles components itself";
    const OTHER: &str = "this is not a WebAssembly component";
    let kinds: [(&str, &[u8], &str); 4] = [
        ("native code", &native, OTHER),
        ("a program", &elf[..1 << 20], NATIVE),
        ("a page", b"<!doctype html><title>404</title>", OTHER),
        ("an archive", b"PK\x03\x04", OTHER),
    ];
    for (name, bytes, words) in kinds {
        hub.is_refused(name, bytes, words);
    }
}

fn a_file_of_a_hundred_megabytes_is_refused_by_its_size(hub: &mut Offered) {
    for bytes in [LARGEST + 1, 100_000_000] {
        let path = hub.hostile.folder().join("hostile.wasm");
        // Without a byte on the disk: what it would hold is never looked at.
        File::create(&path).and_then(|file| file.set_len(bytes)).expect("a file of that size");
        hub.file_is_refused(
            &format!("{bytes} bytes"),
            &path.display().to_string(),
            "at most 41943040 are taken",
        );
    }
}
