//! The list of cases is whole: every number, every component, and nothing that is not there.

use std::collections::BTreeSet;

use tests_harness::workspace;
use tests_hostile_plugins::catalogue::{BEYOND_THE_LIST, CATALOGUE, FRAMES, Shown};
use tests_hostile_plugins::doors::Door;
use tests_hostile_plugins::{GENERATED, contract, files, folder};

use crate::components::CASES;
use crate::later::BORN_DEAD_LATER;
use crate::outside_table::requests;
use crate::pages_table::PAGES;
use crate::refreshes_table::{REFRESHES, SYNC};
use crate::refused::{self, BORN_DEAD, LARGE};

#[test]
fn every_number_has_its_entry() {
    let numbers: Vec<u32> = CATALOGUE.iter().map(|entry| entry.h).collect();
    assert_eq!(numbers, (1..=72).collect::<Vec<_>>());
    for entry in CATALOGUE {
        assert!(!entry.shown.is_empty(), "H{} {}: nothing shows it", entry.h, entry.what);
        let waits = entry.shown.iter().any(|shown| matches!(shown, Shown::Waits(_)));
        assert!(!(waits && entry.is_due()), "H{} {}: contract 0.1 must bear it now", entry.h, entry.what);
    }
}

#[test]
fn every_case_that_is_named_exists() {
    let own = own_tests();
    for shown in everything() {
        let exists = match shown {
            Shown::Test(name) => own.contains(&format!("fn {name}(")),
            Shown::Elsewhere(file, name) => {
                let file = workspace().join(file);
                std::fs::read_to_string(file).is_ok_and(|text| text.contains(&format!("fn {name}(")))
            }
            Shown::Outside(beginning) => requests("L", "U").iter().any(|one| one.name.starts_with(beginning)),
            Shown::NoDoor(_) | Shown::Waits(_) => true,
            component => components().contains(&component),
        };
        assert!(exists, "{shown:?} is not there");
    }
}

#[test]
fn every_component_has_its_case() {
    let named: BTreeSet<String> = everything().map(|shown| format!("{shown:?}")).collect();
    let components = components();
    let nameless: Vec<&Shown> =
        components.iter().filter(|component| !named.contains(&format!("{component:?}"))).collect();
    assert!(nameless.is_empty(), "without a case in src/catalogue.rs: {nameless:?}");
    for request in requests("L", "U") {
        let has_case = everything().any(|shown| match shown {
            Shown::Outside(beginning) => request.name.starts_with(beginning),
            _ => false,
        });
        assert!(has_case, "{} has no case in src/catalogue.rs", request.name);
    }
}

#[test]
fn every_file_is_in_a_table() {
    let core: BTreeSet<&str> =
        CASES.iter().chain(BORN_DEAD).map(|(name, _)| *name).chain([BORN_DEAD_LATER]).collect();
    assert_eq!(files("core"), core.into_iter().collect::<Vec<_>>());
    assert_eq!(files("sync"), SYNC.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    assert_eq!(files("refused"), refused::CASES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let generated: Vec<&str> = GENERATED.iter().map(|(name, _)| *name).collect();
    assert_eq!(generated, LARGE.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let kinds = files("core").len() + files("sync").len() + files("refused").len() + generated.len();
    assert!(kinds >= 40, "{kinds} components");
}

#[test]
fn the_contract_has_no_such_door() {
    let (contract, _) = contract();
    for door in Door::ALL {
        assert_eq!(
            door.found_in(&contract),
            None,
            "{door:?} is open: its cases in src/catalogue.rs must be written"
        );
    }
}

fn everything() -> impl Iterator<Item = Shown> {
    let listed = CATALOGUE.iter().flat_map(|entry| entry.shown);
    listed.chain(BEYOND_THE_LIST).chain(FRAMES).copied()
}

/// Every component and misdeed that a table of these tests holds. The one of a later birth has a test of its own.
fn components() -> Vec<Shown> {
    let pages = PAGES.iter().map(|(name, _)| Shown::Page(name));
    let refreshes = REFRESHES.iter().map(|refresh| Shown::Refresh(refresh.task));
    let core = CASES.iter().map(|(name, _)| Shown::Core(name));
    let born_dead = BORN_DEAD.iter().map(|(name, _)| Shown::BornDead(name));
    let sync = SYNC.iter().map(|(name, _)| Shown::Sync(name));
    let refused = refused::CASES.iter().map(|(name, _)| Shown::Refused(name));
    let large = LARGE.iter().map(|(name, _)| Shown::Generated(name));
    pages.chain(refreshes).chain(core).chain(born_dead).chain(sync).chain(refused).chain(large).collect()
}

/// The text of every file of these tests.
fn own_tests() -> String {
    let entries = std::fs::read_dir(folder().join("tests/hostile")).expect("the folder").flatten();
    entries.filter_map(|entry| std::fs::read_to_string(entry.path()).ok()).collect()
}
