//! Stop monitoring as JSON: which vehicles come to a stop, and when.

use serde_json::Value;

use super::{moment, refusal, word};

/// What a source answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// When it was made, in milliseconds since 1970, if it says so.
    pub made_ms: Option<i64>,
    /// Visits of vehicles; or why one cannot be read.
    pub visits: Vec<Result<Visit, String>>,
}

/// A vehicle comes to a stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// `STIF:StopPoint:Q:41161:`.
    pub stop: String,
    /// `STIF:Line::C01727:`; may be empty.
    pub line: String,
    /// Where it goes, for people; may be empty.
    pub destination: String,
    /// When it is to leave by the timetable, in milliseconds since 1970.
    pub aimed_ms: Option<i64>,
    /// When it will leave.
    pub expected_ms: Option<i64>,
    /// True if it does not come.
    pub is_cancelled: bool,
}

/// Reads an answer. The error is one sentence: it is no stop monitoring, or the source says that something is wrong.
pub fn read(json: &Value) -> Result<Delivery, String> {
    let service = json
        .pointer("/Siri/ServiceDelivery")
        .ok_or("there is no Siri.ServiceDelivery: this is no SIRI-Lite")?;
    let deliveries = service["StopMonitoringDelivery"].as_array();
    let deliveries =
        deliveries.ok_or("there is no StopMonitoringDelivery: ask the source for stop monitoring")?;
    if let Some(reason) = deliveries.iter().find_map(refusal) {
        return Err(format!("the source answers with an error: {reason}"));
    }
    let visits = deliveries
        .iter()
        .flat_map(|delivery| delivery["MonitoredStopVisit"].as_array().into_iter().flatten());
    Ok(Delivery { made_ms: moment(&service["ResponseTimestamp"])?, visits: visits.map(visit).collect() })
}

fn visit(visit: &Value) -> Result<Visit, String> {
    let stop = word(&visit["MonitoringRef"]);
    if stop.is_empty() {
        return Err("no MonitoringRef: which stop is meant is not known".to_owned());
    }
    let journey = &visit["MonitoredVehicleJourney"];
    let call = &journey["MonitoredCall"];
    let time = |names: [&str; 2]| -> Result<Option<i64>, String> {
        Ok(moment(&call[names[0]])?.or(moment(&call[names[1]])?))
    };
    let destinations = [&call["DestinationDisplay"], &journey["DestinationName"]];
    let statuses = ["DepartureStatus", "ArrivalStatus"].map(|name| word(&call[name]));
    Ok(Visit {
        stop,
        line: word(&journey["LineRef"]),
        destination: destinations.into_iter().map(word).find(|words| !words.is_empty()).unwrap_or_default(),
        aimed_ms: time(["AimedDepartureTime", "AimedArrivalTime"])?,
        expected_ms: time(["ExpectedDepartureTime", "ExpectedArrivalTime"])?,
        is_cancelled: statuses.iter().any(|status| status.eq_ignore_ascii_case("cancelled")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn answer(visit: &Value) -> Value {
        json!({"Siri": {"ServiceDelivery": {
            "ResponseTimestamp": "2017-03-15T07:30:00.123Z",
            "StopMonitoringDelivery": [{"Status": "true", "MonitoredStopVisit": [visit]}],
        }}})
    }

    #[test]
    fn a_visit_is_read_in_both_spellings() {
        let values = json!({
            "MonitoringRef": {"value": "STIF:StopPoint:Q:41161:"},
            "MonitoredVehicleJourney": {
                "LineRef": {"value": "STIF:Line::C01727:"},
                "DestinationName": [{"value": "Versailles"}],
                "MonitoredCall": {
                    "AimedDepartureTime": "2017-03-15T07:33:00.000Z",
                    "ExpectedDepartureTime": "2017-03-15T08:38:00+01:00",
                    "DepartureStatus": "delayed",
                },
            },
        });
        let texts = json!({
            "MonitoringRef": "STIF:StopPoint:Q:41161:",
            "MonitoredVehicleJourney": {
                "LineRef": "STIF:Line::C01727:",
                "MonitoredCall": {
                    "DestinationDisplay": "Versailles",
                    "AimedArrivalTime": "2017-03-15T07:33:00Z",
                    "ExpectedArrivalTime": "2017-03-15T07:38:00Z",
                },
            },
        });
        for visit in [values, texts] {
            let read = read(&answer(&visit)).expect("sound");
            assert_eq!(read.made_ms, Some(1_489_563_000_123));
            let visit = read.visits[0].as_ref().expect("a visit");
            assert_eq!(
                (visit.line.as_str(), visit.destination.as_str()),
                ("STIF:Line::C01727:", "Versailles")
            );
            assert_eq!(
                (visit.aimed_ms, visit.expected_ms),
                (Some(1_489_563_180_000), Some(1_489_563_480_000))
            );
            assert!(!visit.is_cancelled);
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let error = read(&json!({"error": "key"})).expect_err("refused");
        assert!(error.contains("SIRI-Lite"), "{error}");
        let refused = json!({"Siri": {"ServiceDelivery": {"StopMonitoringDelivery": [{
            "Status": "false",
            "ErrorCondition": {"ErrorInformation": {"ErrorText": "Le couple MonitoringRef/LineRef n'existe pas"}},
        }]}}});
        assert!(read(&refused).expect_err("refused").contains("n'existe pas"));
        let nowhere = read(&answer(&json!({}))).expect("sound");
        assert!(nowhere.visits[0].as_ref().expect_err("refused").contains("MonitoringRef"));
        let when = json!({"MonitoringRef": "x", "MonitoredVehicleJourney": {"MonitoredCall": {"AimedDepartureTime": "08:33"}}});
        assert!(
            read(&answer(&when)).expect("sound").visits[0].as_ref().expect_err("refused").contains("08:33")
        );
    }
}
