//! Finding what draws maps, and the base map that the operator named: `[map]` of the configuration.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, ensure};
use parvis_web::{BaseMapFile, MapFiles};
use serde::Deserialize;

/// `[map]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct MapSection {
    /// Folder of MapLibre GL and its companions.
    pub(crate) files: Option<PathBuf>,
    /// An archive of tiles (PMTiles) that is drawn below everything.
    pub(crate) base: Option<PathBuf>,
    /// Who made it, as its licence wants it said.
    pub(crate) attribution: String,
}

/// What draws maps. A folder that was named must be there; one that was not may be absent: lists show the same.
pub(crate) fn files(given: Option<&Path>, section: &MapSection) -> anyhow::Result<MapFiles> {
    let base = base(section)?;
    if let Some(folder) = given.or(section.files.as_deref()) {
        let read = MapFiles::read(folder).map_err(|error| anyhow!("the map's files: {error}"))?;
        return Ok(read.over(base));
    }
    let found = candidates().into_iter().find(|folder| folder.is_dir());
    let read =
        found.map_or_else(|| Err("there is no folder of it".to_owned()), |folder| MapFiles::read(&folder));
    let files = read.unwrap_or_else(|reason| {
        tracing::info!(
            reason,
            "the map is not installed, /carte shows the list; `cargo xtask map` makes target/map"
        );
        MapFiles::default()
    });
    Ok(files.over(base))
}

/// Beside the binary, else `target/map`.
fn candidates() -> Vec<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|binary| Some(binary.parent()?.to_owned()));
    let beside = beside.iter().flat_map(|folder| [folder.join("map"), folder.join("../map")]);
    beside.chain([PathBuf::from("target/map")]).collect()
}

fn base(section: &MapSection) -> anyhow::Result<Option<BaseMapFile>> {
    let Some(path) = &section.base else { return Ok(None) };
    ensure!(
        !section.attribution.is_empty(),
        "[map] attribution: say who made the base map, as its licence wants it, for example '© OpenStreetMap contributors'"
    );
    let opened = BaseMapFile::open(path, &section.attribution);
    opened.map(Some).map_err(|error| anyhow!("[map] base: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_map_is_an_archive_with_a_maker() {
        let path = std::env::temp_dir().join(format!("parvis-map-base-{}", std::process::id()));
        std::fs::write(&path, b"PMTiles\x03 and more").expect("written");
        let section = |attribution: &str| MapSection {
            base: Some(path.clone()),
            attribution: attribution.to_owned(),
            ..MapSection::default()
        };
        assert!(base(&section("© A")).is_ok_and(|base| base.is_some()));
        assert!(base(&section("")).expect_err("no maker").to_string().contains("[map] attribution"));
        std::fs::write(&path, b"a picture of a map").expect("written");
        assert!(base(&section("© A")).expect_err("no archive").to_string().contains("[map] base"));
        std::fs::remove_file(&path).expect("removed");
        assert!(base(&section("© A")).expect_err("no file").to_string().contains("cannot be read"));
    }

    #[test]
    fn a_folder_that_was_named_must_be_there() {
        let error = files(Some(Path::new("/no/such/folder")), &MapSection::default()).expect_err("refused");
        assert!(error.to_string().contains("maplibre-gl.mjs"), "{error}");
    }
}
