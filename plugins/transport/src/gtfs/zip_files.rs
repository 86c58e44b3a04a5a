//! The zip of a feed: finds the files, at the root or in one folder, and opens them within the limits. Nothing is ever
//! unpacked to a path: names only say which of the known files is meant.

use std::io::{Read, Seek};

use parvis_formats::table::CleanBytes;

use super::limits::Limits;
use super::report::{Refusal, Report};
use super::table::Table;
use super::zip_directory::{self, Entry, shown};
use super::zip_entry::Unpacked;

/// What the archive itself is called in reports.
pub(super) const ARCHIVE: &str = "feed.zip";

/// The files that are read; all others are ignored.
const READ: [&str; 9] = [
    "agency.txt",
    "stops.txt",
    "routes.txt",
    "calendar.txt",
    "calendar_dates.txt",
    "trips.txt",
    "stop_times.txt",
    "frequencies.txt",
    "feed_info.txt",
];

/// A smaller file may be packed as well as it can be: header lines and rows of zeros do no harm.
const SMALL: u64 = 1 << 20;

/// The files of an opened feed.
pub(super) struct ZipFiles<R> {
    reader: R,
    /// Each file that is read, where the zip has it.
    found: Vec<(&'static str, Entry)>,
    limits: Limits,
}

impl<R: Read + Seek> ZipFiles<R> {
    /// Reads the directory of the zip and refuses what it should not be asked to unpack.
    pub(super) fn open(mut reader: R, limits: Limits) -> Result<ZipFiles<R>, Refusal> {
        let entries = zip_directory::read(&mut reader, limits.files)?;
        if let Some(entry) = entries.iter().find(|entry| leads_outside(&entry.path)) {
            let reason = format!("the name {} leads out of the zip; make the zip again", shown(&entry.path));
            return Err(Refusal::of(ARCHIVE, reason));
        }
        let found = find_files(entries)?;
        for (file, entry) in &found {
            check_entry(file, entry, &limits)?;
        }
        let total: u64 = found.iter().map(|(_, entry)| entry.size).sum();
        if total > limits.total_bytes {
            let reason =
                format!("{total} bytes unpacked, more than {}; cut the feed down", limits.total_bytes);
            return Err(Refusal::of(ARCHIVE, reason));
        }
        Ok(ZipFiles { reader, found, limits })
    }

    /// Opens a file that the feed may have.
    pub(super) fn open_optional(
        &mut self,
        file: &'static str,
        report: &mut Report,
    ) -> Result<Option<Table<'_>>, Refusal> {
        let Some((_, entry)) = self.found.iter().find(|(name, _)| *name == file) else {
            return Ok(None);
        };
        let unreadable =
            |error| Refusal::of(file, format!("the file cannot be unpacked: {error}; make the zip again"));
        let bytes = Unpacked::open(&mut self.reader, entry).map_err(unreadable)?;
        let bytes = Box::new(CleanBytes::new(bytes, b',', self.limits.row_bytes));
        Table::open(file, bytes, &self.limits, report).map(Some)
    }

    /// Opens a file that the feed must have.
    pub(super) fn open_required(
        &mut self,
        file: &'static str,
        report: &mut Report,
    ) -> Result<Table<'_>, Refusal> {
        let missing = || Refusal::of(file, "the file is missing from the zip; GTFS requires it, add it");
        self.open_optional(file, report)?.ok_or_else(missing)
    }
}

/// True for a path that would be unpacked beside the folder: absolute, or upwards.
fn leads_outside(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':');
    drive || path.starts_with('/') || path.split('/').any(|part| part == "..")
}

/// Refuses a file that cannot be unpacked, or would be too large. That its size is no lie is checked while reading.
fn check_entry(file: &str, entry: &Entry, limits: &Limits) -> Result<(), Refusal> {
    let Entry { size, packed, .. } = entry;
    let reason = if entry.link {
        "a symbolic link, not a file; put the file itself into the zip".to_owned()
    } else if entry.encrypted {
        "encrypted; make a plain zip, without password".to_owned()
    } else if !matches!(entry.method, 0 | 8) {
        format!("packed by method {}; make a plain zip (deflate)", entry.method)
    } else if *size > limits.file_bytes {
        format!("{size} bytes unpacked, more than {}; cut the feed down", limits.file_bytes)
    } else if *size > SMALL && *size / limits.ratio > *packed {
        format!(
            "{packed} bytes unpack to {size}, more than {} times as many: no timetable does",
            limits.ratio
        )
    } else {
        return Ok(());
    };
    Err(Refusal::of(file, reason))
}

/// The files that are read, all from one folder: the root if it holds any, else the only folder that does.
fn find_files(entries: Vec<Entry>) -> Result<Vec<(&'static str, Entry)>, Refusal> {
    let candidates: Vec<(String, &'static str, Entry)> = entries
        .into_iter()
        .filter_map(|entry| {
            let (folder, name) = entry.path.rsplit_once('/').unwrap_or(("", &entry.path));
            let file = READ.into_iter().find(|file| file.eq_ignore_ascii_case(name))?;
            let hidden = folder.split('/').any(|part| part == "__MACOSX");
            let folder = folder.trim_start_matches("./").to_owned();
            (!hidden).then_some((folder, file, entry))
        })
        .collect();
    let folder = the_folder(&candidates)?.to_owned();
    let found = candidates.into_iter().filter(|found| found.0 == folder);
    Ok(found.map(|(_, file, entry)| (file, entry)).collect())
}

fn the_folder<'a>(candidates: &'a [(String, &'static str, Entry)]) -> Result<&'a str, Refusal> {
    let mut folders: Vec<&str> = candidates.iter().map(|(folder, ..)| folder.as_str()).collect();
    folders.sort_unstable();
    folders.dedup();
    match folders.as_slice() {
        [] => Err(Refusal::of(
            ARCHIVE,
            "no GTFS file in the zip (agency.txt, stops.txt, trips.txt...); is it a feed?",
        )),
        ["", ..] => Ok(""),
        [folder] => Ok(folder),
        _ => {
            let reason =
                format!("several folders hold GTFS files ({}); publish one feed per zip", folders.join(", "));
            Err(Refusal::of(ARCHIVE, reason))
        }
    }
}
