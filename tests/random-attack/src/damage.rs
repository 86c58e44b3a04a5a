//! Components with bytes cut, changed, moved or repeated: what a bad disk, a bad line or a bad person makes of a file.

use std::ops::Range;

use arbitrary::{Result, Unstructured};

use crate::originals::Original;

/// Bytes before the first section.
const HEADER: usize = 8;

/// The component with one to three damages.
pub(crate) fn damage(original: &Original, u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let mut bytes = original.bytes.clone();
    for _ in 0..u.int_in_range(1..=3)? {
        if bytes.len() > HEADER {
            once(&mut bytes, u)?;
        }
    }
    Ok(bytes)
}

fn once(bytes: &mut Vec<u8>, u: &mut Unstructured<'_>) -> Result<()> {
    match u.int_in_range(0..=7)? {
        0 => bytes.truncate(place(bytes, u)?),
        1 => flip_bits(bytes, u)?,
        2 => overwrite(bytes, u)?,
        3 => drop(bytes.drain(run(bytes, u)?)),
        4 => repeat(bytes, u)?,
        5 => change_length(bytes, u)?,
        6 => repeat_section(bytes, u)?,
        _ => swap_sections(bytes, u)?,
    }
    Ok(())
}

fn place(bytes: &[u8], u: &mut Unstructured<'_>) -> Result<usize> {
    u.int_in_range(0..=bytes.len() - 1)
}

/// Up to 64 bytes in a row.
fn run(bytes: &[u8], u: &mut Unstructured<'_>) -> Result<Range<usize>> {
    let from = place(bytes, u)?;
    let length: usize = u.int_in_range(1..=64)?;
    Ok(from..(from + length).min(bytes.len()))
}

fn flip_bits(bytes: &mut [u8], u: &mut Unstructured<'_>) -> Result<()> {
    for _ in 0..u.int_in_range(1..=8)? {
        let at = place(bytes, u)?;
        bytes[at] ^= 1 << u.int_in_range(0..=7)?;
    }
    Ok(())
}

fn overwrite(bytes: &mut [u8], u: &mut Unstructured<'_>) -> Result<()> {
    let range = run(bytes, u)?;
    u.fill_buffer(&mut bytes[range])
}

fn repeat(bytes: &mut Vec<u8>, u: &mut Unstructured<'_>) -> Result<()> {
    let again = bytes[run(bytes, u)?].to_vec();
    let at = place(bytes, u)?;
    bytes.splice(at..at, again);
    Ok(())
}

/// Another length in front of a section: a little more or less, or enormous.
fn change_length(bytes: &mut [u8], u: &mut Unstructured<'_>) -> Result<()> {
    let sections = sections(bytes);
    if let Some(section) = sections.get(u.choose_index(sections.len().max(1))?) {
        // The byte after the section's id holds the low bits of its length.
        bytes[section.start + 1] = u.arbitrary()?;
    }
    Ok(())
}

fn repeat_section(bytes: &mut Vec<u8>, u: &mut Unstructured<'_>) -> Result<()> {
    let sections = sections(bytes);
    if sections.is_empty() {
        return Ok(());
    }
    let again = bytes[u.choose(&sections)?.clone()].to_vec();
    let at = u.choose(&sections)?.end;
    bytes.splice(at..at, again);
    Ok(())
}

fn swap_sections(bytes: &mut Vec<u8>, u: &mut Unstructured<'_>) -> Result<()> {
    let mut sections = sections(bytes);
    if sections.is_empty() {
        return Ok(());
    }
    let (a, b) = (u.choose_index(sections.len())?, u.choose_index(sections.len())?);
    sections.swap(a, b);
    let swapped: Vec<u8> = sections.into_iter().flat_map(|section| bytes[section].to_vec()).collect();
    bytes.truncate(HEADER);
    bytes.extend(swapped);
    Ok(())
}

/// The outermost sections as far as they can be made out: id, length in LEB128, content.
fn sections(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut sections = Vec::new();
    let mut at = HEADER;
    while let Some(end) = section_end(bytes, at) {
        sections.push(at..end);
        at = end;
    }
    sections
}

fn section_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut length = 0_usize;
    for (index, byte) in bytes.get(at + 1..)?.iter().take(5).enumerate() {
        length |= usize::from(byte & 0x7F) << (7 * index);
        if byte & 0x80 == 0 {
            let end = at + 2 + index + length;
            return (end <= bytes.len()).then_some(end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guests;

    #[test]
    fn sections_are_the_whole_file() {
        let bytes = guests::plugin(guests::ECHO, "page-plugin", &guests::manifest("small"));
        let sections = sections(&bytes);
        assert!(sections.len() > 5, "{sections:?}");
        assert_eq!((sections[0].start, sections[sections.len() - 1].end), (HEADER, bytes.len()));
        assert!(sections.windows(2).all(|pair| pair[0].end == pair[1].start));
    }
}
