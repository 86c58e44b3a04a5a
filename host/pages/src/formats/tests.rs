//! Formats around midnight, clock changes, plurals and edges.

use parvis_model::{FilledSlot, Format, Instant, Language, Money, SlotSource, Text, TimeZone, Value};

use super::{Shown, show};
use crate::writer::Writer;
use crate::{PageContext, Translator, freshness};

fn shown_at(now: &str, language: Language, format: Format, value: Value) -> Shown {
    with_writer(now, language, |w| {
        let slot = FilledSlot {
            source: SlotSource::Property("x".into()),
            label: Text::default(),
            format,
            value,
            colour: None,
        };
        show(w, &slot)
    })
}

fn with_writer<T>(now: &str, language: Language, act: impl FnOnce(&Writer<'_>) -> T) -> T {
    let translator = Translator::bundled().expect("translations");
    let context = PageContext {
        language,
        territory: "T".into(),
        zone: TimeZone::get("Europe/Paris").expect("zone"),
        now: instant(now),
        place: None,
        clock_shifted: false,
        path: "/".into(),
        verbs: vec![],
        sample: false,
    };
    act(&Writer::new(&translator, &context))
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).expect(text)
}

/// The line in French and in English, no-break spaces made plain.
fn both(now: &str, format: Format, value: &Value) -> [String; 2] {
    Language::ALL.map(|language| {
        let line = shown_at(now, language, format, value.clone()).line();
        line.replace(['\u{a0}', '\u{202f}'], " ")
    })
}

const MORNING: &str = "2017-03-15T08:30:20+01:00";

#[test]
fn minutes_are_those_of_the_clock_on_the_wall() {
    let show = |at: &str| both(MORNING, Format::MinutesFromNow, &Value::Instant(instant(at)));
    assert_eq!(show("2017-03-15T08:30:00+01:00"), ["08:30 (à l’approche)", "08:30 (approaching)"]);
    assert_eq!(show("2017-03-15T08:31:00+01:00"), ["08:31 (dans 1 min)", "08:31 (in 1 min)"]);
    assert_eq!(show("2017-03-15T09:29:59+01:00"), ["09:29 (dans 59 min)", "09:29 (in 59 min)"]);
    assert_eq!(show("2017-03-15T09:30:00+01:00"), ["09:30", "09:30"]);
    assert_eq!(show("2017-03-16T05:12:00+01:00"), ["05:12 (demain)", "05:12 (tomorrow)"]);
    assert_eq!(show("2017-03-15T08:28:00+01:00"), ["08:28 (il y a 2 min)", "08:28 (2 min ago)"]);
}

#[test]
fn midnight_and_the_clock_change_are_no_trap() {
    let late = "2017-03-25T23:50:00+01:00";
    let show = |at: &str| both(late, Format::MinutesFromNow, &Value::Instant(instant(at)));
    assert_eq!(show("2017-03-26T00:10:00+01:00")[0], "00:10 (dans 20 min)");
    // 03:05 summer time comes five minutes after 01:59 winter time.
    assert_eq!(show("2017-03-26T01:05:00Z")[0], "03:05 (demain)");
    let change = Value::Instant(instant("2017-03-26T01:05:00Z"));
    let shown = shown_at("2017-03-26T01:59:00+01:00", Language::Fr, Format::MinutesFromNow, change);
    assert_eq!(shown.line(), "03:05 (dans 6\u{a0}min)");
    assert_eq!(shown.datetime.as_deref(), Some("2017-03-26T03:05:00+02:00"));
    // 02:30 is shown twice in autumn; the offset tells them apart.
    for (utc, offset) in [("2017-10-29T00:30:00Z", "+02:00"), ("2017-10-29T01:30:00Z", "+01:00")] {
        let shown = shown_at(late, Language::Fr, Format::ClockTime, Value::Instant(instant(utc)));
        assert_eq!(
            (shown.words.as_str(), shown.datetime),
            ("02:30", Some(format!("2017-10-29T02:30:00{offset}")))
        );
    }
}

#[test]
fn days_have_names() {
    let show = |day: &str| both(MORNING, Format::Day, &Value::Date(day.into()));
    assert_eq!(show("2017-03-14"), ["hier", "yesterday"]);
    assert_eq!(show("2017-03-15"), ["aujourd’hui", "today"]);
    assert_eq!(show("2017-03-16"), ["demain", "tomorrow"]);
    assert_eq!(show("2017-04-03"), ["lundi 3 avril", "Monday 3 April"]);
    assert_eq!(show("2017-10-01"), ["dimanche 1er octobre", "Sunday 1 October"]);
    assert_eq!(show("2018-01-01"), ["lundi 1er janvier 2018", "Monday 1 January 2018"]);
    assert_eq!(show("no day"), ["no day", "no day"]);
    let at = Value::Instant(instant("2017-03-15T23:30:00Z"));
    assert_eq!(both(MORNING, Format::DayAndTime, &at), ["demain à 00:30", "tomorrow at 00:30"]);
    let before_midnight = "2017-03-15T23:59:59+01:00";
    assert_eq!(both(before_midnight, Format::Day, &Value::Date("2017-03-16".into()))[0], "demain");
}

