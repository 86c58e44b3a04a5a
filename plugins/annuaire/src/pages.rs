//! The pages: public services, shops, one place.

use parvis_sdk::{
    Block, Error, Format, Item, Layout, Link, SlotSource, Text, Value, View, all, board, data, equals, item,
    near_here, property, slot, text,
};

/// How far around the visitor, in metres.
const AROUND_M: f64 = 3_000.0;

/// The page of a kind; the first one for an empty path; none if there is none.
pub(crate) fn list(path: &str) -> Option<View> {
    Some(match path {
        "" => of_kind(text("Services publics").en("Public services"), "public-service"),
        "commerces" => of_kind(text("Commerces").en("Shops"), "shop"),
        _ => return None,
    })
}

fn of_kind(title: Text, kind: &str) -> View {
    let mut query = near_here("places", AROUND_M, 30);
    query.conditions = vec![equals("kind", Value::Code(kind.into()))];
    let empty = text("Rien n'est connu à moins de 3 km.").en("Nothing is known within 3 km.");
    let mut near = board("proches", query, place_item(), empty);
    near.layout = Layout::List;
    near.no_place =
        text("Choisissez un lieu pour voir les plus proches.").en("Choose a place to see the nearest.");
    View::new(title)
        .block(Block::Links(vec![
            Link::to_page("", text("Services publics").en("Public services")),
            Link::to_page("commerces", text("Commerces").en("Shops")),
        ]))
        .feed(near)
}

/// One place. `not-found` for one that is not published.
pub(crate) fn place(id: &str) -> Result<View, Error> {
    let place = data::get("places", id)?;
    let mut one = all("places", 1);
    one.conditions = vec![equals("id", Value::Code(id.into()))];
    let gone = text("Ce lieu n'est plus annoncé.").en("This place is no longer announced.");
    let mut shown = place_item();
    shown.link = None;
    shown.details.extend([
        property("opening-hours", Format::OpeningHours),
        property("accessibility-text", Format::Text),
        property("email", Format::Email),
        property("url", Format::Link),
        property("description", Format::Text),
        slot(SlotSource::Source, Format::Text).labelled(text("Source :").en("Source:")),
        slot(SlotSource::Updated, Format::Age),
    ]);
    let mut feed = board("lieu", one, shown, gone);
    feed.layout = Layout::Cards;
    Ok(View::new(place.title).feed(feed))
}

fn place_item() -> Item {
    let mut shown = item();
    shown.details = vec![
        property("opening-hours", Format::OpenNow),
        slot(SlotSource::Distance, Format::WalkingMinutes),
        property("keywords", Format::Text),
        property("address", Format::Text),
        property("phone", Format::Phone),
    ];
    shown.link = Some("lieu/{id}".into());
    shown
}
