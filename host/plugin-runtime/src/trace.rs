//! What a view read, at which version: a cached view is good while every read still has its version.

use std::sync::Mutex;

use parvis_model::{Feature, Instant, TimeZone, local_day};
use parvis_services::Reading;

/// One thing that a call read.
#[derive(Clone, Debug, PartialEq)]
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
        /// What it was, its properties shared with the snapshot; none for an absence. Boxed: most reads are of collections.
        content: Option<Box<Feature>>,
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

/// True if every read would give the same today as it did then.
pub(crate) fn still_valid(reads: &[Read], reading: &Reading, zone: &TimeZone) -> bool {
    reads.iter().all(|read| match read {
        Read::Collection { name, version } => collection_version(reading, name) == *version,
        Read::Feature { collection, id, content } => {
            reading.snapshot.get(collection, id).as_deref() == content.as_deref()
        }
        Read::Minute(minute) => reading.now.minute() == *minute,
        Read::Day(day) => local_day(reading.now, zone, 0) == *day,
    })
}
