//! Tiles that were made already: many visitors look at the same map.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use parvis_index::Collection;
use parvis_model::{Instant, Language, TimeRange};
use quick_cache::{Weighter, sync::Cache};

use super::{TileAddress, TileQuery};
use crate::Reading;

/// Memory of tiles that are kept.
const CAPACITY_BYTES: u64 = 16 * 1024 * 1024;
/// What a tile takes besides its bytes.
const BYTES_OF_A_KEY: u64 = 200;

/// Everything that a tile follows from: a tile under an old key is never asked for again, and falls out in time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    collection: Box<str>,
    address: TileAddress,
    language: Language,
    /// The range of time, and the minute from which it is counted.
    during: Option<(TimeRange, Instant)>,
    version: i64,
    /// Which parts may leave the hub.
    open: u64,
}

impl Key {
    pub(super) fn of(reading: &Reading, collection: &Collection, wanted: &TileQuery<'_>) -> Key {
        let mut open = DefaultHasher::new();
        collection
            .parts()
            .iter()
            .for_each(|part| reading.is_open(part.plugin(), part.source()).hash(&mut open));
        Key {
            collection: wanted.collection.into(),
            address: wanted.address,
            language: wanted.language,
            during: wanted.during.map(|range| (range, reading.now.minute())),
            version: collection.version(),
            open: open.finish(),
        }
    }
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Key, Arc<[u8]>> for ByBytes {
    fn weight(&self, _: &Key, tile: &Arc<[u8]>) -> u64 {
        tile.len() as u64 + BYTES_OF_A_KEY
    }
}

/// The tiles.
pub(crate) struct KeptTiles(Cache<Key, Arc<[u8]>, ByBytes>);

impl Default for KeptTiles {
    fn default() -> Self {
        Self(Cache::with_weighter(1024, CAPACITY_BYTES, ByBytes))
    }
}

impl KeptTiles {
    /// The tile, made now if it is not kept.
    pub(super) fn get(&self, key: Key, make: impl FnOnce() -> Vec<u8>) -> Arc<[u8]> {
        if let Some(kept) = self.0.get(&key) {
            return kept;
        }
        let made: Arc<[u8]> = make().into();
        self.0.insert(key, made.clone());
        made
    }
}
