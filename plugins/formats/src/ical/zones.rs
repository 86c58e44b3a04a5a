//! Time zones: those of the world, which somebody else knows, and those that a file defines for itself.

use jiff::civil::{DateTime, date};

use super::event::Stated;
use super::lines::Component;
use super::recurrence::{Rule, Window, moments};
use super::values::{self, Moment};

/// Who knows the time zones of the world.
pub trait Zones {
    /// The moment, in milliseconds since 1970 in UTC, when a clock of an IANA zone shows this; none for an unknown zone.
    fn instant(&self, zone: &str, local: DateTime) -> Option<i64>;
    /// What a clock of an IANA zone shows at a moment; none for an unknown zone.
    fn local(&self, zone: &str, instant: i64) -> Option<DateTime>;
    /// The zone of what names none.
    fn home(&self) -> String;
}

/// The zone of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    Utc,
    /// The territory's, whatever it is.
    Home,
    Named(String),
}

/// A zone that a file defines: when its clocks change, and by how much.
#[derive(Debug)]
pub(super) struct DefinedZone {
    pub(super) name: String,
    observances: Vec<Observance>,
}

/// Standard or daylight time.
#[derive(Debug)]
struct Observance {
    /// When it first begins, by the clocks before it.
    start: DateTime,
    rules: Vec<Rule>,
    more: Vec<DateTime>,
    /// Seconds east of UTC.
    offset_s: i64,
}

impl DefinedZone {
    pub(super) fn of(component: &Component) -> Result<DefinedZone, String> {
        let name = component.property("TZID").ok_or("a VTIMEZONE without TZID")?.value.trim().to_owned();
        let observances: Result<Vec<_>, String> = component.inner.iter().map(Observance::of).collect();
        let observances = observances.map_err(|reason| format!("time zone '{name}': {reason}"))?;
        if observances.is_empty() {
            return Err(format!("time zone '{name}' has neither STANDARD nor DAYLIGHT"));
        }
        Ok(DefinedZone { name, observances })
    }

    /// The moment when a clock of the zone shows this: by the observance that began last.
    pub(super) fn instant(&self, local: DateTime) -> i64 {
        let begun = |observance: &Observance| Some((observance.last_begin(local)?, observance.offset_s));
        let offset_s = self.observances.iter().filter_map(begun).max().map(|(_, offset_s)| offset_s);
        let first = || self.observances.iter().min_by_key(|observance| observance.start);
        let offset_s = offset_s.or_else(|| first().map(|observance| observance.offset_s));
        utc_ms(local) - offset_s.unwrap_or(0) * 1000
    }
}

impl Observance {
    fn of(component: &Component) -> Result<Observance, String> {
        let required =
            |name: &str| component.property(name).ok_or_else(|| format!("{} without {name}", component.name));
        let local = |value: &str| match values::moment(value)? {
            Moment::Local(at) | Moment::Utc(at) => Ok(at),
            Moment::Day(day) => Ok(day.at(0, 0, 0, 0)),
        };
        let rules =
            component.properties("RRULE").map(|rule| Rule::parse(&rule.value)).collect::<Result<_, _>>()?;
        let more =
            component.properties("RDATE").map(|more| local(&more.value)).collect::<Result<_, String>>()?;
        Ok(Observance {
            start: local(&required("DTSTART")?.value)?,
            rules,
            more,
            offset_s: offset_s(&required("TZOFFSETTO")?.value)?,
        })
    }

    /// When it began for the last time before or at this moment.
    fn last_begin(&self, local: DateTime) -> Option<DateTime> {
        let before = local.saturating_add(jiff::Span::new().seconds(1));
        let from = local.saturating_sub(jiff::Span::new().years(2)).max(self.start);
        let by_rules = self.rules.iter().flat_map(|rule| {
            let until = rule.until().map(|until| until.in_any_zone());
            moments(rule, self.start, until, Window { from, before }).unwrap_or_default()
        });
        let all = by_rules.chain(self.more.iter().copied()).chain([self.start]);
        all.filter(|begin| *begin <= local).max()
    }
}

