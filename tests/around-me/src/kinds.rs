//! What the features of each collection look like, as those of real sources do.

use parvis_model::{Instant, Money, Period, Value};

use crate::names::{address, description, name, street};
use crate::points::scattered;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
const HOURS: [&str; 4] = ["Mo-Fr 09:00-18:00", "Mo-Sa 10:00-19:30", "24/7", "Tu-Su 14:00-18:30"];

/// What a feature says beside where it is.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) title: String,
    pub(crate) period: Option<Period>,
    pub(crate) properties: Vec<(&'static str, Value)>,
}

/// The words of the feature of that number within its collection. `now` is the moment of the benchmark.
pub(crate) fn said(collection: &str, number: usize, now: Instant) -> Said {
    let mixed = scattered(number as u64) as usize;
    let one_of = |words: &[&'static str]| words[mixed % words.len()];
    let titled = |kind: &str| format!("{kind} {} {}", name(mixed / 7), mixed % 50 + 1);
    match collection {
        "stops" => Said {
            title: format!("{} - {}", name(mixed), name(mixed / 40)),
            properties: vec![
                ("modes", Value::Codes(vec![one_of(&["bus", "tram", "rail"]).into()])),
                ("commune", Value::code("92040")),
            ],
            ..Said::default()
        },
        "lines" => Said {
            title: format!("{} - {}", name(mixed), name(mixed / 40)),
            properties: vec![("code", Value::code((mixed % 900).to_string())), ("mode", Value::code("bus"))],
            ..Said::default()
        },
        "departures" => Said {
            title: name(mixed).to_owned(),
            period: Some(Period::at(Instant(now.0 + (mixed % 1440) as i64 * MINUTE_MS))),
            properties: vec![
                ("line-code", Value::code((mixed % 900).to_string())),
                ("mode", Value::code("bus")),
            ],
        },
        "calls" => Said {
            title: name(mixed).to_owned(),
            properties: vec![("order", Value::Integer((mixed % 40) as i64))],
            ..Said::default()
        },
        "vehicles" => Said {
            title: format!("Bus {}", mixed % 900),
            properties: vec![
                ("line-code", Value::code((mixed % 900).to_string())),
                ("mode", Value::code("bus")),
            ],
            ..Said::default()
        },
        "alerts" => Said {
            title: titled("Ascenseur en panne"),
            period: days(now, mixed, 30, 20),
            properties: vec![("text", Value::text(description(mixed)))],
        },
        "events" => Said {
            title: titled(one_of(&["Concert", "Atelier", "Conte", "Exposition", "Bal", "Vide-grenier"])),
            period: hours(now, mixed),
            properties: vec![
                ("description", Value::text(description(mixed))),
                ("venue", Value::text(format!("Salle {}", name(mixed / 3)))),
                ("address", Value::text(address(mixed))),
                ("price", Value::Price(Money { cents: (mixed % 4) as i64 * 500, currency: "EUR".into() })),
            ],
        },
        "places" => Said {
            title: titled(one_of(&["Médiathèque", "Pharmacie", "École", "Piscine", "Boulangerie", "Musée"])),
            properties: vec![
                ("kind", Value::code(one_of(&["library", "shop", "school", "sport"]))),
                ("description", Value::text(description(mixed))),
                ("address", Value::text(address(mixed))),
                ("opening-hours", Value::OpeningHours(HOURS[mixed % HOURS.len()].into())),
                ("phone", phone(mixed)),
            ],
            ..Said::default()
        },
        "addresses" => Said {
            title: address(number),
            properties: vec![
                ("street", Value::text(street(mixed / 300))),
                ("postcode", Value::code("92130")),
            ],
            ..Said::default()
        },
        "vehicle-stations" => Said {
            title: format!("Station {} - {}", name(mixed), name(mixed / 40)),
            properties: vec![
                ("bikes", Value::Integer((mixed % 20) as i64)),
                ("docks", Value::Integer((mixed % 30) as i64)),
                ("state-text", Value::text("en service")),
            ],
            ..Said::default()
        },
        "social-services" => Said {
            title: titled(one_of(&["Épicerie solidaire", "Permanence", "Aide aux démarches", "Cours"])),
            properties: vec![
                ("needs", Value::Codes(vec![one_of(&["food", "health", "housing"]).into()])),
                ("organisation", Value::text(format!("Association {}", name(mixed / 11)))),
                ("phone", phone(mixed)),
                ("address", Value::text(address(mixed))),
                ("opening-hours", Value::OpeningHours(HOURS[mixed % HOURS.len()].into())),
                ("description", Value::text(description(mixed))),
            ],
            ..Said::default()
        },
        _ => Said {
            title: titled(one_of(&["Boulanger", "Infirmière", "Comptable", "Vendeur", "Jardinière"])),
            period: days(now, mixed, 20, 40),
            properties: vec![
                ("description", Value::text(description(mixed))),
                ("organisation", Value::text(format!("Maison {}", name(mixed / 11)))),
                ("contract", Value::text(one_of(&["CDI", "CDD", "Apprentissage"]))),
                ("address", Value::text(address(mixed))),
            ],
        },
    }
}

/// Began up to `before` days ago and ends within `after` days.
fn days(now: Instant, mixed: usize, before: i64, after: i64) -> Option<Period> {
    let (began, ends) = (mixed as i64 % before, (mixed / 64) as i64 % after);
    Period::new(Instant(now.0 - began * DAY_MS), Instant(now.0 + ends * DAY_MS))
}

/// Two hours on one of sixty days, as an agenda has them.
fn hours(now: Instant, mixed: usize) -> Option<Period> {
    let start = Instant(now.0 + (mixed % (60 * 24)) as i64 * 60 * MINUTE_MS);
    Period::new(start, Instant(start.0 + 120 * MINUTE_MS))
}

fn phone(mixed: usize) -> Value {
    Value::Phone(
        format!("01 46 {:02} {:02} {:02}", mixed % 100, mixed / 100 % 100, mixed / 10_000 % 100).into(),
    )
}
