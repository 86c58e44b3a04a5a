//! Ids become indexes: a feed names things by long texts, the timetable holds them by the million.

use std::collections::HashMap;

/// Stands for no index.
pub(super) const NONE: u32 = u32::MAX;

/// Longest id that is published, in bytes: with the source, the day and the place it stays below the hub's 256.
const LONGEST: usize = 200;

/// Why an id cannot be published.
pub(super) fn check(column: &str, id: &str) -> Result<(), String> {
    if id.is_empty() {
        return Err(format!("no {column}"));
    }
    if id.len() > LONGEST {
        return Err(format!("{column} is longer than {LONGEST} bytes"));
    }
    if id.contains(char::is_control) {
        return Err(format!("{column} holds a control character"));
    }
    Ok(())
}

/// The ids of one file and the index of each.
#[derive(Default)]
pub(super) struct Ids {
    indexes: HashMap<String, u32>,
}

impl Ids {
    /// The index of an id, if it is known.
    pub(super) fn get(&self, id: &str) -> Option<u32> {
        self.indexes.get(id).copied()
    }

    /// The next index for a new id; `None` if the id is known already.
    pub(super) fn add(&mut self, id: &str) -> Option<u32> {
        if self.indexes.contains_key(id) {
            return None;
        }
        Some(self.get_or_add(id))
    }

    /// The index of an id, a new one if it is not known.
    pub(super) fn get_or_add(&mut self, id: &str) -> u32 {
        if let Some(index) = self.get(id) {
            return index;
        }
        let index = self.indexes.len() as u32;
        self.indexes.insert(id.to_owned(), index);
        index
    }

    /// The ids in the order of their indexes.
    pub(super) fn into_texts(self) -> Vec<String> {
        let mut texts: Vec<(String, u32)> = self.indexes.into_iter().collect();
        texts.sort_unstable_by_key(|(_, index)| *index);
        texts.into_iter().map(|(text, _)| text).collect()
    }
}
