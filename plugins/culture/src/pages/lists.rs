//! The lists: today, this weekend, free, for children, accessible; venues and museums.

use parvis_sdk::{
    Area, Block, Condition, Date, Feed, Format, Layout, Link, Moment, Money, OrderBy, Placement, Query, Test,
    Text, TimeRange, Value, View, all, board, clock, during, equals, near_here, ordered_by, text,
};

use super::items::{event_item, place_item};

/// How far around the visitor events are looked for on the front page, in metres.
const AROUND_M: f64 = 5_000.0;
/// How far ahead the lists without a day look.
const DAYS_AHEAD: i32 = 30;
/// Most results in a list.
const MOST: i32 = 60;

pub(super) fn card() -> View {
    let mut query = near_here("events", AROUND_M, 4);
    query.during = Some(until_tomorrow());
    query.order = vec![ordered_by(OrderBy::Start)];
    let mut feed = feed("aujourd-hui", query, Format::ClockTime, nothing_today());
    feed.no_place = text("Choisissez un lieu pour voir les sorties d'aujourd'hui près d'ici.")
        .en("Choose a place to see what is on today near here.");
    feed.more = Some(String::new());
    View::new(text("Sortir aujourd'hui").en("Going out today")).feed(feed)
}

pub(super) fn front() -> View {
    let mut near = near_here("events", AROUND_M, 8);
    near.during = Some(until_tomorrow());
    let mut near = feed("pres-d-ici", near, Format::ClockTime, nothing_today());
    near.no_place = text("Choisissez un lieu pour voir d'abord ce qui est près d'ici.")
        .en("Choose a place to see first what is near here.");
    near.more = Some("aujourd-hui".into());
    let mut next = soon("bientot", Vec::new(), 8);
    next.more = Some("week-end".into());
    View::new(text("Sortir").en("Going out"))
        .block(choices())
        .heading(text("Aujourd'hui près d'ici").en("Today near here"))
        .feed(near)
        .heading(text("Les prochains rendez-vous").en("Coming up"))
        .feed(next)
}

pub(super) fn today() -> View {
    let mut query = all("events", MOST);
    query.during = Some(until_tomorrow());
    list(text("Aujourd'hui").en("Today"), feed("evenements", query, Format::ClockTime, nothing_today()))
}

pub(super) fn weekend() -> View {
    let (from, until) = weekend_from(clock::today());
    let mut query = all("events", MOST);
    // On the days themselves what is over is over; before them all of them count.
    let from = if from <= 0 { Moment::NowPlusS(0) } else { Moment::Day(from) };
    query.during = Some(during(Some(from), Some(Moment::Day(until))));
    let empty = text("Rien n'est annoncé pour ce week-end. Regardez les prochains rendez-vous.")
        .en("Nothing is announced for this weekend. Look at what is coming up.");
    list(text("Ce week-end").en("This weekend"), feed("evenements", query, Format::DayAndTime, empty))
}

pub(super) fn free() -> View {
    let free = Value::Price(Money { cents: 0, currency: "EUR".into() });
    list(text("Gratuit").en("Free"), soon("evenements", vec![equals("price", free)], MOST))
}

pub(super) fn for_children() -> View {
    let children = equals("audience", Value::Code("children".into()));
    list(text("Pour les enfants").en("For children"), soon("evenements", vec![children], MOST))
}

pub(super) fn accessible() -> View {
    let present = Condition { property: "accessibility".into(), test: Test::Present };
    let mut feed = soon("evenements", vec![present], MOST);
    feed.item.details.push(parvis_sdk::property("accessibility-text", Format::Text));
    list(text("Accessible").en("Accessible"), feed).about(
        text("Ce que les organisateurs annoncent comme accessible.")
            .en("What organisers announce as accessible."),
    )
}

pub(super) fn venues() -> View {
    places(text("Lieux de culture").en("Venues"), "venue")
}

pub(super) fn museums() -> View {
    places(text("Musées").en("Museums"), "museum")
}

