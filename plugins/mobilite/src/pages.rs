//! The pages: bikes, carpool places and lifts, the nearest first.

use parvis_sdk::{
    Error, Feed, Format, Item, Layout, SlotSource, Text, Value, View, board, data, equals, item, near_here,
    property, slot, text,
};

/// How far around the visitor bikes and lifts are looked for, and carpool places, in metres.
const AROUND_M: f64 = 1_500.0;
const BY_CAR_M: f64 = 15_000.0;

/// The card. `not-found`, so that there is none, where no bikes are connected.
pub(crate) fn card() -> Result<View, Error> {
    if !has_bikes()? {
        return Err(Error::NotFound);
    }
    let mut bikes = bikes(3);
    bikes.more = Some(String::new());
    Ok(View::new(text("Vélos près d'ici").en("Bikes near here")).feed(bikes))
}

fn has_bikes() -> Result<bool, Error> {
    Ok(data::count("vehicle-stations")? > 0)
}

pub(crate) fn front() -> Result<View, Error> {
    let mut view = View::new(text("Vélos, covoiturage, ascenseurs").en("Bikes, carpooling, lifts"));
    if has_bikes()? {
        view = view.heading(text("Vélos").en("Bikes")).feed(bikes(8));
    }
    Ok(view
        .heading(text("Ascenseurs en panne").en("Lifts out of order"))
        .feed(lifts())
        .heading(text("Lieux de covoiturage").en("Carpool places"))
        .feed(carpool()))
}

fn bikes(limit: i32) -> Feed {
    let mut shown = item();
    shown.lead = Some(property("bikes", Format::Number).labelled(text("vélos :").en("bikes:")));
    shown.details = vec![
        property("state-text", Format::Text),
        property("ebikes", Format::Number).labelled(text("électriques :").en("electric:")),
        property("docks", Format::Number).labelled(text("places libres :").en("free docks:")),
        slot(SlotSource::Distance, Format::WalkingMinutes),
    ];
    let empty = text("Aucune station de vélos à moins de 25 minutes à pied.")
        .en("No bike station within 25 minutes' walk.");
    near("velos", "vehicle-stations", AROUND_M, limit, shown, empty)
}

fn lifts() -> Feed {
    let mut shown = item();
    shown.details = vec![property("text", Format::Text), slot(SlotSource::Distance, Format::WalkingMinutes)];
    let empty = text("Aucun ascenseur n'est annoncé en panne près d'ici.")
        .en("No lift near here is said to be out of order.");
    let mut feed = near("ascenseurs", "alerts", AROUND_M, 10, shown, empty);
    feed.query.conditions = vec![equals("effect", Value::Code("ACCESSIBILITY_ISSUE".into()))];
    feed
}

fn carpool() -> Feed {
    let mut shown = item();
    shown.details = vec![
        property("description", Format::Text),
        property("address", Format::Text),
        slot(SlotSource::Distance, Format::Distance),
    ];
    let empty = text("Aucun lieu de covoiturage n'est connu à moins de 15 km.")
        .en("No carpool place is known within 15 km.");
    let mut feed = near("covoiturage", "places", BY_CAR_M, 5, shown, empty);
    feed.query.conditions = vec![equals("kind", Value::Code("carpool".into()))];
    feed
}

fn near(id: &str, collection: &str, radius_m: f64, limit: i32, shown: Item, empty: Text) -> Feed {
    let mut feed = board(id, near_here(collection, radius_m, limit), shown, empty);
    feed.layout = Layout::List;
    feed.no_place = text("Choisissez un lieu pour voir ce qui est près d'ici.")
        .en("Choose a place to see what is near here.");
    feed
}
