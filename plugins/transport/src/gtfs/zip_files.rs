//! The zip of a feed: finds the files, at the root or in one folder, and opens them within the limits.

use std::io::{Read, Seek};

use zip::ZipArchive;

use super::clean_bytes::CleanBytes;
use super::limits::Limits;
use super::report::{Refusal, Report};
use super::table::Table;

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

/// The files of an opened feed.
pub(super) struct ZipFiles<R> {
    archive: ZipArchive<R>,
    /// Index in the archive of each file that is read.
    found: Vec<(&'static str, usize)>,
    limits: Limits,
}

impl<R: Read + Seek> ZipFiles<R> {
    /// Reads the directory of the zip.
    pub(super) fn open(reader: R, limits: Limits) -> Result<ZipFiles<R>, Refusal> {
        let archive = ZipArchive::new(reader).map_err(|error| {
            Refusal::of(
                ARCHIVE,
                format!("not a readable zip ({error}); publish the feed as a plain zip of .txt files"),
            )
        })?;
        if archive.len() > limits.files {
            let reason =
                format!("{} files, more than {}; leave out what is not GTFS", archive.len(), limits.files);
            return Err(Refusal::of(ARCHIVE, reason));
        }
        let found = find_files(&archive)?;
        let mut files = ZipFiles { archive, found, limits };
        files.check_sizes()?;
        Ok(files)
    }

    /// Opens a file that the feed may have.
    pub(super) fn open_optional(
        &mut self,
        file: &'static str,
        report: &mut Report,
    ) -> Result<Option<Table<'_>>, Refusal> {
        let Some((_, index)) = self.found.iter().find(|(name, _)| *name == file).copied() else {
            return Ok(None);
        };
        let limits = self.limits;
        let entry = self.archive.by_index(index).map_err(|error| unreadable(file, &error))?;
        let size = entry.size();
        let bytes = Box::new(CleanBytes::new(entry, size, limits.row_bytes));
        Table::open(file, bytes, &limits, report).map(Some)
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

    /// Refuses a zip that would unpack to more than the limits. That it does not lie is checked while reading.
    fn check_sizes(&mut self) -> Result<(), Refusal> {
        let mut total = 0;
        for (file, index) in &self.found {
            let size = self.archive.by_index_raw(*index).map_err(|error| unreadable(file, &error))?.size();
            if size > self.limits.file_bytes {
                let reason =
                    format!("{size} bytes unpacked, more than {}; cut the feed down", self.limits.file_bytes);
                return Err(Refusal::of(file, reason));
            }
            total += size;
        }
        if total > self.limits.total_bytes {
            let reason =
                format!("{total} bytes unpacked, more than {}; cut the feed down", self.limits.total_bytes);
            return Err(Refusal::of(ARCHIVE, reason));
        }
        Ok(())
    }
}

fn unreadable(file: &str, error: &zip::result::ZipError) -> Refusal {
    Refusal::of(file, format!("the file cannot be unpacked ({error}); make a plain zip, without password"))
}

/// The files that are read, all from one folder: the root if it holds any, else the only folder that does.
fn find_files<R: Read + Seek>(archive: &ZipArchive<R>) -> Result<Vec<(&'static str, usize)>, Refusal> {
    let candidates: Vec<(String, &'static str, usize)> = (0..archive.len())
        .filter_map(|index| {
            let path = archive.name_for_index(index)?.replace('\\', "/");
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
            let file = READ.into_iter().find(|file| file.eq_ignore_ascii_case(name))?;
            let hidden = folder.split('/').any(|part| part == "__MACOSX");
            (!hidden).then(|| (folder.trim_start_matches("./").to_owned(), file, index))
        })
        .collect();
    let folder = the_folder(&candidates)?.to_owned();
    Ok(candidates
        .into_iter()
        .filter(|found| found.0 == folder)
        .map(|(_, file, index)| (file, index))
        .collect())
}

fn the_folder<'a>(candidates: &'a [(String, &'static str, usize)]) -> Result<&'a str, Refusal> {
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
