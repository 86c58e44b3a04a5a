//! Promise: no file of a partner hurts the hub (H75 to H80 of the catalogue of attacks): what cannot be meant is refused in
//! words, what is kept stays within its bounds, what was shown before stays, and others are answered meanwhile.

use std::time::{Duration, Instant};

use serde_json::Value;
use tests_connectors::ConnectedHub;

const CLOCK: &str = "2026-11-26T10:00:00+01:00";
/// The longest that one run may take: five times what these machines need for the slowest, and to be seen.
const LONGEST: Duration = Duration::from_secs(15);

/// What becomes of a file.
enum Expected {
    /// The whole file is refused, or the run fails, in these words.
    Refused(&'static str),
    /// It is published with at most so many features; these words stand in its report ("" for none).
    Published(i64, &'static str),
}
use Expected::{Published, Refused};

/// Name, `plugin.task`, file, what becomes of it.
type Case = (&'static str, &'static str, Vec<u8>, Expected);

fn calendar(event: &str) -> Vec<u8> {
    let good = "BEGIN:VEVENT\r\nUID:good\r\nSUMMARY:Bal\r\nDTSTART:20261127T200000Z\r\nEND:VEVENT\r\n";
    format!("BEGIN:VCALENDAR\r\n{good}{event}END:VCALENDAR\r\n").into_bytes()
}

fn calendars() -> Vec<Case> {
    let event = |lines: &str| {
        format!("BEGIN:VEVENT\r\nUID:x\r\nSUMMARY:X\r\nDTSTART:20261126T000000Z\r\n{lines}END:VEVENT\r\n")
    };
    let exceptions: String =
        (0..10_000).map(|at| format!("EXDATE:202612{:02}T{:06}Z\r\n", at % 28 + 1, at % 60)).collect();
    let zone = "BEGIN:VTIMEZONE\r\nTZID:Loop\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n\
                TZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    let nested = format!("{}{}", "BEGIN:VALARM\r\n".repeat(5_000), "END:VALARM\r\n".repeat(5_000));
    vec![
        ("every-second", "culture.ical", calendar(&event("RRULE:FREQ=SECONDLY\r\n")), Published(201, "")),
        (
            "exceptions",
            "culture.ical",
            calendar(&event(&format!("RRULE:FREQ=DAILY\r\n{exceptions}"))),
            Published(201, ""),
        ),
        ("alarms", "culture.ical", calendar(&event(&nested)), Published(2, "more than 16")),
        (
            "zone",
            "culture.ical",
            calendar(&format!(
                "{zone}BEGIN:VEVENT\r\nUID:z\r\nSUMMARY:Z\r\nDTSTART;TZID=Loop:20261128T000000\r\nEND:VEVENT\r\n"
            )),
            Published(2, ""),
        ),
        (
            "folded",
            "culture.ical",
            calendar(&event(&format!("DESCRIPTION:{}\r\n", "x\r\n ".repeat(5_000_000)))),
            Refused("larger than"),
        ),
    ]
}

fn tables() -> Vec<Case> {
    let wide = format!("{}\n1\n", "a;".repeat(100_000));
    let long = format!("Nom officiel;geolocalisation\n{};48.8, 2.2\n", "x".repeat(5_000_000));
    let mixed =
        b"\xEF\xBB\xBFNom officiel;geolocalisation\nMus\xE9e\0 A;48.82, 2.27\nMus\xC3\xA9e B;48.82, 2.28\n"
            .to_vec();
    vec![
        ("wide", "culture.museums", wide.into_bytes(), Refused("more than 200")),
        ("long", "culture.museums", long.into_bytes(), Refused("line 2")),
        ("mixed", "culture.museums", mixed, Published(2, "Windows-1252")),
    ]
}

fn json() -> Vec<Case> {
    let deep = format!("[{}", "[".repeat(100_000));
    let keys = format!("[{{\"title\":\"Une offre\",\"id\":\"1\",{}\"z\":0}}]", "\"a\":1,".repeat(200_000));
    let numbers = br#"[{"title":"A","id":"1","longitude":1e9999,"latitude":48}]"#.to_vec();
    let surrogates = br#"[{"title":"\ud800","id":"1"},{"title":"B","id":"2"}]"#.to_vec();
    vec![
        ("deep", "emploi.offers", deep.into_bytes(), Refused("recursion")),
        ("keys", "emploi.offers", keys.into_bytes(), Published(1, "")),
        ("numbers", "emploi.offers", numbers, Refused("number")),
        ("surrogates", "emploi.offers", surrogates, Refused("hex escape")),
    ]
}

fn xml() -> Vec<Case> {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE j [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b \"&a;&a;&a;\">]><j><job><title>&b;</title></job></j>";
    let outside =
        "<!DOCTYPE j [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><j><job><title>&a;</title></job></j>";
    let attributes: String = (0..80_000).map(|at| format!(" a{at}='1'")).collect();
    let tag = format!("<jobs><job{attributes}><title>T</title><id>1</id></job></jobs>");
    let deep = format!("<jobs>{}", "<job>".repeat(200_000));
    vec![
        ("entities", "emploi.offers", bomb.into(), Refused("DTD")),
        ("outside", "emploi.offers", outside.into(), Refused("DTD")),
        ("attributes", "emploi.offers", tag.into_bytes(), Refused("a tag that does not end")),
        ("nested", "emploi.offers", deep.into_bytes(), Refused("")),
    ]
}

fn shapes() -> Vec<Case> {
    let place = |geometry: &str| {
        let one = |name: &str, geometry: &str| {
            format!(
                "{{\"type\":\"Feature\",\"id\":\"{name}\",\"geometry\":{geometry},\"properties\":{{\"name\":\"{name}\"}}}}"
            )
        };
        let good = one("good", "{\"type\":\"Point\",\"coordinates\":[2.27,48.82]}");
        format!("{{\"type\":\"FeatureCollection\",\"features\":[{good},{}]}}", one("bad", geometry))
            .into_bytes()
    };
    let ring: String =
        (0..300_000).map(|at| format!("[2.{:06},48.{:06}],", at, (at * 7) % 1_000_000)).collect();
    let large = format!("{{\"type\":\"Polygon\",\"coordinates\":[[{ring}[2.0,48.0]]]}}");
    let nested = format!(
        "{}{}",
        "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(10_000),
        "]}".repeat(10_000)
    );
    let metres = "{\"type\":\"Point\",\"coordinates\":[652000,6862000]}";
    vec![
        ("large", "culture.venues", place(&large), Published(1, "at most 20000")),
        ("collections", "culture.venues", place(&nested), Refused("recursion")),
        ("metres", "culture.venues", place(metres), Published(1, "longitude first")),
    ]
}

#[test]
fn no_file_hurts_the_hub() {
    let cases: Vec<Case> = [calendars(), tables(), json(), xml(), shapes()].into_iter().flatten().collect();
    let files: Vec<(&str, &[u8])> =
        cases.iter().map(|(name, _, bytes, _)| (*name, bytes.as_slice())).collect();
    let mut hub = ConnectedHub::start(&["culture", "emploi"], "", &files, CLOCK);
    for (name, with, _, expected) in &cases {
        let file = hub.file(name).to_string_lossy().into_owned();
        let begun = Instant::now();
        let done = hub.hub.command(&["data", "import", &file, "--as", name, "--with", with]);
        assert!(done.success(), "{name}: {done:?}");
        assert_eq!(
            hub.hub.browser().get("/services/culture/").status,
            200,
            "{name}: others are not answered"
        );
        let state = hub.state(name, Value::is_object);
        println!("{name}: {:.1} s, {}", begun.elapsed().as_secs_f64(), told(&state));
        assert!(begun.elapsed() < LONGEST, "{name}: {:?}", begun.elapsed());
        judge(name, &state, expected);
        assert!(hub.hub.runs(), "{name}: the hub is gone");
        assert!(hub.hub.command(&["data", "remove", name]).success());
    }
}

fn told(state: &Value) -> String {
    let run = &state["last_run"];
    format!(
        "{} {} features: {} {}",
        run["outcome"], state["features"], run["reason"], run["lines"][0]["reason"]
    )
}

fn judge(name: &str, state: &Value, expected: &Expected) {
    let run = &state["last_run"];
    let (wanted, words) = match expected {
        Refused(words) => ("refused", words),
        Published(_, words) => ("published", words),
    };
    assert_eq!(run["outcome"], wanted, "{name}: {}", told(state));
    assert!(run.to_string().contains(words), "{name}: '{words}' is not told: {}", told(state));
    if let Published(most, _) = expected {
        let features = state["features"].as_i64().unwrap_or(i64::MAX);
        assert!(features > 0 && features <= *most, "{name}: {features} features");
    }
}
