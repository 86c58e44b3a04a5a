//! Feeds and their slots.

use crate::{Feed, Format, Item, Layout, Query, Slot, SlotSource, Text, plain};

/// A feed that looks like the board of a station. `empty` is said when nothing is found.
pub fn board(id: &str, query: Query, item: Item, empty: Text) -> Feed {
    Feed {
        id: id.into(),
        query,
        layout: Layout::Board,
        item,
        children: None,
        empty,
        no_place: plain(),
        stale: plain(),
        more: None,
    }
}

/// A result shown by its title alone.
pub fn item() -> Item {
    Item { lead: None, badge: None, title: None, details: Vec::new(), link: None }
}

/// A value of the result, without a label.
pub fn slot(source: SlotSource, format: Format) -> Slot {
    Slot { source, format, label: plain() }
}

/// A property of the result, without a label.
pub fn property(name: &str, format: Format) -> Slot {
    slot(SlotSource::Property(name.into()), format)
}

/// The property as a coloured badge.
pub fn badge(name: &str) -> Slot {
    property(name, Format::Badge)
}

/// When the result begins.
pub fn start(format: Format) -> Slot {
    slot(SlotSource::Start, format)
}

impl Slot {
    /// The same slot with words before its value.
    #[must_use]
    pub fn labelled(mut self, label: Text) -> Slot {
        self.label = label;
        self
    }
}
