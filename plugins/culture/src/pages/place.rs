//! A place's page: open or not, how to reach it, what is on within a few steps.

use parvis_sdk::{
    Error, FeatureRef, Format, Layout, Moment, Nearness, Origin, Placement, Value, View, all, board, data,
    during, equals, text,
};

use super::items::{event_item, whole_place};

/// Events this near are taken to be at the place, in metres.
const AT_THE_PLACE_M: f64 = 100.0;

/// The page of a place. `not-found` for one that is not published.
pub(crate) fn place(id: &str) -> Result<View, Error> {
    let place = data::get("places", id)?;
    let mut one = all("places", 1);
    one.conditions = vec![equals("id", Value::Code(id.into()))];
    let nothing = text("Ce lieu n'est plus annoncé.").en("This place is no longer announced.");
    let mut about = board("lieu", one, whole_place(), nothing);
    about.layout = Layout::Cards;
    let origin = Origin::Feature(FeatureRef { collection: "places".into(), id: id.into() });
    let mut on = all("events", 20);
    on.placement = Some(Placement::Near(Nearness { origin, radius_m: AT_THE_PLACE_M }));
    on.during = Some(during(Some(Moment::NowPlusS(0)), None));
    on.order = vec![parvis_sdk::ordered_by(parvis_sdk::OrderBy::Start)];
    let empty = text("Rien n'y est annoncé pour l'instant.").en("Nothing is announced there at the moment.");
    let mut on = board("a-l-affiche", on, event_item(Format::DayAndTime), empty);
    on.layout = Layout::List;
    Ok(View::new(place.title).feed(about).heading(text("À l'affiche").en("What is on")).feed(on))
}
