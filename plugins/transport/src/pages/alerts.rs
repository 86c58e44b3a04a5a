//! Alerts of real-time sources: what disturbs a line or a station now.

use parvis_sdk::{
    Condition, Feed, Format, Layout, Moment, SlotSource, Test, Value, View, all, badge, board, during,
    equals, item, plain, property, slot,
};

/// Alerts shown at once.
const SHOWN: i32 = 20;
const SHOWN_ON_THE_CARD: i32 = 2;

/// Adds what is told of any line.
pub(super) fn of_all_lines(view: View) -> View {
    view.feed(feed("perturbations", of_any_line()))
}

/// Adds what is told of these lines.
pub(super) fn of_lines(view: View, codes: Vec<String>) -> View {
    let codes = codes.into_iter().map(Value::Code).collect();
    view.feed(feed("perturbations", Condition { property: "lines".into(), test: Test::OneOf(codes) }))
}

/// Adds what is told of a station.
pub(super) fn of_stop(view: View, stop: &str) -> View {
    view.feed(feed("perturbations-gare", equals("stops", Value::Code(stop.into()))))
}

/// The titles of the first ones, for the card: the service's page has their words.
pub(super) fn in_short() -> Feed {
    let mut feed = feed("perturbations", of_any_line());
    feed.query.limit = SHOWN_ON_THE_CARD;
    feed.item.badge = Some(badge("lines"));
    feed.item.details = Vec::new();
    feed.item.link = Some(String::new());
    feed
}

/// Alerts of other services (lifts) name no line.
fn of_any_line() -> Condition {
    Condition { property: "lines".into(), test: Test::Present }
}

/// The alerts that are on now. Where there are none the hub shows nothing, as there are no words for that: no news is the
/// usual case.
fn feed(id: &str, condition: Condition) -> Feed {
    let mut query = all("alerts", SHOWN);
    query.conditions = vec![condition];
    query.during = Some(during(Some(Moment::NowPlusS(0)), Some(Moment::NowPlusS(60))));
    let mut shown = item();
    shown.title = Some(slot(SlotSource::Title, Format::Text));
    shown.details = vec![property("text", Format::Text), property("url", Format::Link)];
    let mut feed = board(id, query, shown, plain());
    feed.layout = Layout::List;
    feed
}
