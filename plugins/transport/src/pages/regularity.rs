//! The record of regularity: as tables, with how it is counted.

use parvis_sdk::{
    Block, Condition, Feed, Format, Layout, Link, Order, OrderBy, Value, View, all, badge, board, data,
    equals, item, property, text,
};

/// Days shown of a line.
const DAYS: i32 = 31;

/// Whether anything was recorded of a line.
pub(super) fn is_recorded(line: &str) -> bool {
    is_any(vec![of(line)])
}

/// The way to the record from the first page, once there is one.
pub(super) fn link() -> Option<Link> {
    let title = text("La régularité des trains, jour par jour").en("How regular trains are, day by day");
    is_any(Vec::new()).then(|| Link::to_page("regularite", title))
}

fn is_any(conditions: Vec<Condition>) -> bool {
    let mut query = all("regularity", 1);
    query.conditions = conditions;
    data::find(&query).is_ok_and(|page| !page.features.is_empty())
}

/// Adds the record of a line to its page.
pub(super) fn of_line(view: View, line: &str) -> View {
    let mut feed = table("regularite", DAYS);
    feed.query.conditions = vec![of(line)];
    view.heading(text("Régularité, jour par jour").en("Regularity, day by day")).feed(feed).block(how())
}

/// The page about the record: how it is counted, and the last days of every line.
pub(crate) fn page() -> View {
    let mut lines = table("jours", 100);
    lines.item.badge = Some(badge("line-code").labelled(text("Ligne").en("Line")));
    View::new(text("Régularité des trains").en("Regularity of trains"))
        .about(
            text("Ce site relève lui-même, chaque jour, les retards et les suppressions aux gares du territoire.")
                .en("This site itself records delays and cancellations at the territory's stations, every day."),
        )
        .feed(lines)
        .heading(text("Comment est-ce compté ?").en("How is it counted?"))
        .paragraph(
            text(
                "On compte chaque départ prévu de chaque gare du territoire, trois heures après son heure prévue, \
                 d'après la dernière information reçue de la source de temps réel.",
            )
            .en(
                "Each planned departure from each station of the territory is counted, three hours after its planned \
                 time, by the last information received from the real-time source.",
            ),
        )
        .paragraph(
            text(
                "Un train est à l'heure s'il part moins de cinq minutes après l'heure prévue. Un train supprimé, ou qui \
                 ne s'arrête pas, compte comme supprimé. La part « à l'heure » se calcule sur les départs dont on a eu \
                 des nouvelles ; les autres sont comptés à part, comme les départs ajoutés.",
            )
            .en(
                "A train is on time if it leaves less than five minutes after its planned time. A train that is \
                 cancelled, or does not stop, counts as cancelled. The share on time is of the departures of which \
                 there was news; the others are counted apart, and so are extra departures.",
            ),
        )
        .paragraph(
            text("Un jour où ce site ou la source était arrêté n'est compté qu'en partie. Les chiffres sont ouverts à tous sur la page « Données ».")
                .en("A day on which this site or the source was down is counted in part. The figures are open to all on the page “Data”."),
        )
}

fn how() -> Block {
    Block::Links(vec![Link::to_page("regularite", text("Comment est-ce compté ?").en("How is it counted?"))])
}

fn of(line: &str) -> Condition {
    equals("line", Value::Feature(line.into()))
}

/// The latest days first.
fn table(id: &str, rows: i32) -> Feed {
    let mut query = all("regularity", rows);
    query.order = vec![Order { by: OrderBy::Property("day".into()), descending: true }];
    let mut shown = item();
    shown.title = Some(property("day", Format::Day).labelled(text("Jour").en("Day")));
    shown.details = vec![
        property("on-time-share", Format::Percent).labelled(text("À l'heure").en("On time")),
        property("observed", Format::Number).labelled(text("Départs suivis").en("Departures followed")),
        property("late", Format::Number).labelled(text("En retard").en("Late")),
        property("cancelled", Format::Number).labelled(text("Supprimés").en("Cancelled")),
        property("planned", Format::Number).labelled(text("Départs prévus").en("Planned departures")),
    ];
    let empty = text("Aucun jour n'est encore relevé.").en("No day is recorded yet.");
    let mut feed = board(id, query, shown, empty);
    feed.layout = Layout::Table;
    feed
}
