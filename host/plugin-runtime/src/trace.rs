//! What a view read, at which version: a cached view is good while every read still has its version.

use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::sync::Mutex;

use parvis_model::{Feature, Instant, TimeZone, local_day};
use parvis_services::Reading;

/// One thing that a call read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// A collection as a whole: a query or a count.
    Collection {
        /// Its name.
        name: String,
        /// Its version then; 0 where it did not exist.
        version: i64,
    },
    /// One feature, or its absence.
    Feature {
        /// Its collection.
        collection: String,
        /// Its id.
        id: String,
        /// Hash of what it was; none for an absence.
        content: Option<u64>,
    },
    /// The minute.
    Minute(Instant),
    /// The day in the territory's time zone, by its first moment.
    Day(Instant),
}

/// Everything that a call read.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    reads: Mutex<Vec<Read>>,
}

impl Trace {
    /// Notes a read. The same read twice is noted once.
    pub(crate) fn note(&self, read: Read) {
        if let Ok(mut reads) = self.reads.lock()
            && !reads.contains(&read)
        {
            reads.push(read);
        }
    }

    /// The reads so far.
    pub(crate) fn reads(&self) -> Vec<Read> {
        self.reads.lock().map(|reads| reads.clone()).unwrap_or_default()
    }
}

/// The version of a collection in a snapshot.
pub(crate) fn collection_version(reading: &Reading, name: &str) -> i64 {
    reading.snapshot.collection(name).map_or(0, |collection| collection.version())
}

/// A hash of all that a feature says: of its JSON form, which is never held in memory.
pub(crate) fn content_of(feature: &Feature) -> u64 {
    let mut hashed = Hashed(DefaultHasher::new());
    // Neither a feature nor a hasher can fail; if one did, half a hash would still be the same for the same feature.
    let _ = serde_json::to_writer(&mut hashed, feature);
    hashed.0.finish()
}

struct Hashed(DefaultHasher);

impl io::Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// True if every read would give the same today as it did then.
pub(crate) fn still_valid(reads: &[Read], reading: &Reading, zone: &TimeZone) -> bool {
    reads.iter().all(|read| match read {
        Read::Collection { name, version } => collection_version(reading, name) == *version,
        Read::Feature { collection, id, content } => {
            reading.snapshot.get(collection, id).map(|feature| content_of(&feature)) == *content
        }
        Read::Minute(minute) => reading.now.minute() == *minute,
        Read::Day(day) => local_day(reading.now, zone, 0) == *day,
    })
}
