//! The memory of a guest that answers with any view: values of the contract's types in the canonical ABI, from random
//! bytes. It follows the contract by itself; mostly well-formed, so that what lies behind the border is reached too.

use std::sync::LazyLock;

use arbitrary::{Result, Unstructured};
use wit_parser::{Int, SizeAlign, Type, TypeDefKind, TypeId};

use crate::guests::contract;

/// Where the answer lies in the guest's memory.
pub const BASE: u32 = 1024;

/// Bytes that a random answer may take.
const LARGEST: usize = 512 * 1024;
/// Most elements of a list.
const LONGEST_LIST: u32 = 6;
/// The byte that asks for something malformed.
const MALFORMED: u8 = 0xEE;

/// Pieces of text that have hurt somebody before.
const PIECES: [&str; 32] = [
    "",
    "a",
    "é",
    "\u{0}",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{fffd}",
    "\n",
    "\t",
    " ",
    "<x-guest>",
    "\" x-guest=\"1",
    "' x-guest='1",
    "</script><x-guest>",
    "&lt;x-guest&gt;",
    "<!--",
    "]]>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "https://example.org/",
    "https://",
    "//example.org",
    "../../moi",
    "01 41 23 87 00",
    "a@example.org",
    "stops",
    "departures",
    "title",
    "feed-1",
    "stop-1",
];

static SIZES: LazyLock<SizeAlign> = LazyLock::new(|| {
    let mut sizes = SizeAlign::default();
    sizes.fill(contract());
    sizes
});

/// A `result<view, error>` as bytes of memory from [`BASE`] on. Fails only if the contract has no pages any more.
pub fn answer(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let page = contract().interfaces.iter().find(|(_, interface)| interface.name.as_deref() == Some("page"));
    let answered = page.and_then(|(_, page)| page.functions.get("render")?.result);
    let answered = answered.ok_or(arbitrary::Error::IncorrectFormat)?;
    let Type::Id(id) = answered else { return Err(arbitrary::Error::IncorrectFormat) };
    let TypeDefKind::Result(result) = &contract().types[id].kind else {
        return Err(arbitrary::Error::IncorrectFormat);
    };
    let mut memory = Memory { bytes: Vec::new() };
    let at = memory.room(&answered, 1);
    // A view is what there is to see: an error comes one time in eight.
    let case = usize::from(u.arbitrary::<u8>()? & 7 == 7);
    memory.store_chosen(at, Int::U8, &[result.ok, result.err], case, u)?;
    Ok(memory.bytes)
}

struct Memory {
    bytes: Vec<u8>,
}

impl Memory {
    /// Room for so many values; where it begins in `bytes`.
    fn room(&mut self, ty: &Type, count: usize) -> usize {
        let align = SIZES.align(ty).align_wasm32();
        let at = self.bytes.len().next_multiple_of(align);
        self.bytes.resize(at + SIZES.size(ty).size_wasm32() * count, 0);
        at
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        self.bytes[at..at + bytes.len()].copy_from_slice(bytes);
    }

    fn store(&mut self, at: usize, ty: &Type, u: &mut Unstructured<'_>) -> Result<()> {
        match ty {
            Type::Bool | Type::U8 | Type::S8 => self.put(at, &[u.arbitrary()?]),
            Type::U16 | Type::S16 => self.put(at, &u.arbitrary::<[u8; 2]>()?),
            Type::U32 | Type::S32 | Type::F32 => {
                let number = number(u)? as i32;
                self.put(at, &number.to_le_bytes());
            }
            Type::U64 | Type::S64 => {
                let number = number(u)?;
                self.put(at, &number.to_le_bytes());
            }
            Type::F64 => self.put(at, &u.arbitrary::<[u8; 8]>()?),
            Type::Char => self.put(at, &u32::from(u.arbitrary::<char>()?).to_le_bytes()),
            Type::String => self.store_text(at, u)?,
            Type::Id(id) => self.store_defined(at, *id, u)?,
            Type::ErrorContext => {}
        }
        Ok(())
    }

    fn store_text(&mut self, at: usize, u: &mut Unstructured<'_>) -> Result<()> {
        let text = text(u)?;
        let start = self.bytes.len();
        self.bytes.extend_from_slice(&text);
        self.store_range(at, start, text.len(), u)
    }

    /// Address and length, seldom others.
    fn store_range(
        &mut self,
        at: usize,
        start: usize,
        length: usize,
        u: &mut Unstructured<'_>,
    ) -> Result<()> {
        let mut range = [BASE.wrapping_add(start as u32), length as u32];
        if is_malformed(u)? {
            range[u.choose_index(2)?] = u.arbitrary()?;
        }
        self.put(at, &range[0].to_le_bytes());
        self.put(at + 4, &range[1].to_le_bytes());
        Ok(())
    }

