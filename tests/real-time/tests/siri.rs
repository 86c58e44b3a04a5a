//! Promise: SIRI-Lite is laid over the timetable. The answers are written from the French profile of SIRI 2 (stop
//! monitoring as JSON), as no file of the format is at hand.

use serde_json::{Value, json};
use tests_real_time::issy;

const CLOCK: &str = "2017-03-15T08:30:00+01:00";

fn visit(line: &str, destination: &str, call: &Value) -> Value {
    json!({
        "RecordedAtTime": "2017-03-15T07:29:50.000Z",
        "ItemIdentifier": "SNCF_ACCES_CLOUD:Item::41161:LOC",
        "MonitoringRef": { "value": "STIF:StopPoint:Q:41161:" },
        "MonitoredVehicleJourney": {
            "LineRef": { "value": format!("STIF:Line::{line}:") },
            "FramedVehicleJourneyRef": { "DataFrameRef": { "value": "any" }, "DatedVehicleJourneyRef": "x" },
            "DestinationName": [{ "value": destination }],
            "MonitoredCall": call,
        },
    })
}

fn answer(visits: &[Value]) -> Vec<u8> {
    let answer = json!({ "Siri": { "ServiceDelivery": {
        "ResponseTimestamp": "2017-03-15T07:30:00.000Z",
        "ProducerRef": "IVTR_HET",
        "StopMonitoringDelivery": [{
            "ResponseTimestamp": "2017-03-15T07:30:00.000Z",
            "Version": "2.0",
            "Status": "true",
            "MonitoredStopVisit": visits,
        }],
    }}});
    serde_json::to_vec(&answer).expect("JSON")
}

#[test]
fn visits_are_laid_over_the_departures_that_they_mean() {
    let times = |aimed: &str, expected: &str, status: &str| {
        json!({
            "StopPointName": [{ "value": "Issy" }],
            "AimedDepartureTime": format!("2017-03-15T{aimed}:00.000Z"),
            "ExpectedDepartureTime": format!("2017-03-15T{expected}:00.000Z"),
            "DepartureStatus": status,
        })
    };
    let visits = [
        visit("C01727", "Juvisy", &times("07:40", "07:47", "delayed")),
        visit("C01727", "VERSAILLES", &times("07:50", "07:50", "onTime")),
        visit("C01730", "Juvisy", &times("07:55", "07:55", "cancelled")),
        visit("C01727", "Juvisy", &times("10:00", "10:00", "onTime")),
        visit("C01727", "Juvisy", &json!({ "ExpectedDepartureTime": "2017-03-15T07:41:00.000Z" })),
    ];
    let (_timetable, hub) = issy::hub("siri", ("issy.json", &answer(&visits)), CLOCK);
    let state = hub.state("live", |run| run["kept"] == 3);
    let run = &state["last_run"];
    assert_eq!(
        (&run["read"], &run["refused"], &state["features"]),
        (&5.into(), &1.into(), &3.into()),
        "{run:#}"
    );
    let lines = run["lines"].to_string();
    assert!(
        lines.contains("no aimed time") && lines.contains("1 visits fit no planned departure"),
        "{lines}"
    );
    let page = hub.hub.browser().get_json("/services/transport/arret/gtfs%2FIDFM%3A43203").json();
    let blocks = page["page"]["view"]["blocks"].as_array().cloned().unwrap_or_default();
    let feed =
        blocks.iter().map(|block| &block["feed"]).find(|feed| feed["id"] == "departs").expect("a board");
    let shown = feed["items"].as_array().expect("items").iter().take(4);
    let shown: Vec<String> = shown
        .map(|item| {
            let details = item["details"].as_array().cloned().unwrap_or_default();
            let told = details.iter().find(|detail| detail["name"] == "status-text");
            let told = told.map_or("-", |told| told["shown"].as_str().unwrap_or_default());
            format!(
                "{} {} {told}",
                &item["start"].as_str().unwrap_or_default()[11..16],
                item["title"]["shown"].as_str().unwrap_or_default()
            )
        })
        .collect();
    let wanted = [
        "07:47 Juvisy en retard de 7 min",
        "07:50 Juvisy -",
        "07:50 Versailles à l'heure",
        "07:55 Juvisy supprimé",
    ];
    assert_eq!(shown, wanted);
    assert_eq!(feed["live"], "fresh");
    // An error of the source keeps what was told, and says so.
    hub.write("issy.json", br#"{"Siri":{"ServiceDelivery":{"StopMonitoringDelivery":[{"Status":"false","ErrorCondition":{"ErrorInformation":{"ErrorText":"quota"}}}]}}}"#);
    let state = hub.state("live", |run| run["outcome"] == "refused");
    assert!(state["last_run"]["reason"].to_string().contains("quota"), "{state:#}");
    assert_eq!(state["features"], 3);
}
