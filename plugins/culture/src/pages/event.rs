//! An event's page: when, where, for whom; the other times of the same event.

use parvis_sdk::{
    Block, Error, Feature, FeaturePage, Format, Layout, Link, LinkTarget, Moment, NoticeKind, Test, Value,
    View, all, board, data, during, equals, start, text,
};

use super::items::{event_item, whole_event};

/// The page of an event. `not-found` for one that is not published.
pub(crate) fn event(id: &str) -> Result<View, Error> {
    let event = data::get("events", id)?;
    let mut view = View::new(event.title.clone());
    if let Some(said) = status(&event) {
        view = view.notice(NoticeKind::Warning, said);
    }
    let nothing = text("Cet événement n'est plus annoncé.").en("This event is no longer announced.");
    let mut one = all("events", 1);
    one.conditions = vec![equals("id", Value::Code(id.into()))];
    let mut about = board("evenement", one, whole_event(), nothing);
    about.layout = Layout::Cards;
    view = view.feed(about);
    if let Some(Value::Text(description)) = property(&event, "description") {
        view = view.paragraph(description.clone());
    }
    view = view.block(Block::Links(vec![calendar(id)]));
    match property(&event, "series") {
        Some(Value::Code(series)) => {
            let title = text("Les autres dates").en("Other dates");
            Ok(view.heading(title).feed(other_times(id, series)))
        }
        _ => Ok(view),
    }
}

fn property<'f>(event: &'f Feature, name: &str) -> Option<&'f Value> {
    event.properties.iter().find(|property| property.name == name).map(|property| &property.value)
}

/// What is not as planned, in a sentence.
fn status(event: &Feature) -> Option<parvis_sdk::Text> {
    let Some(Value::Code(code)) = property(event, "status") else { return None };
    Some(match code.as_str() {
        "cancelled" => text("Cet événement est annulé.").en("This event is cancelled."),
        "postponed" => text("Cet événement est reporté. La nouvelle date n'est pas encore connue.")
            .en("This event is postponed. The new date is not known yet."),
        "full" => text("Il n'y a plus de place.").en("There are no places left."),
        "moved" => text("La date a changé.").en("The date has changed."),
        "online" => text("Cet événement a lieu en ligne.").en("This event takes place online."),
        "unsure" => text("Cet événement reste à confirmer.").en("This event is still to be confirmed."),
        _ => return None,
    })
}

/// The hub's own page about it has the calendar file.
fn calendar(id: &str) -> Link {
    let target = LinkTarget::Feature(FeaturePage { collection: "events".into(), id: id.into() });
    Link { text: text("Ajouter à mon agenda").en("Add to my calendar"), target }
}

fn other_times(id: &str, series: &str) -> parvis_sdk::Feed {
    let mut query = all("events", 20);
    let not_this =
        parvis_sdk::Condition { property: "id".into(), test: Test::Differs(Value::Code(id.into())) };
    query.conditions = vec![equals("series", Value::Code(series.into())), not_this];
    query.during = Some(during(Some(Moment::NowPlusS(0)), None));
    let empty = text("Pas d'autre date.").en("No other date.");
    let mut shown = event_item(Format::DayAndTime);
    shown.lead = None;
    shown.title = Some(start(Format::DayAndTime));
    let mut feed = board("autres-dates", query, shown, empty);
    feed.layout = Layout::List;
    feed
}