fn places(title: Text, kind: &str) -> View {
    let of_kind = || vec![equals("kind", Value::Code(kind.into()))];
    let mut near = near_here("places", AROUND_M, 10);
    near.conditions = of_kind();
    let mut near = board(
        "pres-d-ici",
        near,
        place_item(),
        text("Aucun à moins de 5 km. La liste entière est plus bas.")
            .en("None within 5 km. The whole list is below."),
    );
    near.layout = Layout::List;
    near.no_place =
        text("Choisissez un lieu pour voir les plus proches.").en("Choose a place to see the nearest.");
    let mut here = all("places", 200);
    here.conditions = of_kind();
    here.placement = Some(Placement::Inside(Area::Territory));
    let empty = text("Aucun lieu n'est connu pour l'instant.").en("No place is known at the moment.");
    let mut here = board("tous", here, place_item(), empty);
    here.layout = Layout::List;
    View::new(title)
        .block(choices())
        .heading(text("Près d'ici").en("Near here"))
        .feed(near)
        .heading(text("Sur tout le territoire").en("In the whole territory"))
        .feed(here)
}

/// A page with one list and the ways to the others.
fn list(title: Text, feed: Feed) -> View {
    View::new(title).block(choices()).feed(feed)
}

/// Events from now on, that meet the conditions.
fn soon(id: &str, conditions: Vec<Condition>, limit: i32) -> Feed {
    let mut query = all("events", limit);
    query.conditions = conditions;
    query.during = Some(during(Some(Moment::NowPlusS(0)), Some(Moment::Day(DAYS_AHEAD))));
    let empty = text("Rien n'est annoncé pour les trente jours qui viennent.")
        .en("Nothing is announced for the next thirty days.");
    feed(id, query, Format::DayAndTime, empty)
}

fn feed(id: &str, query: Query, when: Format, empty: Text) -> Feed {
    let mut feed = board(id, query, event_item(when), empty);
    feed.layout = Layout::Cards;
    feed
}

fn until_tomorrow() -> TimeRange {
    during(Some(Moment::NowPlusS(0)), Some(Moment::Day(1)))
}

fn nothing_today() -> Text {
    text("Rien n'est annoncé pour le reste de la journée. Regardez le week-end.")
        .en("Nothing is announced for the rest of the day. Look at the weekend.")
}

/// The ways to every list, in words.
fn choices() -> Block {
    let link = |path: &str, fr: &str, en: &str| Link::to_page(path, text(fr).en(en));
    Block::Links(vec![
        link("aujourd-hui", "Aujourd'hui", "Today"),
        link("week-end", "Ce week-end", "This weekend"),
        link("gratuit", "Gratuit", "Free"),
        link("enfants", "Pour les enfants", "For children"),
        link("accessible", "Accessible", "Accessible"),
        link("lieux", "Lieux de culture", "Venues"),
        link("musees", "Musées", "Museums"),
    ])
}

/// The first day of the weekend and the day after its last, from today.
fn weekend_from(today: Date) -> (i32, i32) {
    match weekday(today) {
        6 => (-1, 1),
        day => (5 - day, 7 - day),
    }
}

/// 0 for Monday to 6 for Sunday, by Sakamoto's method.
fn weekday(day: Date) -> i32 {
    const SHIFTS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if day.month < 3 { day.year - 1 } else { day.year };
    let shift = usize::try_from(day.month - 1).ok().and_then(|month| SHIFTS.get(month)).copied().unwrap_or(0);
    (year + year / 4 - year / 100 + year / 400 + shift + day.day + 6).rem_euclid(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weekend_is_the_coming_one_or_the_present_one() {
        let of = |year, month, day| weekend_from(Date { year, month, day });
        assert_eq!(of(2026, 11, 26), (2, 4), "a Thursday");
        assert_eq!(of(2026, 11, 27), (1, 3), "a Friday");
        assert_eq!(of(2026, 11, 28), (0, 2), "a Saturday");
        assert_eq!(of(2026, 11, 29), (-1, 1), "a Sunday");
        assert_eq!(of(2024, 2, 29), (2, 4), "a Thursday of a leap year");
        assert_eq!(of(2026, 11, 30), (5, 7), "a Monday");
    }
}
