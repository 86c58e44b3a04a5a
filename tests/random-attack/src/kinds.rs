//! What kinds of components there are, and which number is of which kind.

use std::fmt;

use arbitrary::{Result, Unstructured};

use crate::{damage, guests, mutants, originals, seed, smith};

/// Bytes of randomness from which one component is made.
const RANDOMNESS: usize = 16 * 1024;

/// A kind of component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Any component that wasm-smith thinks of, with a sound manifest.
    Smith,
    /// A random core module in a world of the contract: it imports the hub and exports what the hub calls.
    SmithInWorld,
    /// The same with an allocator that works, so that calls reach it.
    SmithAllocating,
    /// A sound guest that answers with any view, mostly well-formed.
    Answer,
    /// A bundled component with instructions and data changed, still valid.
    Mutant,
    /// A bundled component cut, or with bits, bytes, lengths or sections changed.
    Damaged,
}

/// Twenty numbers in a row hold this mixture.
const MIXTURE: [Kind; 20] = {
    use Kind::{Answer, Damaged, Mutant, Smith, SmithAllocating, SmithInWorld};
    [
        Damaged,
        SmithAllocating,
        Answer,
        Smith,
        Mutant,
        SmithInWorld,
        Damaged,
        SmithAllocating,
        Answer,
        Damaged,
        Mutant,
        SmithAllocating,
        Smith,
        Damaged,
        SmithInWorld,
        Answer,
        SmithAllocating,
        Smith,
        Mutant,
        Damaged,
    ]
};

impl Kind {
    /// The kind of a number.
    pub fn of(number: u64) -> Kind {
        MIXTURE[(number % MIXTURE.len() as u64) as usize]
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Kind::Smith => "wasm-smith component",
            Kind::SmithInWorld => "wasm-smith in our world",
            Kind::SmithAllocating => "the same, allocating",
            Kind::Answer => "random answer",
            Kind::Mutant => "valid mutant",
            Kind::Damaged => "damaged",
        })
    }
}

/// The component of a number: the same bytes in every run. Takes up to 100 ms.
///
/// # Panics
/// If the bundled plugins are not built, with the command that builds them.
pub fn component(seed: u64, number: u64) -> Vec<u8> {
    let randomness = seed::bytes(seed, number, RANDOMNESS);
    made(Kind::of(number), number, &mut Unstructured::new(&randomness))
        .unwrap_or_else(|error| panic!("component {number} of seed {seed}: {error}"))
}

fn made(kind: Kind, number: u64, u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let manifest = guests::manifest(&format!("random-{number}"));
    match kind {
        Kind::Smith => smith::component(u, &manifest),
        Kind::SmithInWorld => smith::in_world(u, &manifest, smith::Allocator::Random),
        Kind::SmithAllocating => smith::in_world(u, &manifest, smith::Allocator::Sound),
        Kind::Answer => guests::answering(u, &manifest),
        Kind::Mutant => mutants::mutate(originals::any(u)?, u),
        Kind::Damaged => damage::damage(originals::any(u)?, u),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_always_the_same_component() {
        for number in 0..MIXTURE.len() as u64 {
            assert_eq!(component(7, number), component(7, number), "{number}");
        }
        assert_ne!(component(7, 0), component(8, 0));
    }
}