/// `+0100`, `-053000` in seconds.
fn offset_s(text: &str) -> Result<i64, String> {
    let wrong = || format!("'{text}' is no offset: +0100");
    let (sign, digits) = text.trim().split_at_checked(1).ok_or_else(wrong)?;
    let sign = match sign {
        "+" => 1,
        "-" => -1,
        _ => return Err(wrong()),
    };
    let sound = matches!(digits.len(), 4 | 6) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = digits.parse().ok().filter(|_| sound).ok_or_else(wrong)?;
    let number = if digits.len() == 4 { number * 100 } else { number };
    Ok(sign * (number / 10_000 * 3_600 + number / 100 % 100 * 60 + number % 100))
}

/// The moment at which a clock in UTC shows this.
pub(super) fn utc_ms(local: DateTime) -> i64 {
    let days =
        date(1970, 1, 1).until((jiff::Unit::Day, local.date())).map_or(0, |span| i64::from(span.get_days()));
    let time = local.time();
    let seconds = i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    (days * 86_400 + seconds) * 1000
}

/// What a clock in UTC shows at a moment.
pub(super) fn utc_local(instant: i64) -> DateTime {
    let start = date(1970, 1, 1).at(0, 0, 0, 0);
    start.saturating_add(jiff::Span::new().milliseconds(instant))
}

/// The IANA names that a zone may mean: its own or the one for a name that calendars of Microsoft write, then what is left
/// of it without the address that some programs put before it, `/mozilla.org/20070129_1/Europe/Paris`.
pub(super) fn names(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(iana(name)), |name| Some(name.split_once('/')?.1))
}

fn iana(name: &str) -> &str {
    match name {
        "Romance Standard Time" => "Europe/Paris",
        "W. Europe Standard Time" => "Europe/Berlin",
        "Central Europe Standard Time" => "Europe/Budapest",
        "Central European Standard Time" => "Europe/Warsaw",
        "GMT Standard Time" => "Europe/London",
        "Greenwich Standard Time" => "Atlantic/Reykjavik",
        "E. Europe Standard Time" => "Europe/Chisinau",
        "FLE Standard Time" => "Europe/Kyiv",
        "GTB Standard Time" => "Europe/Bucharest",
        "Russian Standard Time" => "Europe/Moscow",
        "Eastern Standard Time" => "America/New_York",
        "Central Standard Time" => "America/Chicago",
        "Mountain Standard Time" => "America/Denver",
        "Pacific Standard Time" => "America/Los_Angeles",
        other => other,
    }
}

impl Stated {
    /// The zone that stands beside a moment.
    pub(super) fn zone(&self) -> Zone {
        match (&self.moment, &self.zone) {
            (Moment::Utc(_), _) => Zone::Utc,
            (_, None) => Zone::Home,
            (_, Some(name)) if name.eq_ignore_ascii_case("UTC") => Zone::Utc,
            (_, Some(name)) => Zone::Named(name.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_signed_hours_and_minutes() {
        assert_eq!(offset_s("+0100"), Ok(3_600));
        assert_eq!(offset_s("-053015"), Ok(-(5 * 3_600 + 30 * 60 + 15)));
        assert_eq!(offset_s("-0000"), Ok(0));
        assert!(offset_s("0100").is_err() && offset_s("+1").is_err() && offset_s("").is_err());
    }

    #[test]
    fn the_world_is_found_behind_an_address() {
        assert!(names("/mozilla.org/20070129_1/Europe/Paris").any(|name| name == "Europe/Paris"));
        assert_eq!(names("Romance Standard Time").collect::<Vec<_>>(), ["Europe/Paris", "Paris"]);
    }

    #[test]
    fn utc_is_counted_from_1970() {
        let at: DateTime = "2026-03-29T01:00:00".parse().expect("a moment");
        assert_eq!(utc_ms(at), 1_774_746_000_000);
        assert_eq!(utc_local(1_774_746_000_000), at);
    }
}
