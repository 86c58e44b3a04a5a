//! A stop's board.

use parvis_sdk::{Error, Value, View, board, data, from_now, of_parent, text};

use super::{alerts, items};

/// Departures on the board.
const SHOWN: i32 = 40;

/// The board of a stop. `not-found` for a stop that is not published.
pub(crate) fn stop(id: &str) -> Result<View, Error> {
    let stop = data::get("stops", id)?;
    let mut query = of_parent("departures", id, SHOWN);
    query.during = Some(from_now());
    let departures = board(
        "departs",
        query,
        items::departure_item(),
        text("Aucun départ dans les jours qui viennent.").en("No departure in the coming days."),
    );
    let lines = stop.properties.iter().find(|property| property.name == "lines");
    let lines = lines.and_then(|property| match &property.value {
        Value::Codes(codes) => Some(codes.clone()),
        _ => None,
    });
    let view = View::new(stop.title).about(
        text("Prochains départs, d'après les horaires prévus et, quand il est connu, le temps réel.")
            .en("Next departures, as scheduled and, where they are known, with live times."),
    );
    let view = alerts::of_stop(view, id).feed(departures);
    Ok(alerts::of_lines(view, lines.unwrap_or_default()))
}
