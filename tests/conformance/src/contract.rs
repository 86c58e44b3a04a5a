//! Released contracts never change: the files of each are those whose digests were written down at the release.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Lower-case SHA-256 of every file of a folder, by name.
pub fn digests(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let bytes = std::fs::read(entry.path()).with_context(|| entry.path().display().to_string())?;
        let digest = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        found.insert(entry.file_name().to_string_lossy().into_owned(), digest);
    }
    Ok(found)
}

/// Every difference between a released contract and the list of its digests (lines of `sha256sum`), as a sentence.
pub fn faults(version: &str, released: &str, found: &BTreeMap<String, String>) -> Vec<String> {
    let released: BTreeMap<&str, &str> = released
        .lines()
        .filter_map(|line| line.split_once("  ").map(|(digest, name)| (name.trim(), digest)))
        .collect();
    let rule = format!("{version} is released: shapes never change; make the next version beside it");
    let changed = released.iter().filter_map(|(name, digest)| match found.get(*name) {
        None => Some(format!("wit/v{version}/{name} is gone: {rule}")),
        Some(now) if now != digest => Some(format!("wit/v{version}/{name} has changed: {rule}")),
        Some(_) => None,
    });
    let added = found.keys().filter(|name| !released.contains_key(name.as_str()));
    changed.chain(added.map(|name| format!("wit/v{version}/{name} is new: {rule}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_change_is_told() {
        let found = |files: &[(&str, &str)]| {
            files.iter().map(|(name, digest)| ((*name).to_owned(), (*digest).to_owned())).collect()
        };
        let released = "aa  data.wit\nbb  geo.wit\n";
        assert_eq!(
            faults("0.1", released, &found(&[("data.wit", "aa"), ("geo.wit", "bb")])),
            Vec::<String>::new()
        );
        let said = faults("0.1", released, &found(&[("data.wit", "ab"), ("here.wit", "cc")]));
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[0].contains("data.wit has changed: 0.1 is released: shapes never change"), "{said:?}");
        assert!(said[1].contains("geo.wit is gone") && said[2].contains("here.wit is new"), "{said:?}");
    }

    #[test]
    fn a_digest_is_that_of_the_bytes() {
        let folder = std::env::temp_dir().join(format!("parvis-contract-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("a.wit"), "abc").expect("written");
        let found = digests(&folder).expect("readable");
        std::fs::remove_dir_all(&folder).expect("removed");
        assert_eq!(found["a.wit"], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
