//! Every case H1 to H72 of the threat model, and what shows that the hub bears it.
//!
//! A case is shown by what runs, or named as impossible with a check that the contract has no such door, or named with what
//! it waits for. `tests/hostile/catalogue.rs` fails if a number is missing, if what is named does not exist, or if a component
//! exists that no case names.

mod list;

use crate::doors::Door;

pub use list::CATALOGUE;

/// One case of the threat model.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its number.
    pub h: u32,
    /// What is done to the hub.
    pub what: &'static str,
    /// What shows that it is borne.
    pub shown: &'static [Shown],
}

/// What shows that a case is borne.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Pages of the guest `misbehaving`, in the table `PAGES`.
    Page(&'static str),
    /// Tasks of its refresh, in the table `REFRESHES`.
    Refresh(&'static str),
    /// A component of `wat/core` whose page is asked for.
    Core(&'static str),
    /// A component of `wat/core` of which no instance can be made: refused.
    BornDead(&'static str),
    /// A component of `wat/sync` whose refresh is run.
    Sync(&'static str),
    /// A file of `wat/refused`.
    Refused(&'static str),
    /// A component made by code, refused.
    Generated(&'static str),
    /// A request of the guest `outside`, in the table `REQUESTS`; many share a beginning.
    Outside(&'static str),
    /// A test of `tests/hostile` with an oracle of its own.
    Test(&'static str),
    /// A test elsewhere in the house: its file from the root, and its name.
    Elsewhere(&'static str, &'static str),
    /// Impossible, because the contract has no such door.
    NoDoor(Door),
    /// Not yet possible; what it waits for.
    Waits(&'static str),
}

use Shown::{Core, Page, Refresh, Refused, Sync, Test};

/// The frames of the others, which are sound.
pub const FRAMES: &[Shown] = &[Core("well"), Sync("well")];

/// Misdeeds that the list does not have.
pub const BEYOND_THE_LIST: &[Shown] = &[
    Page("trap"),
    Page("panic"),
    Page("most-text"),
    Page("most-blocks"),
    Page("big-text"),
    Page("big-view"),
    Page("later-blocks"),
    Page("bad-feed-id"),
    Page("same-feed-twice"),
    Page("wild-random"),
    Page("here-in-find"),
    Page("publish-in-page"),
    Page("outbound-in-page"),
    Page("source-in-page"),
    Page("give-up"),
    Core("wrong-hands"),
    Refresh("refresh-trap"),
    Refresh("refresh-lies"),
    Refresh("refresh-talks"),
    Refused("exports-unknown"),
    Refused("exports-wrong-type"),
    Refused("imports-wrong-type"),
    Refused("memory-64-bit"),
    Refused("memory-shared"),
    Refused("no-export"),
    Test("a_trapping_or_looping_card_leaves_the_front_page_whole"),
    Test("manifests_are_one_and_sound"),
];

impl Entry {
    /// Whether contract 0.1 must bear this case now: by what runs, or by a door that is not there.
    pub fn is_due(&self) -> bool {
        matches!(self.h, 1..=39 | 54..=62 | 67..=69)
    }
}
