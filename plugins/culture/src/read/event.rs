//! An event as a row: the same for every kind of agenda.

use parvis_connect::{Collection, in_words, shortened, url};
use parvis_sdk::{Date, Geometry, Money, Period, Point, Row, Setting, Text, Value, clock, settings, text};

/// What rows of events hold.
pub(super) const EVENTS: Collection = Collection {
    name: "events",
    columns: &[
        "description",
        "price",
        "conditions",
        "venue",
        "address",
        "commune",
        "url",
        "status",
        "status-text",
        "audience",
        "accessibility",
        "accessibility-text",
        "keywords",
        "series",
    ],
};
/// The settings on which they depend.
pub(super) const SETTINGS: &[&str] = &["days"];
/// Times of one event that are published: an event of every hour is a place that is open.
const MOST_TIMES: usize = 200;

/// An event, and everything that is shown of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Event {
    /// Unique in its agenda.
    pub(super) uid: String,
    pub(super) title: String,
    pub(super) description: String,
    /// What one has to pay or do to come in.
    pub(super) conditions: String,
    pub(super) is_free: bool,
    pub(super) is_for_children: bool,
    pub(super) venue: String,
    pub(super) address: String,
    /// Longitude, latitude.
    pub(super) position: Option<[f64; 2]>,
    pub(super) url: String,
    pub(super) status: Status,
    /// For whom it can be reached.
    pub(super) accessibility: Vec<Access>,
    pub(super) keywords: Vec<String>,
}

/// Whether it takes place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Status {
    #[default]
    Planned,
    Unsure,
    Moved,
    Online,
    Postponed,
    Full,
    Cancelled,
}

/// For whom it can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Wheelchair,
    Sight,
    Hearing,
    Understanding,
    Mind,
}

impl Status {
    /// The code, and what people read; nothing of what is as it should be.
    fn words(self) -> (&'static str, Option<Text>) {
        let said = |fr: &str, en: &str| Some(text(fr).en(en));
        match self {
            Status::Planned => ("planned", None),
            Status::Unsure => ("unsure", said("À confirmer", "To be confirmed")),
            Status::Moved => ("moved", said("Date changée", "New date")),
            Status::Online => ("online", said("En ligne", "Online")),
            Status::Postponed => ("postponed", said("Reporté", "Postponed")),
            Status::Full => ("full", said("Complet", "Fully booked")),
            Status::Cancelled => ("cancelled", said("Annulé", "Cancelled")),
        }
    }
}

impl Access {
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Access::Wheelchair => ("wheelchair", "en fauteuil roulant", "by wheelchair"),
            Access::Sight => ("sight", "aux personnes malvoyantes", "for people who see badly"),
            Access::Hearing => ("hearing", "aux personnes malentendantes", "for people who hear badly"),
            Access::Understanding => (
                "understanding",
                "aux personnes qui comprennent autrement",
                "for people who understand differently",
            ),
            Access::Mind => {
                ("mind", "aux personnes en difficulté psychique", "for people in mental distress")
            }
        }
    }
}

/// The days that are published: the first and the last moment.
pub(super) fn window() -> Result<(i64, i64), String> {
    let days = match settings::get("days") {
        Some(Setting::Integer(days @ 1..=366)) => days,
        Some(Setting::Integer(days)) => {
            return Err(format!("the setting days is {days}: write a number from 1 to 366"));
        }
        _ => 60,
    };
    let midnight = start_of(clock::today()).ok_or("today has no beginning in the territory's time zone")?;
    Ok((midnight, midnight + days * 86_400_000))
}

fn start_of(day: Date) -> Option<i64> {
    clock::to_instant(&clock::zone(), day, 0)
}

impl Event {
    /// A row for each of its times within the window; the later ones of very many are left out.
    pub(super) fn rows(&self, source: &str, times: &[(i64, i64)], window: (i64, i64)) -> Vec<Row> {
        let within = times.iter().filter(|(start, end)| *end >= window.0 && *start < window.1);
        within.take(MOST_TIMES).map(|(start, end)| self.row(source, *start, *end)).collect()
    }

    fn row(&self, source: &str, start: i64, end: i64) -> Row {
        let point = |[longitude, latitude]: [f64; 2]| Geometry::Point(Point { longitude, latitude });
        Row {
            id: format!("{}/{}", self.uid, start / 1000),
            title: text(shortened(&self.title, 200)),
            geometry: self.position.map(point),
            period: Some(Period { start, end: end.max(start) }),
            parent: None,
            values: self.values(source),
        }
    }

    /// In the order of the columns.
    fn values(&self, source: &str) -> Vec<Option<Value>> {
        let (status, said) = self.status.words();
        let free = || Value::Price(Money { cents: 0, currency: "EUR".into() });
        let codes = |codes: Vec<String>| (!codes.is_empty()).then_some(Value::Codes(codes));
        vec![
            in_words(&self.description),
            self.is_free.then(free),
            in_words(&self.conditions),
            in_words(&self.venue),
            in_words(&self.address),
            None,
            url(&self.url),
            Some(Value::Code(status.into())),
            said.map(Value::Text),
            codes(self.is_for_children.then(|| "children".to_owned()).into_iter().collect()),
            codes(self.accessibility.iter().map(|access| access.words().0.to_owned()).collect()),
            self.accessibility_words().map(Value::Text),
            codes(self.keywords.iter().take(20).map(|word| shortened(word, 60)).collect()),
            Some(Value::Code(format!("{source}/{}", self.uid))),
        ]
    }

    fn accessibility_words(&self) -> Option<Text> {
        let list = |one: fn(&Access) -> &'static str| {
            self.accessibility.iter().map(one).collect::<Vec<_>>().join(", ")
        };
        let (fr, en) = (list(|access| access.words().1), list(|access| access.words().2));
        (!fr.is_empty()).then(|| text(format!("Accessible {fr}")).en(format!("Accessible {en}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_value_for_each_column_and_a_time_of_its_own() {
        let event = Event { uid: "7".into(), title: "Bal".into(), is_free: true, ..Event::default() };
        let rows = event.rows("agenda", &[(0, 10), (50, 60), (200, 210)], (20, 100));
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].id.as_str(), rows[0].values.len()), ("7/0", EVENTS.columns.len()));
        assert!(matches!(&rows[0].values[1], Some(Value::Price(price)) if price.cents == 0));
    }

    #[test]
    fn what_is_not_as_planned_is_said() {
        let event =
            Event { status: Status::Cancelled, accessibility: vec![Access::Wheelchair], ..Event::default() };
        let values = event.values("a");
        assert!(matches!(&values[8], Some(Value::Text(said)) if said.main == "Annulé"));
        assert!(
            matches!(&values[11], Some(Value::Text(said)) if said.main == "Accessible en fauteuil roulant")
        );
        assert!(Event::default().values("a")[8].is_none());
    }
}