    fn store_list(&mut self, at: usize, element: &Type, u: &mut Unstructured<'_>) -> Result<()> {
        let room = self.bytes.len() < LARGEST;
        let length = if room { u.int_in_range(0..=LONGEST_LIST)? as usize } else { 0 };
        let start = self.room(element, length);
        for index in 0..length {
            self.store(start + index * SIZES.size(element).size_wasm32(), element, u)?;
        }
        self.store_range(at, start, length, u)
    }

    fn store_defined(&mut self, at: usize, id: TypeId, u: &mut Unstructured<'_>) -> Result<()> {
        let optional = |ty: &Type| Some(*ty);
        match &contract().types[id].kind {
            TypeDefKind::Type(ty) => self.store(at, ty, u),
            TypeDefKind::List(element) => self.store_list(at, element, u),
            TypeDefKind::Record(record) => {
                self.store_fields(at, record.fields.iter().map(|field| &field.ty), u)
            }
            TypeDefKind::Tuple(tuple) => self.store_fields(at, tuple.types.iter(), u),
            TypeDefKind::Variant(variant) => {
                let cases: Vec<Option<Type>> = variant.cases.iter().map(|case| case.ty).collect();
                self.store_case(at, variant.tag(), &cases, u)
            }
            TypeDefKind::Enum(all) => self.store_case(at, all.tag(), &vec![None; all.cases.len()], u),
            TypeDefKind::Option(ty) => self.store_case(at, Int::U8, &[None, optional(ty)], u),
            TypeDefKind::Result(result) => self.store_case(at, Int::U8, &[result.ok, result.err], u),
            // Handles and flags are in no view; zeros are what they are.
            _ => Ok(()),
        }
    }

    fn store_fields<'t>(
        &mut self,
        at: usize,
        fields: impl Iterator<Item = &'t Type>,
        u: &mut Unstructured<'_>,
    ) -> Result<()> {
        for (offset, ty) in SIZES.field_offsets(fields) {
            self.store(at + offset.size_wasm32(), ty, u)?;
        }
        Ok(())
    }

    fn store_case(
        &mut self,
        at: usize,
        tag: Int,
        cases: &[Option<Type>],
        u: &mut Unstructured<'_>,
    ) -> Result<()> {
        let case = u.int_in_range(0..=cases.len() - 1)?;
        self.store_chosen(at, tag, cases, case, u)
    }

    fn store_chosen(
        &mut self,
        at: usize,
        tag: Int,
        cases: &[Option<Type>],
        case: usize,
        u: &mut Unstructured<'_>,
    ) -> Result<()> {
        // No variant of the contract has more than 255 cases.
        self.put(at, &[if is_malformed(u)? { u.arbitrary()? } else { case as u8 }]);
        if let Some(ty) = &cases[case] {
            let payload = SIZES.payload_offset(tag, cases.iter().map(Option::as_ref)).size_wasm32();
            self.store(at + payload, ty, u)?;
        }
        Ok(())
    }
}

/// False once the random bytes are used up.
fn is_malformed(u: &mut Unstructured<'_>) -> Result<bool> {
    Ok(u.arbitrary::<u8>()? == MALFORMED && u.arbitrary::<u8>()? & 7 == 7)
}

/// Mostly small, sometimes any.
fn number(u: &mut Unstructured<'_>) -> Result<i64> {
    Ok(match u.arbitrary::<u8>()? {
        0xFF => u.arbitrary()?,
        0xFE => i64::MAX,
        0xFD => i64::MIN,
        small => i64::from(small) - 8,
    })
}

fn text(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    for _ in 0..u.int_in_range(0..=3)? {
        text.extend_from_slice(u.choose(&PIECES)?.as_bytes());
    }
    match u.arbitrary::<u8>()? {
        // One past the limit of a text, at most.
        0xFF => text.resize(u.int_in_range(3_990..=4_001)?, b'x'),
        0xFE => text.extend_from_slice(&u.arbitrary::<[u8; 8]>()?),
        _ => {}
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_nothing_is_an_empty_view() {
        let memory = answer(&mut Unstructured::new(&[])).expect("an answer");
        assert!(memory.iter().take(4).all(|byte| *byte == 0), "case ok: {memory:?}");
        assert!(memory.len() > 20, "title, description and blocks");
    }

    #[test]
    fn answers_follow_from_their_bytes() {
        let longest = (0..20).map(|number| {
            let randomness = crate::seed::bytes(1, number, 4096);
            let twice = [0, 1].map(|_| answer(&mut Unstructured::new(&randomness)).expect("an answer"));
            assert_eq!(twice[0], twice[1]);
            twice[0].len()
        });
        assert!(longest.max() > Some(200), "every answer is nearly empty");
    }
}
