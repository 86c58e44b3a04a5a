//! Valid mutants: one instruction for another of the same type, other numbers, other data. Each change is one byte for
//! one byte, so that the component stays valid and goes through install; what it does is anybody's guess.

use arbitrary::{Result, Unstructured};
use wasmparser::{FunctionBody, Operator, Parser, Payload};

use crate::originals::Original;

/// A byte that may be changed, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    at: usize,
    change: Change,
}

#[derive(Clone, Copy, Debug)]
enum Change {
    /// Another instruction of this group.
    Instruction(u8),
    /// The low six bits of a number in LEB128: its length and sign are kept.
    Number,
    /// Any byte.
    Data,
}

/// First and last instruction of groups that take and give the same types.
const GROUPS: [(u8, u8); 10] = [
    (0x46, 0x4F), // comparisons of i32
    (0x51, 0x5A), // of i64
    (0x5B, 0x60), // of f32
    (0x61, 0x66), // of f64
    (0x67, 0x69), // counting bits of i32
    (0x6A, 0x78), // arithmetic of i32
    (0x79, 0x7B), // counting bits of i64
    (0x7C, 0x8A), // arithmetic of i64
    (0x92, 0x98), // of f32
    (0xA0, 0xA6), // of f64
];

/// The component with one to six changes.
pub(crate) fn mutate(original: &Original, u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let mut bytes = original.bytes.clone();
    for _ in 0..u.int_in_range(1..=6)? {
        let place = u.choose(&original.places)?;
        let byte = &mut bytes[place.at];
        *byte = match place.change {
            Change::Instruction(group) => {
                let (first, last) = GROUPS[usize::from(group)];
                u.int_in_range(first..=last)?
            }
            Change::Number => *byte & 0xC0 | u.int_in_range(0..=0x3F)?,
            Change::Data => u.arbitrary()?,
        };
    }
    Ok(bytes)
}

/// Every place of a component, its nested modules included.
///
/// # Panics
/// If the component is not well formed.
pub(crate) fn places(component: &[u8]) -> Vec<Place> {
    let mut places = Vec::new();
    for payload in Parser::new(0).parse_all(component) {
        match payload.expect("a sound component") {
            Payload::CodeSectionEntry(body) => in_function(&body, component, &mut places),
            Payload::DataSection(data) => {
                // One in eight, so that code is not outnumbered.
                for segment in data.into_iter().flatten() {
                    let end = segment.range.end;
                    let data = (end - segment.data.len()..end).step_by(8);
                    places.extend(data.map(|at| Place { at, change: Change::Data }));
                }
            }
            _ => {}
        }
    }
    places
}

fn in_function(body: &FunctionBody<'_>, component: &[u8], places: &mut Vec<Place>) {
    let operators = body.get_operators_reader().expect("a sound function").into_iter_with_offsets();
    for (operator, at) in operators.flatten() {
        let change = match operator {
            Operator::I32Const { .. } | Operator::I64Const { .. } => Some((at + 1, Change::Number)),
            _ => group(component[at]).map(|group| (at, Change::Instruction(group))),
        };
        places.extend(change.map(|(at, change)| Place { at, change }));
    }
}

fn group(instruction: u8) -> Option<u8> {
    let found = GROUPS.iter().position(|(first, last)| (*first..=*last).contains(&instruction));
    found.and_then(|index| u8::try_from(index).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{originals, seed};

    #[test]
    fn mutants_are_valid_and_differ() {
        for number in 0..40 {
            let randomness = seed::bytes(3, number, 1024);
            let mut u = Unstructured::new(&randomness);
            let original = originals::any(&mut u).expect("randomness");
            let mutant = mutate(original, &mut u).expect("randomness");
            assert_eq!(mutant.len(), original.bytes.len());
            wasmparser::Validator::new().validate_all(&mutant).unwrap_or_else(|e| panic!("{number}: {e}"));
        }
    }
}
