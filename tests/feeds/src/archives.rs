//! The archives of feeds with one known fault each: zips of folders and of zips.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;

use tests_harness::shared_data;
use zip::ZipArchive;

use crate::sound::zip_of;

/// The archives, within the shared test data.
pub const ARCHIVES: [&str; 2] = ["conformance-transitfeed.zip", "conformance-transport-validator.zip"];

/// Each feed of an archive, in the order of the names: a folder is made a zip of its own, a zip is taken as it is.
/// `None`, with a visible line, where the archive is absent.
pub fn feeds_in(archive: &str) -> Option<BTreeMap<String, Vec<u8>>> {
    let path = shared_data(&format!("gtfs/{archive}"))?;
    let mut zip = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut feeds: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut folders: BTreeMap<String, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let path = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        match path.split_once('/') {
            Some((_, "")) => {}
            Some((folder, file)) => {
                folders.entry(folder.to_owned()).or_default().push((file.to_owned(), bytes))
            }
            None => drop(feeds.insert(path, bytes)),
        }
    }
    feeds.extend(folders.into_iter().map(|(folder, files)| (folder, zip_of(&files))));
    Some(feeds)
}
