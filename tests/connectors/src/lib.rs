//! What connectors are tested with: a source that behaves or misbehaves, a hub that reads it, counts made apart.
//! It must never know: any crate of the host, a plugin, a reader of formats.
//! To add a misdeed: a case of `Answer`; to add a format: a file in `tests/` with its own count.
//! Tested by what it is used for, in `tests/`.

mod answer;
pub mod bikes;
pub mod cases;
mod connected_hub;
mod source;

pub use answer::Answer;
pub use connected_hub::ConnectedHub;
pub use source::{Asked, Request, Source};

use std::io::{Cursor, Read};

use tests_harness::shared_data;

/// The configuration of one table of places (`nom`, `lat`, `lon`) as two partners give it: `ouvert` openly, `prete` lent.
pub fn open_and_lent(file: &str) -> String {
    let connector = |name: &str, more: &str| {
        format!(
            "[connector.{name}]\nplugin = 'culture'\ntask = 'museums'\nsource = '{file}'\n{more}\
             [connector.{name}.mapping]\ntitle = 'nom'\nlatitude = 'lat'\nlongitude = 'lon'\n"
        )
    };
    connector("ouvert", "licence = 'ODbL 1.0'\n") + &connector("prete", "lent = 'Par amitié'\n")
}

/// A file of the shared test data, unpacked; of an archive the member that stands behind `#`. `None` after a line that says that the shared test data is absent.
///
/// # Panics
/// If it cannot be read.
pub fn unpacked(file: &str) -> Option<Vec<u8>> {
    let (name, member) = file.split_once('#').map_or((file, None), |(name, member)| (name, Some(member)));
    let packed = std::fs::read(shared_data(name)?).unwrap_or_else(|error| panic!("{file}: {error}"));
    let bytes = match member {
        Some(member) => in_archive(packed, member),
        None if name.ends_with(".gz") => all_of(flate2::read::GzDecoder::new(packed.as_slice())),
        None => Ok(packed),
    };
    Some(bytes.unwrap_or_else(|error| panic!("{file}: {error}")))
}

fn in_archive(archive: Vec<u8>, member: &str) -> std::io::Result<Vec<u8>> {
    all_of(zip::ZipArchive::new(Cursor::new(archive))?.by_name(member)?)
}

fn all_of(mut reader: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The moments at which the days of a window begin and end in Paris, in seconds since 1970: from the day of `first`
/// (`2026-07-01`), so many times 24 hours.
///
/// # Panics
/// For a day that is none.
pub fn window(first: &str, days: i64) -> (i64, i64) {
    let day: jiff::civil::Date = first.parse().unwrap_or_else(|error| panic!("{first}: {error}"));
    let start = day.in_tz("Europe/Paris").unwrap_or_else(|error| panic!("{first}: {error}"));
    let start = start.timestamp().as_second();
    (start, start + days * 86_400)
}
