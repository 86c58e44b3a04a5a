//! Alerts of real-time sources: what disturbs a line or a station now.

use parvis_sdk::{
    Condition, Feed, Format, Layout, Moment, SlotSource, Test, Value, View, all, board, data, during, equals,
    item, plain, property, slot,
};

/// Alerts shown at once.
const SHOWN: i32 = 20;

/// Adds what is told of any line.
pub(super) fn of_all_lines(view: View) -> View {
    // Alerts of other services (lifts) name no line.
    add(view, "perturbations", Condition { property: "lines".into(), test: Test::Present })
}

/// Adds what is told of these lines.
pub(super) fn of_lines(view: View, codes: Vec<String>) -> View {
    let codes = codes.into_iter().map(Value::Code).collect();
    add(view, "perturbations", Condition { property: "lines".into(), test: Test::OneOf(codes) })
}

/// Adds what is told of a station.
pub(super) fn of_stop(view: View, stop: &str) -> View {
    add(view, "perturbations-gare", equals("stops", Value::Code(stop.into())))
}

/// A feed of the alerts that are on now, where there are any at all: no news is the usual case.
fn add(view: View, id: &str, condition: Condition) -> View {
    let mut query = all("alerts", 1);
    query.conditions = vec![condition.clone()];
    match data::find(&query) {
        Ok(found) if !found.features.is_empty() => view.feed(feed(id, condition)),
        _ => view,
    }
}

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
