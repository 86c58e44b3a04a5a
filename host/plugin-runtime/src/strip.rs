//! What is compiled of a component: everything but custom sections. Those of names stay, for stacks that can be read,
//! unless they are large.

use wasmparser::{BinaryReader, Parser, Result};

/// Larger sections of names are left out, in bytes. CPython's, of 13,500 functions, has 0.4 MB.
const LARGEST_NAMES: usize = 1024 * 1024;

const PREAMBLE: usize = 8;
const CUSTOM: u8 = 0;
const CORE_MODULE: u8 = 1;
const COMPONENT: u8 = 4;

/// The binary without its custom sections but names, on all levels. It must have been validated before.
pub(crate) fn strip(binary: &[u8]) -> Result<Vec<u8>> {
    let is_component = Parser::is_component(binary);
    let mut reader = BinaryReader::new(binary, 0);
    let mut kept = reader.read_bytes(PREAMBLE)?.to_vec();
    while !reader.eof() {
        let id = reader.read_u8()?;
        let length = reader.read_var_u32()?;
        let content = reader.read_bytes(length as usize)?;
        match id {
            CUSTOM if !is_kept(content)? => {}
            CORE_MODULE | COMPONENT if is_component => append(&mut kept, id, &strip(content)?),
            _ => append(&mut kept, id, content),
        }
    }
    Ok(kept)
}

fn is_kept(custom: &[u8]) -> Result<bool> {
    let name = BinaryReader::new(custom, 0).read_string()?;
    Ok(matches!(name, "name" | "component-name") && custom.len() <= LARGEST_NAMES)
}

fn append(binary: &mut Vec<u8>, id: u8, content: &[u8]) {
    binary.push(id);
    let mut rest = content.len();
    while rest >= 0x80 {
        binary.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    binary.push(rest as u8);
    binary.extend_from_slice(content);
}
