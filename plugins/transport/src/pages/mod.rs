//! The pages: descriptions of what to look for and how to show it. The hub fills them in.

mod alerts;
mod items;
mod line;
mod regularity;
mod stop;

pub(crate) use line::line;
pub(crate) use regularity::page as regularity_page;
pub(crate) use stop::stop;

use parvis_sdk::{
    Block, Feed, Format, Layout, Link, OrderBy, SlotSource, View, all, badge, board, item, near_here,
    ordered_by, property, slot, text,
};

/// How far around the visitor stops are looked for, in metres: twenty-five minutes on foot.
const AROUND_M: f64 = 1_500.0;

/// The card of the front page: what disturbs lines now, the next departures at the nearest stops.
pub(crate) fn card() -> View {
    let mut nearest = around("departs", 3, 5);
    nearest.more = Some(String::new());
    View::new(text("Prochains départs").en("Next departures")).feed(alerts::in_short()).feed(nearest)
}

/// The first page: departures around me, lines, and the way to every stop.
pub(crate) fn front() -> View {
    let all = text("Toutes les gares et tous les arrêts").en("All stations and stops");
    let links = [Link::to_page("gares", all)].into_iter().chain(regularity::link()).collect();
    let view = View::new(text("Se déplacer").en("Getting around")).feed(around("departs", 4, 4));
    alerts::of_all_lines(view)
        .heading(text("Les lignes").en("Lines"))
        .feed(lines())
        .block(Block::Links(links))
}

/// Every stop, in the order of names.
pub(crate) fn all_stops() -> View {
    let mut stops = board(
        "gares",
        all("stops", 500),
        items::stop_item(),
        text("Aucune gare n'est connue pour l'instant.").en("No station is known at the moment."),
    );
    stops.layout = Layout::List;
    View::new(text("Toutes les gares").en("All stations")).feed(stops)
}

/// The nearest stops, each with its next departures.
fn around(id: &str, stops: i32, departures: i32) -> Feed {
    let mut feed = board(
        id,
        near_here("stops", AROUND_M, stops),
        items::stop_item(),
        text("Aucun arrêt à moins de 25 minutes à pied. Choisissez un autre lieu.")
            .en("No stop within 25 minutes' walk. Choose another place."),
    );
    feed.no_place = text("Choisissez un lieu pour voir les prochains départs.")
        .en("Choose a place to see the next departures.");
    feed.children = Some(items::next_departures(departures));
    feed
}

fn lines() -> Feed {
    let mut query = all("lines", 100);
    query.order = vec![ordered_by(OrderBy::Property("sort".into()))];
    let mut shown = item();
    shown.badge = Some(badge("code"));
    shown.title = Some(slot(SlotSource::Title, Format::Text));
    shown.details = vec![property("agency", Format::Text)];
    shown.link = Some("ligne/{id}".into());
    let empty = text("Aucune ligne n'est connue pour l'instant.").en("No line is known at the moment.");
    let mut feed = board("lignes", query, shown, empty);
    feed.layout = Layout::List;
    feed
}
