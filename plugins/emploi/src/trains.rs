//! Along the direct trains: the nearest stations, and the offers around the stations that their lines serve without a change.

use parvis_sdk::{
    Block, Condition, Error, FeatureRef, Feed, Format, Layout, Link, Nearness, NoticeKind, Origin, Placement,
    Query, SlotSource, Test, Text, Value, View, all, board, data, item, near_here, property, slot, text,
};

use crate::direct::{self, Direct};
use crate::pages::{offer_item, still_open};
use crate::timetable::{self, MODES};

/// How far from the visitor stations are looked for, in metres: forty minutes on foot.
const TO_A_STATION_M: f64 = 2_500.0;
/// How far from a station offers are, in metres: a quarter of an hour on foot.
const FROM_A_STATION_M: f64 = 1_000.0;
/// Stations that are shown, and those of which it is asked whether there are offers.
const SHOWN: usize = 12;
const ASKED: usize = 60;
/// Offers around a station.
const OFFERS: i32 = 4;

/// The link to these pages; none where no timetable is published.
pub(crate) fn link() -> Option<Block> {
    let words = text("Offres le long des trains directs").en("Offers along the direct trains");
    (!matches!(data::count("stops"), Ok(0))).then(|| Block::Links(vec![Link::to_page("trains", words)]))
}

/// The nearest stations, each leading to its page.
pub(crate) fn stations() -> View {
    let mut query = near_here("stops", TO_A_STATION_M, 8);
    let modes = MODES.map(|mode| Value::Code(mode.to_owned())).to_vec();
    query.conditions = vec![Condition { property: "modes".into(), test: Test::OneOf(modes) }];
    let mut shown = item();
    shown.details = vec![slot(SlotSource::Distance, Format::WalkingMinutes), property("lines", Format::Text)];
    shown.link = Some("trains/{id}".into());
    let empty = text("Aucune gare à moins de 40 minutes à pied. Choisissez un autre lieu.")
        .en("No station within 40 minutes' walk. Choose another place.");
    let mut nearest = board("gares", query, shown, empty);
    nearest.layout = Layout::List;
    nearest.no_place = text("Choisissez un lieu pour voir les gares les plus proches.")
        .en("Choose a place to see the nearest stations.");
    View::new(text("Le long des trains directs").en("Along the direct trains"))
        .paragraph(
            text("De quelle gare partez-vous ? Sa page montre les offres où un train, un métro ou un tram vous mène sans changement.")
                .en("Which station do you leave from? Its page shows the offers to which a train, metro or tram takes you without a change."),
        )
        .feed(nearest)
}

/// A station: the offers around it, then those around the stations on its lines. `not-found` for one that is not published.
pub(crate) fn station(id: &str) -> Result<View, Error> {
    let name = match data::get("stops", id) {
        Ok(stop) => stop.title,
        Err(Error::Denied(_)) => text("cette gare").en("this station"),
        Err(error) => return Err(error),
    };
    let title = with_name(["Depuis ", ", sans changement"], ["From ", ", without a change"], &name);
    let view =
        View::new(title).heading(text("Autour de la gare").en("Around the station")).feed(around("ici", id));
    let view = match timetable::lines(id) {
        Ok(lines) => along(view, direct::stations(id, &lines)),
        Err(_) => view.notice(
            NoticeKind::Info,
            text("Les lignes de cette gare ne sont pas connues pour le moment.")
                .en("The lines of this station are not known at the moment."),
        ),
    };
    Ok(view.block(Block::Links(vec![
        Link::to_page("trains", text("Partir d'une autre gare").en("Leave from another station")),
        Link::to_page("", text("Toutes les offres").en("All offers")),
    ])))
}

/// The stations around which there are offers.
fn along(mut view: View, stations: Vec<Direct>) -> View {
    let with_offers = stations.into_iter().take(ASKED).filter(|direct| has_offers(&direct.station));
    let shown: Vec<Direct> = with_offers.take(SHOWN).collect();
    if shown.is_empty() {
        let none = text(
            "Pour le moment, aucune offre autour des autres gares que cette gare rejoint sans changement.",
        )
        .en("At the moment, no offer around the other stations that this one reaches without a change.");
        return view.notice(NoticeKind::Info, none);
    }
    for (at, direct) in shown.into_iter().enumerate() {
        let feed = around(&format!("gare-{}", at + 1), &direct.station);
        view = view.heading(direct.name.clone()).paragraph(way(&direct)).feed(feed);
    }
    view.paragraph(
        text("Certaines lignes ont plusieurs branches : regardez la destination du train avant de monter.")
            .en("Some lines have several branches: look at where the train goes before you get in."),
    )
}

/// False only where it is known that there are none.
fn has_offers(station: &str) -> bool {
    !data::find(&Query { limit: 1, ..offers_around(station) }).is_ok_and(|found| found.features.is_empty())
}

fn around(id: &str, station: &str) -> Feed {
    let mut shown = offer_item();
    let from_the_station = text("depuis la gare :").en("from the station:");
    for detail in shown.details.iter_mut().filter(|it| matches!(it.source, SlotSource::Distance)) {
        detail.label = from_the_station.clone();
    }
    let empty = text("Aucune offre à moins de 1 km de la gare pour le moment.")
        .en("No offer within 1 km of the station at the moment.");
    let mut feed = board(id, offers_around(station), shown, empty);
    feed.layout = Layout::List;
    feed
}

fn offers_around(station: &str) -> Query {
    let origin = Origin::Feature(FeatureRef { collection: "stops".into(), id: station.into() });
    Query {
        placement: Some(Placement::Near(Nearness { origin, radius_m: FROM_A_STATION_M })),
        during: Some(still_open()),
        ..all("offers", OFFERS)
    }
}

/// The way there: "RER C ou Ligne N, sans changement".
fn way(direct: &Direct) -> Text {
    let listed = |language: &str, or: &str| {
        direct.lines.iter().map(|line| said(line, language)).collect::<Vec<_>>().join(or)
    };
    text(format!("{}, sans changement", listed("fr", " ou ")))
        .en(format!("{}, without a change", listed("en", " or ")))
}

/// A name between words, in both languages.
fn with_name([before, after]: [&str; 2], [before_en, after_en]: [&str; 2], name: &Text) -> Text {
    text(format!("{before}{}{after}", said(name, "fr")))
        .en(format!("{before_en}{}{after_en}", said(name, "en")))
}

/// A text in a language; in its own where there is no translation.
fn said<'t>(text: &'t Text, language: &str) -> &'t str {
    let translation = text.translations.iter().find(|it| it.language == language);
    translation.map_or(&text.main, |it| &it.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_said_in_both_languages() {
        let lines = vec![text("RER C").en("RER C"), text("Ligne N").en("Line N")];
        let direct = Direct { station: "s".into(), name: text("Meudon"), away: 1, lines };
        let way = way(&direct);
        assert_eq!(way.main, "RER C ou Ligne N, sans changement");
        assert_eq!(said(&way, "en"), "RER C or Line N, without a change");
        let title = with_name(["Depuis ", ""], ["From ", ""], &text("Issy"));
        assert_eq!((title.main.as_str(), said(&title, "en")), ("Depuis Issy", "From Issy"));
    }
}
