//! A line's page: its next departures at the nearest stops, then its stations in order.

use parvis_sdk::{
    Error, Feed, Layout, OrderBy, Value, View, board, data, equals, item, near_here, of_parent, ordered_by,
    text,
};

use super::{alerts, items, regularity};

/// Half the length of a large city region, in metres: a line's nearest stop is worth a journey.
const REACH_M: f64 = 10_000.0;

/// The page of a line. `not-found` for a line that is not published.
pub(crate) fn line(id: &str) -> Result<View, Error> {
    let line = data::get("lines", id)?;
    let code = line
        .properties
        .iter()
        .find(|property| property.name == "code")
        .map(|property| property.value.clone());
    let mut view = View::new(line.title);
    if let Some(Value::Code(code)) = code {
        view = alerts::of_lines(view, vec![code.clone()])
            .heading(text("Près d'ici").en("Near here"))
            .feed(nearest(id, &code));
    }
    view = view.heading(text("Les gares de la ligne").en("Stations of the line")).feed(stations(id));
    Ok(match regularity::is_recorded(id) {
        true => regularity::of_line(view, id),
        false => view,
    })
}

/// The nearest stops of the line, each with the next departures of this line alone.
fn nearest(id: &str, code: &str) -> Feed {
    let mut query = near_here("stops", REACH_M, 2);
    query.conditions = vec![equals("lines", Value::Code(code.into()))];
    let empty = text("Cette ligne ne passe pas près d'ici.").en("This line does not pass near here.");
    let mut feed = board("departs", query, items::stop_item(), empty);
    feed.no_place = text("Choisissez un lieu pour voir les prochains départs de cette ligne.")
        .en("Choose a place to see the next departures of this line.");
    feed.children = Some(items::departures_where(vec![equals("line", Value::Feature(id.into()))], 6));
    feed
}

fn stations(id: &str) -> Feed {
    let mut query = of_parent("calls", id, 200);
    query.order = vec![ordered_by(OrderBy::Property("order".into()))];
    let mut shown = item();
    shown.link = Some("arret/{stop}".into());
    let empty =
        text("Aucune gare de cette ligne n'est connue ici.").en("No station of this line is known here.");
    let mut feed = board("gares", query, shown, empty);
    feed.layout = Layout::Timeline;
    feed
}
