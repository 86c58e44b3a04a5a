//! Promise: RSS and iCalendar are read back by programs of others and equal the list; nothing that is lent is in them.

use tests_browser::run;
use tests_connectors::ConnectedHub;

/// A Thursday; three days later the clocks change.
const CLOCK: &str = "2026-10-22T10:00:00+02:00";

const CONFIGURATION: &str = "[hub]\npublic-url = 'http://parvis.example'\n\
    [connector.ouvert]\nplugin = 'culture'\ntask = 'ical'\nsource = 'a.ics'\nlicence = 'ODbL 1.0'\n\
    [connector.prete]\nplugin = 'culture'\ntask = 'ical'\nsource = 'b.ics'\nlent = 'Par amitié'\n";

/// An event: its id, its lines. At the town hall of Issy unless they say otherwise.
fn event(id: &str, lines: &[&str]) -> String {
    let place = if lines.iter().any(|line| line.starts_with("GEO:")) { "" } else { "GEO:48.8235;2.2700\r\n" };
    format!("BEGIN:VEVENT\r\nUID:{id}\r\n{place}{}\r\nEND:VEVENT\r\n", lines.join("\r\n"))
}

fn calendar(events: &[String]) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", events.concat())
}

/// Both sides of the change of clocks, every status, and texts that are hard to write.
fn open() -> String {
    let long = "é".repeat(200);
    calendar(&[
        event("concert", &["DTSTART;TZID=Europe/Paris:20261024T200000", "DURATION:PT2H", "SUMMARY:Concert"]),
        event(
            "minuit",
            &["DTSTART;TZID=Europe/Paris:20261026T003000", "DURATION:PT1H", "SUMMARY:Après minuit"],
        ),
        event(
            "bal",
            &[
                "DTSTART:20261023T180000Z",
                "DTEND:20261023T220000Z",
                "STATUS:CANCELLED",
                "SUMMARY:Bal\\, \"le soir\"\\; ici\\\\là <b>&amp; R&D</b> =1+1 😀",
                &format!("DESCRIPTION:Une ligne\\nUne autre\\, {long} fin]]> <!-- x"),
                "LOCATION:Salle\\, « Les Épinettes »",
            ],
        ),
        event(
            "atelier",
            &[
                "DTSTART;TZID=Europe/Paris:20261020T180000",
                "DTEND;TZID=Europe/Paris:20261020T190000",
                "RRULE:FREQ=WEEKLY;COUNT=6",
                "STATUS:TENTATIVE",
                "SUMMARY:Atelier",
            ],
        ),
        event(
            "heure",
            &["DTSTART:20261024T150000", "SUMMARY:Sans fuseau", "URL:https://example.org/a?b=c&d=é"],
        ),
        event("loin", &["DTSTART:20261024T150000Z", "GEO:48.9;2.4", "SUMMARY:Loin d'ici"]),
        event("hier", &["DTSTART:20261021T150000Z", "DTEND:20261021T160000Z", "SUMMARY:Déjà passé"]),
    ])
}

#[test]
fn what_leaves_the_hub_is_read_by_programs_of_others() {
    let lent = calendar(&[event("veillee", &["DTSTART:20261024T180000Z", "SUMMARY:Veillée prêtée"])]);
    let files = [("a.ics", open()), ("b.ics", lent)];
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let hub = ConnectedHub::start(&["culture"], CONFIGURATION, &files, CLOCK);
    for connector in ["ouvert", "prete", "agenda-exemple"] {
        hub.state(connector, |run| run["outcome"] == "published");
    }
    run("files", &hub.hub);
}
