//! The sample territory and its example timetable, part of the binary, so that the demo needs nothing else.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use parvis_model::Territory;
use zip::write::SimpleFileOptions;

use crate::territory::TerritoryFile;

const TERRITORY: &str = include_str!("../sample/territory.toml");
const OUTLINES: &str = include_str!("../sample/outlines.geojson");

macro_rules! timetable_files {
    ($($name:literal),*) => {
        &[$(($name, include_str!(concat!("../sample/timetable/", $name)))),*]
    };
}

/// The example timetable, GTFS.
const TIMETABLE: &[(&str, &str)] = timetable_files!(
    "agency.txt",
    "calendar.txt",
    "calendar_dates.txt",
    "feed_info.txt",
    "frequencies.txt",
    "routes.txt",
    "stop_times.txt",
    "stops.txt",
    "trips.txt"
);

/// The sample territory: simplified outlines, real names.
pub(crate) fn territory() -> anyhow::Result<Territory> {
    let file: TerritoryFile = toml::from_str(TERRITORY).context("the sample territory")?;
    file.territory(OUTLINES, true)
}

/// Writes the example timetable as a zip into the data folder, always the same bytes, and returns its path.
pub(crate) fn write_timetable(data: &Path) -> anyhow::Result<PathBuf> {
    let path = data.join("example-timetable.zip");
    let bytes = zipped().context("the example timetable")?;
    if std::fs::read(&path).is_ok_and(|present| present == bytes) {
        return Ok(path);
    }
    std::fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(path)
}

fn zipped() -> anyhow::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in TIMETABLE {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_sound() {
        let territory = territory().expect("sample territory");
        assert_eq!(territory.communes.len(), 8);
        for place in &territory.places {
            assert!(territory.contains(place.point), "{} lies outside of the territory", place.id);
        }
        assert_eq!(zipped().expect("zip"), zipped().expect("zip again"));
    }
}
