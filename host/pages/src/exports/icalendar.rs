//! Calendar files (RFC 5545) of what has a date.

use parvis_model::{Feature, Geometry, Instant, Language, Value};

use super::Exported;

/// Longest line in bytes, as the standard counts: without its end.
const LONGEST_LINE: usize = 75;

/// The file of one event; none for what has no period. `page` is the address of the hub's page about it, `written` is when
/// its data was published.
pub(crate) fn of_event(event: &Feature, page: &str, language: Language, written: Instant) -> Option<String> {
    event.period?;
    let mut lines = begun("");
    put_event(&mut lines, event, page, (language, written));
    Some(ended(lines))
}

/// The file of a list; what has no period is left out.
pub(super) fn write(exported: &Exported<'_>) -> String {
    let mut lines = begun(&exported.title);
    for (feature, page) in exported.features.iter().zip(exported.pages) {
        let page = format!("{}{page}", exported.base);
        put_event(&mut lines, feature, &page, (exported.language, exported.now));
    }
    ended(lines)
}

fn begun(title: &str) -> Lines {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Parvis//FR");
    lines.put_text("X-WR-CALNAME", title);
    lines
}

fn ended(mut lines: Lines) -> String {
    lines.put("END", "VCALENDAR");
    lines.0
}

fn put_event(lines: &mut Lines, event: &Feature, page: &str, (language, written): (Language, Instant)) {
    let Some(period) = event.period else { return };
    lines.put("BEGIN", "VEVENT");
    lines.put_text("UID", &format!("{}@parvis", event.id));
    lines.put("DTSTAMP", &moment(written));
    lines.put("DTSTART", &moment(period.start));
    lines.put("DTEND", &moment(period.end()));
    lines.put_text("SUMMARY", event.title.get(language));
    let text = |name: &str| match event.property(name) {
        Some(Value::Text(text)) => text.get(language).to_owned(),
        Some(value) => value.as_str().unwrap_or_default().to_owned(),
        None => String::new(),
    };
    let place: Vec<String> =
        ["venue", "address"].map(text).into_iter().filter(|part| !part.is_empty()).collect();
    lines.put_text("LOCATION", &place.join(", "));
    lines.put_text("DESCRIPTION", &text("description"));
    let own = text("url");
    lines.put("URL", if own.is_empty() { page } else { &own });
    if let Some(Geometry::Point(point)) = &event.geometry {
        lines.put("GEO", &format!("{};{}", point.latitude, point.longitude));
    }
    lines.put("STATUS", status(event.property("status").and_then(Value::as_str).unwrap_or_default()));
    lines.put("END", "VEVENT");
}

/// The standard knows three states.
fn status(code: &str) -> &'static str {
    match code {
        "cancelled" => "CANCELLED",
        "unsure" | "postponed" => "TENTATIVE",
        _ => "CONFIRMED",
    }
}

/// `20261126T083000Z`.
fn moment(at: Instant) -> String {
    let seconds = at.to_string();
    let whole = seconds.split(['.', 'Z']).next().unwrap_or_default();
    format!("{}Z", whole.replace(['-', ':'], ""))
}

/// The lines of a file, folded.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A property whose value is no text; nothing for an empty one.
    fn put(&mut self, name: &str, value: &str) {
        if !value.is_empty() && !value.contains(char::is_control) {
            self.fold(&format!("{name}:{value}"));
        }
    }

    /// A text: what would end it or begin another value is escaped.
    fn put_text(&mut self, name: &str, text: &str) {
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.put(name, &escaped);
    }

    fn fold(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > LONGEST_LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parvis_model::{Period, Property, Text};

    #[test]
    fn an_event_is_a_file_that_calendars_read() {
        let property = |name: &str, value| Property { name: name.into(), value };
        let event = Feature {
            id: "agenda/7".into(),
            title: Text::new("Bal, le soir; ici"),
            geometry: None,
            period: Period::new(Instant(1_784_055_600_000), Instant(1_784_064_600_000)),
            parent: None,
            properties: [
                property("description", Value::text(format!("{}\nfin", "é".repeat(60)))),
                property("status", Value::code("cancelled")),
            ]
            .into(),
        };
        let file = of_event(&event, "", Language::Fr, Instant(0)).expect("a period");
        assert!(file.contains("DTSTART:20260714T190000Z\r\nDTEND:20260714T213000Z\r\n"), "{file}");
        assert!(file.contains("SUMMARY:Bal\\, le soir\\; ici\r\n") && file.contains("STATUS:CANCELLED"));
        assert!(file.lines().all(|line| line.len() <= LONGEST_LINE), "{file}");
        assert!(file.replace("\r\n ", "").contains("é\\nfin"));
        assert!(of_event(&Feature { period: None, ..event }, "", Language::Fr, Instant(0)).is_none());
    }
}
