//! Views that plugins gave, kept while everything they read still has its version. Never filled-in pages.

use std::sync::Arc;

use parvis_model::{Language, PlatformError, TimeZone, View};
use parvis_services::Reading;
use quick_cache::{Weighter, sync::Cache};

use crate::trace::{Read, still_valid};

/// Bytes of views that are kept, roughly.
const CAPACITY_BYTES: u64 = 64 * 1024 * 1024;

/// What a view depends on besides its reads. The territory is the same for the whole hub.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ViewKey {
    pub(crate) digest: String,
    pub(crate) grants_version: u64,
    pub(crate) settings_version: u64,
    pub(crate) export: &'static str,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) language: Language,
}

/// What a plugin answered: a view, or an error of the contract, which is as good an answer.
pub(crate) type ViewResult = Result<Arc<View>, PlatformError>;

#[derive(Clone)]
struct Kept {
    result: ViewResult,
    reads: Arc<[Read]>,
    bytes: u64,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<ViewKey, Kept> for ByBytes {
    fn weight(&self, key: &ViewKey, kept: &Kept) -> u64 {
        kept.bytes + key.path.len() as u64 + 500
    }
}

/// The cache. A hit costs no instance.
pub(crate) struct ViewCache {
    kept: Cache<ViewKey, Kept, ByBytes>,
}

impl ViewCache {
    pub(crate) fn new() -> Self {
        Self { kept: Cache::with_weighter(4096, CAPACITY_BYTES, ByBytes) }
    }

    /// The view, if all that it read is unchanged.
    pub(crate) fn get(&self, key: &ViewKey, reading: &Reading, zone: &TimeZone) -> Option<ViewResult> {
        let kept = self.kept.get(key)?;
        still_valid(&kept.reads, reading, zone).then_some(kept.result)
    }

    /// Keeps a view with what it read. `bytes` is its size, roughly.
    pub(crate) fn keep(&self, key: ViewKey, result: ViewResult, reads: Vec<Read>, bytes: usize) {
        self.kept.insert(key, Kept { result, reads: reads.into(), bytes: bytes as u64 });
    }
}
