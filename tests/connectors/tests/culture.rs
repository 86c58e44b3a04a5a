//! Promise: agendas and lists of places are read whole, with the counts that another program finds in the files, and
//! residents see them: today, at the weekend, free, for children, cancelled.

use serde_json::Value;
use tests_connectors::{ConnectedHub, unpacked, window};

const AGENDA: &str = "culture/openagenda-paris-2026.json.gz";
const MUSEUMS: &str = "culture/museofile-idf-normandie-bretagne.csv.gz";

fn published(run: &Value) -> bool {
    run["outcome"] == "published"
}

#[test]
fn the_real_agenda_of_paris_is_read_whole() {
    let Some(bytes) = unpacked(AGENDA) else { return };
    let configuration = "[connector.paris]\nplugin = 'culture'\ntask = 'openagenda'\nsource = 'agenda.json'\n\
                         licence = 'Licence ouverte 2.0'\n[connector.paris.settings]\ndays = 366\n";
    let file = [("agenda.json", bytes.as_slice())];
    let hub = ConnectedHub::start(&["culture"], configuration, &file, "2026-03-01T10:00:00+01:00");
    let state = hub.state("paris", published);
    let run = &state["last_run"];
    assert_eq!((&run["read"], &run["kept"], &run["refused"]), (&40.into(), &40.into(), &0.into()), "{run}");
    let expected = times_within(&bytes, window("2026-03-01", 366));
    println!("{expected} times of 40 events from 1 March 2026");
    assert!(expected > 50, "the file has nothing in the window: {expected}");
    assert_eq!(state["features"], expected, "{run}");
}

/// Times that are not over at the beginning and begin before the end, at most 200 of an event: counted apart.
fn times_within(bytes: &[u8], (from, until): (i64, i64)) -> usize {
    let all: Value = serde_json::from_slice(bytes).expect("JSON");
    let records = all.as_array().or_else(|| all["records"].as_array()).or_else(|| all["results"].as_array());
    let second = |text: &Value| {
        let at: jiff::Timestamp = text.as_str().expect("a moment").parse().expect("a moment");
        at.as_second()
    };
    let of_one = |record: &Value| {
        let fields = if record["fields"].is_object() { &record["fields"] } else { record };
        let timings: Value = match &fields["timings"] {
            Value::String(text) => serde_json::from_str(text).expect("timings"),
            other => other.clone(),
        };
        let timings = timings.as_array().expect("a list").clone();
        let within = timings.iter().filter(|t| second(&t["end"]) >= from && second(&t["begin"]) < until);
        within.count().min(200)
    };
    records.expect("a list").iter().map(of_one).sum()
}

#[test]
fn the_real_museums_are_read_with_what_is_nowhere_told() {
    let Some(bytes) = unpacked(MUSEUMS) else { return };
    let configuration = "[connector.musees]\nplugin = 'culture'\ntask = 'museums'\nsource = 'museums.csv'\nlent = 'Prêté pour essai'\n";
    let hub = ConnectedHub::start(
        &["culture"],
        configuration,
        &[("museums.csv", &bytes)],
        "2026-07-01T10:00:00+02:00",
    );
    let state = hub.state("musees", published);
    let (rows, placed) = museums(&bytes);
    println!("{rows} museums, {placed} of them somewhere");
    let run = &state["last_run"];
    assert_eq!((&run["read"], &run["kept"]), (&rows.into(), &placed.into()), "{run}");
    assert_eq!(state["features"], placed);
    let told = run["lines"].as_array().map_or(0, Vec::len);
    assert_eq!(told, (rows - placed).min(200), "each that is left out is told: {run}");
    let page = hub.hub.browser().get("/services/culture/musees");
    assert_eq!(page.status, 200);
    let catalogue = hub.hub.command(&["data", "collections"]).stdout;
    assert!(catalogue.contains("lent: never exported"), "{catalogue}");
}

/// Rows, and those with a name and a position.
fn museums(bytes: &[u8]) -> (usize, usize) {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes);
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let (place, official, usual) = (column("geolocalisation"), column("Nom officiel"), column("Nom usage"));
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let placed = rows.iter().filter(|row| {
        let named = !row[official].trim().is_empty() || !row[usual].trim().is_empty();
        named && row[place].split(',').filter(|half| half.trim().parse::<f64>().is_ok()).count() == 2
    });
    (rows.len(), placed.count())
}

const CALENDAR: &str = "BEGIN:VCALENDAR\r\n\
BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Paris:20261126T180000\r\nDTEND;TZID=Europe/Paris:20261126T190000\r\n\
RRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Conte\r\nDESCRIPTION:Pour les enfants. Gratuit.\r\nGEO:48.8235;2.27\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:2\r\nDTSTART;TZID=Europe/Paris:20261128T200000\r\nDURATION:PT2H\r\nSTATUS:CANCELLED\r\n\
SUMMARY:Concert\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:3\r\nDTSTART:20261201T200000Z\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:4\r\nDTSTART:demain\r\nSUMMARY:Bal\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn residents_find_what_is_on_by_their_own_words() {
    let configuration =
        "[connector.issy]\nplugin = 'culture'\ntask = 'ical'\nsource = 'a.ics'\ntitle = 'Agenda d’Issy'\n";
    let hub = ConnectedHub::start(
        &["culture"],
        configuration,
        &[("a.ics", CALENDAR.as_bytes())],
        "2026-11-26T10:00:00+01:00",
    );
    let state = hub.state("issy", published);
    assert_eq!(state["features"], 4, "{state:#}");
    let lines = state["last_run"]["lines"].to_string();
    assert!(lines.contains("without SUMMARY") && lines.contains("demain"), "{lines}");
    hub.hub.command(&["data", "sources"]);

    let listed = |page: &str| {
        let all = hub.titles(&format!("/services/culture/{page}"), "evenements");
        all.into_iter().filter(|title| ["Conte", "Concert"].contains(&title.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(listed("aujourd-hui"), ["Conte"]);
    assert_eq!(listed("week-end"), ["Concert"]);
    assert_eq!(listed("gratuit"), ["Conte", "Conte", "Conte"]);
    assert_eq!(listed("enfants"), ["Conte", "Conte", "Conte"]);
    assert!(listed("accessible").is_empty());

    let weekend = hub.hub.browser().get("/services/culture/week-end");
    assert!(weekend.text.contains("Annulé"), "a cancelled event is not told");
    let start = window("2026-11-26", 0).0 + 18 * 3600;
    let page = hub.hub.browser().get(&format!("/services/culture/evenement/issy%2F1%2F{start}"));
    assert_eq!(page.status, 200, "{}", page.start());
    assert!(page.text.contains("Agenda d’Issy"), "the source is not told");
    let file = hub.hub.browser().get(&format!("/x/events/issy/1/{start}.ics"));
    assert_eq!(file.status, 200);
    assert!(file.text.contains("DTSTART:20261126T170000Z"), "{}", file.text);
    let fiche = hub.hub.browser().get(&format!("/x/events/issy/1/{start}"));
    assert!(fiche.status == 200 && fiche.text.contains(".ics\""), "{}", fiche.start());
    assert_eq!(hub.hub.browser().get("/x/events/issy/nothing").status, 404);
}
