//! Random components by the thousand, through install and a call: none may crash the hub, panic in it or pass its budget.
//! It must never know: the binary's insides; it uses the library of the plugin runtime as `plugin install` does.
//! To add a kind of component: a line in `kinds.rs` and its maker; to add an outcome: a line in `outcome.rs`.
//! Tested by `tests/attack.rs`, which is the attack: 300 components in every run, 10,000 in `cargo xtask long`.

mod attack;
mod damage;
mod guest_memory;
mod guests;
mod hub;
mod kinds;
mod mutants;
mod originals;
mod outcome;
mod seed;
mod smith;

pub use attack::{Failed, PANICS, attack, check, count_panics};
pub use guest_memory::{BASE, answer};
pub use guests::{ECHO, contract, manifest, plugin};
pub use hub::{Hub, limits};
pub use kinds::{Kind, component};
pub use outcome::{Outcome, Table, refusal};
