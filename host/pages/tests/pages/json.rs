//! The same pages as JSON: raw values beside what people read.

use crate::{all_pages, writer};
use serde_json::{Value, json};

fn page(name: &str) -> Value {
    let (_, context, page) = all_pages("").into_iter().find(|(known, ..)| known == name).expect("sample");
    writer().json(&context, &page).expect("JSON")
}

#[test]
fn every_page_has_a_json_form() {
    for (name, context, page) in all_pages("") {
        let json = writer().json(&context, &page).expect(&name);
        assert_eq!(json["language"], context.language.tag(), "{name}");
        assert_eq!(json["now"], "2017-03-15T08:30:00+01:00", "{name}");
        assert!(json["page"].is_object(), "{name}");
    }
}

#[test]
fn values_are_raw_and_shown() {
    let home = page("home.fr");
    let stop = &home["page"]["services"][0]["view"]["blocks"][0]["feed"]["items"][0];
    assert_eq!(stop["title"]["shown"], "Issy");
    assert_eq!(stop["lead"]["value"], json!({ "length-m": 210.0 }));
    assert_eq!(stop["lead"]["shown"], "4\u{a0}min à pied");
    let lead = &stop["children"][0]["lead"];
    assert_eq!(lead["value"], json!({ "instant": 1_489_563_180_000_i64 }));
    assert_eq!(lead["shown"], "08:33 (dans 3\u{a0}min)");
    assert_eq!(lead["datetime"], "2017-03-15T08:33:00+01:00");
    assert_eq!(home["page"]["services"][2]["fault"]["kind"], "failed");
}

#[test]
fn stale_feeds_say_so_to_machines_too() {
    let feed = &page("stop.en")["page"]["view"]["blocks"][0]["feed"];
    assert_eq!(feed["warning"], "This information was valid only until 14 March 2017.");
    assert_eq!(feed["items"].as_array().expect("items").len(), 10);
}
