//! How events and places are shown, the same on every page.

use parvis_sdk::{Format, Item, SlotSource, item, property, slot, start, text};

/// An event in a list: when it is first, what is not as planned, then where.
pub(super) fn event_item(when: Format) -> Item {
    let mut shown = item();
    shown.lead = Some(start(when));
    shown.title = Some(slot(SlotSource::Title, Format::Text));
    shown.details = vec![
        property("status-text", Format::Text),
        property("venue", Format::Text),
        slot(SlotSource::Distance, Format::WalkingMinutes),
        property("price", Format::Price),
    ];
    shown.link = Some("evenement/{id}".into());
    shown
}

/// A place in a list.
pub(super) fn place_item() -> Item {
    let mut shown = item();
    shown.title = Some(slot(SlotSource::Title, Format::Text));
    shown.details = vec![
        property("opening-hours", Format::OpenNow),
        slot(SlotSource::Distance, Format::WalkingMinutes),
        property("address", Format::Text),
    ];
    shown.link = Some("lieu/{id}".into());
    shown
}

/// Everything about one event, on its own page.
pub(super) fn whole_event() -> Item {
    let mut shown = item();
    shown.title = Some(start(Format::DayAndTime));
    shown.details = vec![
        slot(SlotSource::End, Format::DayAndTime).labelled(text("jusqu'à").en("until")),
        property("status-text", Format::Text),
        property("venue", Format::Text),
        property("address", Format::Text),
        property("price", Format::Price),
        property("conditions", Format::Text),
        property("accessibility-text", Format::Text),
        property("url", Format::Link),
        slot(SlotSource::Source, Format::Text).labelled(text("Source :").en("Source:")),
        slot(SlotSource::Updated, Format::Age),
    ];
    shown
}

/// Everything about one place, on its own page.
pub(super) fn whole_place() -> Item {
    let mut shown = item();
    shown.details = vec![
        property("opening-hours", Format::OpenNow),
        property("opening-hours", Format::OpeningHours),
        property("address", Format::Text),
        property("phone", Format::Phone),
        property("url", Format::Link),
        property("description", Format::Text),
        slot(SlotSource::Source, Format::Text).labelled(text("Source :").en("Source:")),
        slot(SlotSource::Updated, Format::Age),
    ];
    shown
}
