//! The pages: offers near here, the nearest first; one offer.

use parvis_sdk::{
    Error, Feed, Format, Item, Layout, SlotSource, TimeRange, Value, View, all, board, data, during, equals,
    from_now, item, near_here, ordered_by, property, slot, text,
};

use crate::trains;

/// How far around the visitor, in metres.
const AROUND_M: f64 = 5_000.0;

/// The card. `not-found`, so that there is none, where no offers are connected.
pub(crate) fn card() -> Result<View, Error> {
    if data::count("offers")? == 0 {
        return Err(Error::NotFound);
    }
    let mut near = near("offres", 3);
    near.more = Some(String::new());
    let mut view = View::new(text("Offres d'emploi près d'ici").en("Job offers near here")).feed(near);
    view.blocks.extend(trains::link());
    Ok(view)
}

pub(crate) fn front() -> View {
    let mut latest = all("offers", 30);
    latest.during = Some(still_open());
    latest.order = vec![parvis_sdk::Order { by: parvis_sdk::OrderBy::Start, descending: true }];
    let empty = text("Aucune offre pour le moment.").en("No offer at the moment.");
    let mut latest = board("dernieres", latest, offer_item(), empty);
    latest.layout = Layout::List;
    let mut view = View::new(text("Offres d'emploi").en("Job offers"))
        .heading(text("Près d'ici").en("Near here"))
        .feed(near("proches", 12));
    view.blocks.extend(trains::link());
    view.heading(text("Les dernières").en("The latest")).feed(latest)
}

/// One offer. `not-found` for one that is not published.
pub(crate) fn offer(id: &str) -> Result<View, Error> {
    let offer = data::get("offers", id)?;
    let mut one = all("offers", 1);
    one.conditions = vec![equals("id", Value::Code(id.into()))];
    let gone = text("Cette offre n'est plus annoncée.").en("This offer is no longer announced.");
    let mut shown = offer_item();
    shown.title = Some(property("organisation", Format::Text));
    shown.link = None;
    shown.details = vec![
        property("contract", Format::Text),
        property("salary", Format::Text),
        property("address", Format::Text),
        slot(SlotSource::Start, Format::Day).labelled(text("publiée").en("published")),
        slot(SlotSource::End, Format::Day).labelled(text("jusqu'à").en("until")),
        property("url", Format::Link),
        slot(SlotSource::Source, Format::Text).labelled(text("Source :").en("Source:")),
    ];
    let mut feed = board("offre", one, shown, gone);
    feed.layout = Layout::Cards;
    let mut view = View::new(offer.title).feed(feed);
    let description = offer.properties.into_iter().find(|property| property.name == "description");
    if let Some(Value::Text(words)) = description.map(|property| property.value) {
        view = view.paragraph(words);
    }
    Ok(view)
}

fn near(id: &str, limit: i32) -> Feed {
    let mut query = near_here("offers", AROUND_M, limit);
    query.during = Some(still_open());
    query.order = vec![ordered_by(parvis_sdk::OrderBy::Distance)];
    let empty =
        text("Aucune offre à moins de 5 km pour le moment.").en("No offer within 5 km at the moment.");
    let mut feed = board(id, query, offer_item(), empty);
    feed.layout = Layout::Cards;
    feed.no_place = text("Choisissez un lieu pour voir les offres les plus proches.")
        .en("Choose a place to see the nearest offers.");
    feed
}

/// Published already, and not over.
pub(crate) fn still_open() -> TimeRange {
    during(from_now().from, Some(parvis_sdk::Moment::NowPlusS(60)))
}

pub(crate) fn offer_item() -> Item {
    let mut shown = item();
    shown.details = vec![
        property("organisation", Format::Text),
        property("contract", Format::Text),
        slot(SlotSource::Distance, Format::WalkingMinutes),
        property("address", Format::Text),
        slot(SlotSource::Start, Format::Day),
    ];
    shown.link = Some("offre/{id}".into());
    shown
}
