//! A stop's board.

use parvis_sdk::{Error, View, board, data, from_now, of_parent, text};

use super::items;

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
    Ok(View::new(stop.title)
        .about(text("Prochains départs, d'après les horaires prévus.").en("Next departures, as scheduled."))
        .feed(departures))
}
