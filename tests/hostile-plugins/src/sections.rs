//! The outermost sections of a component, as far as the tests must change them.

use parvis_model::Manifest;

use crate::add_manifest;

/// Bytes of the header before the first section.
const HEADER: usize = 8;
const CUSTOM: u8 = 0;

/// The same component with another manifest.
///
/// # Panics
/// If the bytes are no component.
pub fn with_manifest(component: &[u8], manifest: &Manifest) -> Vec<u8> {
    let mut out = component[..HEADER].to_vec();
    let mut at = HEADER;
    while at < component.len() {
        let (length, start) = leb(component, at + 1);
        let end = start + length;
        let is_manifest = component[at] == CUSTOM && {
            let (name, name_start) = leb(component, start);
            &component[name_start..name_start + name] == b"parvis:manifest"
        };
        if !is_manifest {
            out.extend(&component[at..end]);
        }
        at = end;
    }
    add_manifest(&mut out, manifest);
    out
}

/// A number in LEB128, and where it ends.
fn leb(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let (mut number, mut shift) = (0, 0);
    loop {
        number |= usize::from(bytes[at] & 0x7f) << shift;
        at += 1;
        if bytes[at - 1] & 0x80 == 0 {
            return (number, at);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{manifest, plugin_from_core};

    #[test]
    fn only_the_manifest_changes() {
        let one = plugin_from_core("well", &manifest("one"));
        assert_eq!(with_manifest(&one, &manifest("one")), one);
        let two = with_manifest(&one, &manifest("two"));
        assert_eq!(two, plugin_from_core("well", &manifest("two")));
    }
}
