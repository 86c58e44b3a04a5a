//! A component read and compiled, as one piece of bytes: what the worker answers, and what is kept on disk.

use crate::{Inspection, RuntimeError};

/// What was found when a component was read, and its native code; none where it was only read.
pub(crate) struct Compiled {
    pub(crate) inspection: Inspection,
    bytes: Vec<u8>,
    begins: usize,
    code_begins: usize,
}

const LENGTH: usize = 4;

impl Compiled {
    /// Written as the length of the inspection in JSON, that JSON, the code.
    pub(crate) fn new(inspection: Inspection, code: &[u8]) -> Result<Self, RuntimeError> {
        let json =
            serde_json::to_vec(&inspection).map_err(|error| RuntimeError::Engine(error.to_string()))?;
        let length = u32::try_from(json.len()).unwrap_or(u32::MAX);
        let bytes = [length.to_le_bytes().as_slice(), &json, code].concat();
        Ok(Self { inspection, bytes, begins: 0, code_begins: LENGTH + json.len() })
    }

    /// What `new` wrote, from `begins` on; nothing if it is not that.
    pub(crate) fn read(bytes: Vec<u8>, begins: usize) -> Option<Self> {
        let (length, rest) = bytes.get(begins..)?.split_at_checked(LENGTH)?;
        let length = usize::try_from(u32::from_le_bytes(length.try_into().ok()?)).ok()?;
        let inspection = serde_json::from_slice(rest.get(..length)?).ok()?;
        Some(Self { inspection, bytes, begins, code_begins: begins + LENGTH + length })
    }

    /// As it is written.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes[self.begins..]
    }

    /// As it is written, owned. Only for one that was just made.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The native code.
    pub(crate) fn code(&self) -> &[u8] {
        &self.bytes[self.code_begins..]
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeSet;

    use parvis_model::Manifest;

    use super::*;

    pub(crate) fn inspection() -> Inspection {
        let manifest = "name = \"a\"\nversion = \"1\"\ncontract = \"0.1\"\ntitle = \"A\"\nsummary = \"A\"\nmaker = \"B\"\n";
        Inspection {
            manifest: Manifest::from_toml(manifest).expect("a manifest"),
            digest: "ab".into(),
            imports: BTreeSet::from(["clock".to_owned()]),
            exports: BTreeSet::from(["home".to_owned()]),
            size: 5,
        }
    }

    #[test]
    fn what_is_written_is_read_again_and_a_piece_of_it_is_not() {
        let written = Compiled::new(inspection(), b"code").expect("written");
        assert_eq!(written.code(), b"code");
        let later = [b"before", written.bytes()].concat();
        let read = Compiled::read(later.clone(), 6).expect("read");
        assert_eq!((read.code(), read.bytes()), (b"code".as_slice(), written.bytes()));
        assert_eq!(read.inspection.imports, inspection().imports);
        for end in [0, 6, 7, 10, 20] {
            assert!(Compiled::read(later[..end].to_vec(), 6).is_none(), "{end} bytes");
        }
    }
}