#[test]
fn lengths_are_no_finer_than_they_can_be() {
    let show = |metres| both(MORNING, Format::Distance, &Value::LengthM(metres));
    assert_eq!(show(0.0), ["0 m", "0 m"]);
    assert_eq!(show(346.0), ["350 m", "350 m"]);
    assert_eq!(show(994.9), ["990 m", "990 m"]);
    assert_eq!(show(995.0), ["1,0 km", "1.0 km"]);
    assert_eq!(show(1249.0), ["1,2 km", "1.2 km"]);
    let walk = |metres| both(MORNING, Format::WalkingMinutes, &Value::LengthM(metres));
    assert_eq!(walk(0.0), ["1 min à pied", "1 min walk"]);
    assert_eq!(walk(350.0), ["6 min à pied", "6 min walk"]);
    assert_eq!(both(MORNING, Format::Distance, &Value::text("loin"))[0], "loin");
}

#[test]
fn numbers_and_prices_follow_the_language() {
    let price = |cents, currency: &str| {
        both(MORNING, Format::Price, &Value::Price(Money { cents, currency: currency.into() }))
    };
    assert_eq!(price(0, "EUR"), ["gratuit", "free"]);
    assert_eq!(price(350, "EUR"), ["3,50 €", "€3.50"]);
    assert_eq!(price(1_200_000, "EUR"), ["12 000 €", "€12,000"]);
    assert_eq!(price(-5, "CHF"), ["-0,05 CHF", "-0.05 CHF"]);
    assert_eq!(price(i64::MIN, "EUR").len(), 2);
    let number = |n| both(MORNING, Format::Number, &Value::Number(n));
    assert_eq!(number(1234.5), ["1234,5", "1234.5"]);
    assert_eq!(number(100.0), ["100", "100"]);
    assert_eq!(number(-0.001), ["0", "0"]);
    assert_eq!(both(MORNING, Format::Number, &Value::Integer(1_234_567)), ["1 234 567", "1,234,567"]);
    assert_eq!(both(MORNING, Format::Percent, &Value::Integer(42)), ["42 %", "42%"]);
}

#[test]
fn durations_and_ages_are_plural_where_they_should() {
    let lasts = |seconds| both(MORNING, Format::Duration, &Value::DurationS(seconds));
    assert_eq!(lasts(59), ["moins d’une minute", "less than a minute"]);
    assert_eq!(lasts(2700), ["45 min", "45 min"]);
    assert_eq!(lasts(3600), ["1 h", "1 h"]);
    assert_eq!(lasts(3900), ["1 h 05", "1 h 05"]);
    assert_eq!(lasts(172_800), ["2 jours", "2 days"]);
    let ago = |at: &str| both(MORNING, Format::Age, &Value::Instant(instant(at)));
    assert_eq!(ago("2017-03-15T08:30:00+01:00"), ["à l’instant", "just now"]);
    assert_eq!(ago("2017-03-15T08:10:00+01:00"), ["il y a 20 min", "20 min ago"]);
    assert_eq!(ago("2017-03-15T05:10:00+01:00"), ["il y a 3 h", "3 h ago"]);
    assert_eq!(ago("2017-03-14T08:10:00+01:00"), ["il y a 1 jour", "1 day ago"]);
    assert_eq!(ago("2017-03-10T08:10:00+01:00"), ["il y a 5 jours", "5 days ago"]);
}

#[test]
fn a_value_that_does_not_fit_is_shown_plainly() {
    assert_eq!(both(MORNING, Format::Price, &Value::Boolean(true)), ["oui", "yes"]);
    assert_eq!(both(MORNING, Format::OpenNow, &Value::OpeningHours("Mo-Fr 9-17".into()))[0], "Mo-Fr 9-17");
    assert_eq!(both(MORNING, Format::Text, &Value::Codes(vec!["C".into(), "12".into()]))[0], "C, 12");
    assert_eq!(both(MORNING, Format::Image, &Value::Image("secret".into()))[0], "");
    let unsafe_link = shown_at(MORNING, Language::Fr, Format::Link, Value::Url("javascript:alert(1)".into()));
    assert_eq!((unsafe_link.link, unsafe_link.words.as_str()), (None, "javascript:alert(1)"));
}

#[test]
fn stale_data_names_the_moment() {
    use parvis_model::Freshness::{Expired, Fresh, Late, Missing, NotYet, Refused};
    let say = |freshness| with_writer(MORNING, Language::Fr, |w| freshness::sentence(w, freshness));
    let ends = |freshness, end: &str| {
        let said = say(freshness).expect("a sentence");
        assert!(said.contains(end), "{said}");
    };
    assert_eq!(say(Fresh), None);
    ends(Late(instant("2017-03-15T06:05:00+01:00")), "indisponible depuis 06:05.");
    ends(Late(instant("2017-03-01T14:05:00+01:00")), "indisponible depuis le 1er mars à 14:05.");
    ends(Refused(instant("2016-12-31T14:05:00+01:00")), "depuis le 31 décembre 2016 à 14:05.");
    // Midnight at the end of the 7th, and the last second of it, are the same day for people.
    ends(Expired(instant("2017-06-08T00:00:00+02:00")), "jusqu’au 7 juin 2017.");
    ends(Expired(instant("2017-06-07T23:59:59+02:00")), "jusqu’au 7 juin 2017.");
    // What ended today ended at a minute.
    ends(Expired(instant("2017-03-15T06:05:00+01:00")), "indisponible depuis 06:05.");
    ends(NotYet(instant("2018-01-01T00:00:00+01:00")), "à partir du 1er janvier 2018.");
    ends(Missing, "pas encore disponible");
}
