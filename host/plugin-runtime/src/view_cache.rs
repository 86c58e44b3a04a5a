//! Views that plugins gave, kept while everything they read still has its version. Never filled-in pages.

use std::sync::Arc;

use parvis_model::{Block, Language, PlatformError, TimeZone, View};
use parvis_services::Reading;
use quick_cache::{Weighter, sync::Cache};

use crate::trace::{Read, still_valid};

/// Memory of views that are kept, estimated from above.
const CAPACITY_BYTES: u64 = 256 * 1024 * 1024;
/// Most that a byte of a view's written form takes in memory: a list of one-letter texts is three bytes each there, and a text
/// here.
const MEMORY_PER_BYTE: u64 = 16;

/// What a read is counted with: its names and, of a feature, what it was.
const BYTES_OF_A_READ: u64 = 300;

/// What a view depends on besides its reads. The territory is the same for the whole hub.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ViewKey {
    pub(crate) digest: Arc<str>,
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
        let query: usize = key.query.iter().map(|(name, value)| name.len() + value.len() + 48).sum();
        kept.bytes + (key.path.len() + query) as u64 + kept.reads.len() as u64 * BYTES_OF_A_READ + 500
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

    /// Keeps a view with what it read. `bytes` is the size of its written form.
    pub(crate) fn keep(&self, key: ViewKey, result: ViewResult, reads: Vec<Read>, bytes: usize) {
        let bytes = memory(&result, bytes);
        self.kept.insert(key, Kept { result, reads: reads.into(), bytes });
    }
}

/// What a view takes in memory, from above: its blocks, each as large as the largest, and what they hold.
fn memory(result: &ViewResult, written: usize) -> u64 {
    let blocks = result.as_ref().map_or(0, |view| view.blocks.len());
    (blocks * size_of::<Block>()) as u64 + written as u64 * MEMORY_PER_BYTE
}

#[cfg(test)]
mod tests {
    use parvis_model::Text;

    use super::*;

    #[test]
    fn blocks_count_as_what_they_take_and_not_as_what_is_written() {
        let view =
            View { title: "Filets".into(), description: Text::default(), blocks: vec![Block::Divider; 500] };
        let written = serde_json::to_vec(&view).expect("written").len();
        let estimated = memory(&Ok(Arc::new(view)), written);
        assert!(estimated >= 500 * size_of::<Block>() as u64, "{estimated} for {written} bytes written");
    }
}
