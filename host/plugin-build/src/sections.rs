//! Custom sections of a WebAssembly binary: finding them, dropping them, adding one.
//! Modules and components share one framing (header, then id, length, content), which is all that is read here.

use wasm_encoder::{Encode, RawSection, Section};
use wasmparser::{BinaryReader, ComponentExportSectionReader, ComponentExternalKind};

use crate::BuildError;

const HEADER: usize = 8;
const CUSTOM: u8 = 0;
const CORE_MODULE: u8 = 1;
const COMPONENT: u8 = 4;
const COMPONENT_INSTANCE: u8 = 5;
const COMPONENT_EXPORT: u8 = 11;
/// A section with one instance that exports nothing.
const ONE_EMPTY_INSTANCE: &[u8] = &[1, 1, 0];

/// One section: its id and its content.
struct Part<'a> {
    id: u8,
    content: &'a [u8],
}

impl Part<'_> {
    /// The export of a section that holds one.
    fn only_export(&self) -> Option<(&str, ComponentExternalKind)> {
        if self.id != COMPONENT_EXPORT {
            return None;
        }
        let section = ComponentExportSectionReader::new(BinaryReader::new(self.content, 0)).ok()?;
        match section.into_iter().collect::<Result<Vec<_>, _>>().ok()?.as_slice() {
            [export] => Some((export.name.name, export.kind)),
            _ => None,
        }
    }

    /// The name of a custom section.
    fn custom_name(&self) -> Option<&str> {
        if self.id != CUSTOM {
            return None;
        }
        BinaryReader::new(self.content, 0).read_string().ok()
    }
}

/// The binary without its custom sections but names, in every module and component that it nests.
pub(crate) fn only_names(binary: &[u8]) -> Result<Vec<u8>, BuildError> {
    let is_component = is_component(binary);
    let mut kept = binary.get(..HEADER).unwrap_or_default().to_vec();
    for part in parts(binary)? {
        match part.id {
            CUSTOM if !matches!(part.custom_name(), Some("name" | "component-name")) => {}
            CORE_MODULE | COMPONENT if is_component => append(&mut kept, part.id, &only_names(part.content)?),
            id => append(&mut kept, id, part.content),
        }
    }
    Ok(kept)
}

/// The component without the functions and instances that it exports under `names`, each in a section of its own.
/// An export also gives its instance a number; an empty instance takes that number, so that those after it stay the same.
/// Of functions none may come after it; the validator would see it.
pub(crate) fn without_exports(component: &[u8], names: &[&str]) -> Result<Vec<u8>, BuildError> {
    let mut kept = component.get(..HEADER).unwrap_or_default().to_vec();
    for part in parts(component)? {
        match part.only_export().filter(|(name, _)| names.contains(name)) {
            Some((_, ComponentExternalKind::Func)) => {}
            Some((_, ComponentExternalKind::Instance)) => {
                append(&mut kept, COMPONENT_INSTANCE, ONE_EMPTY_INSTANCE)
            }
            _ => append(&mut kept, part.id, part.content),
        }
    }
    Ok(kept)
}

/// Appends a custom section.
pub(crate) fn append_custom(binary: &mut Vec<u8>, name: &str, data: &[u8]) {
    let mut content = Vec::new();
    name.encode(&mut content);
    content.extend_from_slice(data);
    append(binary, CUSTOM, &content);
}

/// The names of the custom sections at the top of a binary, in order.
pub(crate) fn custom_names(binary: &[u8]) -> Result<Vec<String>, BuildError> {
    Ok(parts(binary)?.iter().filter_map(|part| part.custom_name().map(str::to_owned)).collect())
}

/// Whether the header is a component's: its layer is 1, a core module's is 0.
pub(crate) fn is_component(binary: &[u8]) -> bool {
    binary.starts_with(b"\0asm") && binary.get(6..HEADER) == Some(&[1, 0])
}

fn append(binary: &mut Vec<u8>, id: u8, content: &[u8]) {
    let section = RawSection { id, data: content };
    binary.push(Section::id(&section));
    section.encode(binary);
}

fn parts(binary: &[u8]) -> Result<Vec<Part<'_>>, BuildError> {
    let body = match binary.strip_prefix(b"\0asm") {
        Some(rest) if rest.len() >= 4 => &rest[4..],
        _ => return Err(BuildError::Component("not a WebAssembly binary".into())),
    };
    let mut reader = BinaryReader::new(body, HEADER);
    let mut parts = Vec::new();
    while !reader.eof() {
        parts.push(part(&mut reader).map_err(|e| BuildError::Component(format!("damaged binary: {e}")))?);
    }
    Ok(parts)
}

fn part<'a>(reader: &mut BinaryReader<'a>) -> wasmparser::Result<Part<'a>> {
    let id = reader.read_u8()?;
    let length = reader.read_var_u32()?;
    let content = reader.read_bytes(usize::try_from(length).unwrap_or(usize::MAX))?;
    Ok(Part { id, content })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULE: &[u8] = b"\0asm\x01\0\0\0";
    const OUTER: &[u8] = b"\0asm\x0d\0\x01\0";

    #[test]
    fn only_names_are_kept_at_every_depth() {
        let mut module = MODULE.to_vec();
        append_custom(&mut module, "name", b"");
        append_custom(&mut module, "producers", b"rustc");
        let mut component = OUTER.to_vec();
        append(&mut component, CORE_MODULE, &module);
        append_custom(&mut component, "producers", b"wit-component");
        append_custom(&mut component, "component-name", b"");

        let kept = only_names(&component).expect("well formed");
        let nested: Vec<_> = parts(&kept).expect("well formed");
        assert_eq!(custom_names(&kept).expect("well formed"), ["component-name"]);
        assert_eq!(custom_names(nested[0].content).expect("well formed"), ["name"]);
    }

    #[test]
    fn a_type_section_of_a_module_is_not_taken_for_a_module() {
        let mut module = MODULE.to_vec();
        append(&mut module, CORE_MODULE, b"\0");
        assert_eq!(only_names(&module).expect("well formed"), module);
    }

    #[test]
    fn damaged_binaries_are_refused() {
        let mut cut = MODULE.to_vec();
        append_custom(&mut cut, "name", b"some bytes");
        cut.truncate(cut.len() - 1);
        assert!(only_names(&cut).is_err());
        assert!(only_names(b"\0asm").is_err());
        assert!(only_names(b"not wasm at all").is_err());
    }
}
