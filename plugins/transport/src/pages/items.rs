//! How stops and departures are shown, the same on every page.

use parvis_sdk::{
    Children, Condition, Format, Item, SlotSource, badge, from_now, item, property, slot, start, text,
};

/// A stop: its name, how far it is, its lines.
pub(super) fn stop_item() -> Item {
    let mut shown = item();
    shown.details = vec![slot(SlotSource::Distance, Format::WalkingMinutes), property("lines", Format::Text)];
    shown.link = Some("arret/{id}".into());
    shown
}

/// A departure: its time first with the minutes until then, the line, where it goes.
pub(super) fn departure_item() -> Item {
    let mut shown = item();
    shown.lead = Some(start(Format::MinutesFromNow));
    shown.badge = Some(badge("line-code"));
    shown.title = Some(slot(SlotSource::Title, Format::Text));
    shown.details = vec![
        property("status-text", Format::Text),
        property("scheduled", Format::ClockTime).labelled(text("prévu à").en("planned at")),
        property("mission", Format::Text),
        property("platform", Format::Text).labelled(text("voie").en("platform")),
    ];
    shown
}

/// The next departures of each stop.
pub(super) fn next_departures(limit: i32) -> Children {
    departures_where(Vec::new(), limit)
}

/// The next departures of each stop that meet the conditions.
pub(super) fn departures_where(conditions: Vec<Condition>, limit: i32) -> Children {
    Children {
        collection: "departures".into(),
        conditions,
        during: Some(from_now()),
        order: Vec::new(),
        limit,
        item: departure_item(),
        empty: text("Aucun départ dans les jours qui viennent.").en("No departure in the coming days."),
    }
}
