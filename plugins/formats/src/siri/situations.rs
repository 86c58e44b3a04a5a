//! Situation exchange: what disturbs lines and stops, as XML, as JSON, or as the list that France's railways pass on.

use serde_json::Value;

use super::{moment, refusal, word};
use crate::xml;

/// What a source answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// When it was made, in milliseconds since 1970, if it says so.
    pub made_ms: Option<i64>,
    /// Situations; or why one cannot be read.
    pub situations: Vec<Result<Situation, String>>,
}

/// Something disturbs the traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Its number, one for each at its source.
    pub number: String,
    /// In few words, by language.
    pub summary: Vec<Words>,
    /// In more words, by language.
    pub description: Vec<Words>,
    /// A page about it; may be empty.
    pub url: String,
    /// When it holds: beginning and end in milliseconds since 1970, open where absent.
    pub periods: Vec<(Option<i64>, Option<i64>)>,
    /// `STIF:Line::C01727:`.
    pub lines: Vec<String>,
    /// `STIF:StopPoint:Q:41161:`, or a station's UIC number.
    pub stops: Vec<String>,
    /// Journeys that it names.
    pub journeys: Vec<String>,
    /// True if nothing runs.
    pub is_no_service: bool,
    /// True if its source has closed it.
    pub is_over: bool,
}

/// A text in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// `FR`; empty where it is not told.
    pub language: String,
    /// The text.
    pub text: String,
}

/// Names under which lines, stops and journeys are referred to, however deep.
const LINES: &[&str] = &["LineRef"];
const STOPS: &[&str] = &["StopPointRef", "StopPlaceRef", "StopAreaRef", "stop_points"];
const JOURNEYS: &[&str] =
    &["VehicleJourneyRef", "DatedVehicleJourneyRef", "TrainNumberRef", "vehicle_journeys"];

/// Reads an answer. The error is one sentence: it is no situation exchange, or the source says that something is wrong.
pub fn read(text: &str) -> Result<Delivery, String> {
    let answer = tree(text)?;
    // The list has no envelope, and nothing says when it was made.
    if let Value::Array(list) = &answer {
        return Ok(Delivery { made_ms: None, situations: list.iter().map(situation).collect() });
    }
    let service = answer
        .pointer("/Siri/ServiceDelivery")
        .ok_or("there is no Siri.ServiceDelivery: this is no situation exchange")?;
    let deliveries: Vec<&Value> = each(&service["SituationExchangeDelivery"]).collect();
    if deliveries.is_empty() {
        return Err(
            "there is no SituationExchangeDelivery: ask the source for its situation exchange".to_owned()
        );
    }
    if let Some(reason) = deliveries.iter().find_map(|delivery| refusal(delivery)) {
        return Err(format!("the source answers with an error: {reason}"));
    }
    let elements = deliveries.into_iter().flat_map(|delivery| each(&delivery["Situations"]));
    let situations = elements.flat_map(|all| each(&all["PtSituationElement"])).map(situation).collect();
    Ok(Delivery { made_ms: moment(&service["ResponseTimestamp"])?, situations })
}

fn tree(text: &str) -> Result<Value, String> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.starts_with('<') {
        true => xml::tree(text).map_err(|error| format!("line {}: {}", error.line, error.reason)),
        false => serde_json::from_str(text).map_err(|error| format!("this is neither XML nor JSON: {error}")),
    }
}

fn situation(element: &Value) -> Result<Situation, String> {
    let member = |name: &str, plain: &str| match &element[name] {
        Value::Null => element[plain].clone(),
        value => value.clone(),
    };
    let number = word(&member("SituationNumber", "situation_number"));
    if number.is_empty() {
        return Err("no SituationNumber: it cannot be told from others".to_owned());
    }
    let about = member("Affects", "affects");
    let periods = each(&element["ValidityPeriod"])
        .map(|period| Ok((moment(&period["StartTime"])?, moment(&period["EndTime"])?)));
    Ok(Situation {
        number,
        summary: words(&member("Summary", "summary")),
        description: words(&member("Description", "description")),
        url: references(&element["InfoLinks"], &["Uri"]).into_iter().next().unwrap_or_default(),
        periods: periods.collect::<Result<_, String>>()?,
        lines: references(&about, LINES),
        stops: references(&about, STOPS),
        journeys: references(&about, JOURNEYS),
        is_no_service: word(&member("Severity", "severity")).eq_ignore_ascii_case("noService"),
        is_over: word(&element["Progress"]).eq_ignore_ascii_case("closed"),
    })
}

fn words(value: &Value) -> Vec<Words> {
    let one = |value: &Value| Words { language: word(&value["lang"]), text: word(value) };
    each(value).map(one).filter(|words| !words.text.is_empty()).collect()
}

/// Everything that stands under one of these names.
fn references(value: &Value, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    collect(value, names, &mut found);
    found
}

fn collect(value: &Value, names: &[&str], found: &mut Vec<String>) {
    match value {
        Value::Array(several) => several.iter().for_each(|one| collect(one, names, found)),
        Value::Object(members) => {
            for (name, member) in members {
                match names.contains(&name.as_str()) {
                    true => found.extend(each(member).map(word).filter(|word| !word.is_empty())),
                    false => collect(member, names, found),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// XML has one element or several where JSON has a list.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    match value {
        Value::Null => [].iter(),
        Value::Array(several) => several.iter(),
        one => std::slice::from_ref(one).iter(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Siri xmlns="http://www.siri.org.uk/siri" version="2.0"><ServiceDelivery>
  <ResponseTimestamp>2017-03-15T07:30:00Z</ResponseTimestamp>
  <SituationExchangeDelivery version="2.0"><Status>true</Status><Situations>
    <PtSituationElement>
      <SituationNumber>works</SituationNumber>
      <Progress>open</Progress>
      <ValidityPeriod><StartTime>2017-03-15T06:00:00+01:00</StartTime></ValidityPeriod>
      <Severity>noService</Severity>
      <Summary xml:lang="FR">Travaux à Issy</Summary><Summary xml:lang="EN">Works in Issy</Summary>
      <Description>Aucun train.</Description>
      <InfoLinks><InfoLink><Uri>https://example.org/travaux</Uri></InfoLink></InfoLinks>
      <Affects>
        <Networks><AffectedNetwork><AffectedLine><LineRef>STIF:Line::C01727:</LineRef></AffectedLine></AffectedNetwork></Networks>
        <StopPoints>
          <AffectedStopPoint><StopPointRef>STIF:StopPoint:Q:41161:</StopPointRef></AffectedStopPoint>
          <AffectedStopPoint><StopPointRef>STIF:StopPoint:Q:41162:</StopPointRef></AffectedStopPoint>
        </StopPoints>
      </Affects>
    </PtSituationElement>
  </Situations></SituationExchangeDelivery>
</ServiceDelivery></Siri>"#;

    const JSON: &str = r#"{"Siri": {"ServiceDelivery": {"ResponseTimestamp": "2017-03-15T07:30:00Z",
        "SituationExchangeDelivery": [{"Status": "true", "Situations": {"PtSituationElement": [{
            "SituationNumber": {"value": "works"}, "Progress": "open",
            "ValidityPeriod": [{"StartTime": "2017-03-15T06:00:00+01:00"}], "Severity": "noService",
            "Summary": [{"value": "Travaux à Issy", "lang": "FR"}, {"value": "Works in Issy", "lang": "EN"}],
            "Description": [{"value": "Aucun train."}],
            "InfoLinks": {"InfoLink": [{"Uri": "https://example.org/travaux"}]},
            "Affects": {"Networks": {"AffectedNetwork": [{"AffectedLine": [{"LineRef": {"value": "STIF:Line::C01727:"}}]}]},
                "StopPoints": {"AffectedStopPoint": [
                    {"StopPointRef": {"value": "STIF:StopPoint:Q:41161:"}},
                    {"StopPointRef": {"value": "STIF:StopPoint:Q:41162:"}}]}}
        }]}}]}}}"#;

    fn one(text: &str) -> (Option<i64>, Situation) {
        let mut read = read(text).expect("sound");
        assert_eq!(read.situations.len(), 1);
        (read.made_ms, read.situations.remove(0).expect("a situation"))
    }

    #[test]
    fn a_situation_is_the_same_in_xml_and_in_json() {
        assert_eq!(one(XML), one(JSON));
        let (made, works) = one(XML);
        assert_eq!((made, works.number.as_str()), (Some(1_489_563_000_000), "works"));
        let summary: Vec<_> =
            works.summary.iter().map(|words| (words.language.as_str(), words.text.as_str())).collect();
        assert_eq!(summary, [("FR", "Travaux à Issy"), ("EN", "Works in Issy")]);
        assert_eq!(works.periods, [(Some(1_489_554_000_000), None)]);
        assert_eq!((works.lines.len(), works.stops.len(), works.journeys.len()), (1, 2, 0));
        assert_eq!(
            (works.url.as_str(), works.is_no_service, works.is_over),
            ("https://example.org/travaux", true, false)
        );
        assert!(one(&XML.replace(">open<", ">closed<")).1.is_over);
    }

    #[test]
    fn the_list_of_the_railways_is_read_too() {
        let list = r#"[{"situation_number": "QOM:1", "summary": "", "description": "Le guichet\nest fermé.", "severity": "slight",
            "affects": [{"stop_points": ["87781104", "87615286"], "vehicle_journeys": ["843124"]}]}]"#;
        let (made, closed) = one(list);
        assert_eq!((made, closed.summary.len(), closed.description.len()), (None, 0, 1));
        assert_eq!(
            (closed.stops.as_slice(), closed.journeys.len()),
            (["87781104".to_owned(), "87615286".to_owned()].as_slice(), 1)
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        let refused = |text: &str| read(text).expect_err("refused");
        assert!(refused("{}").contains("situation exchange"), "{}", refused("{}"));
        assert!(refused("<Siri><a></Siri>").starts_with("line 1:"), "{}", refused("<Siri><a></Siri>"));
        assert!(refused("hello").contains("neither"), "{}", refused("hello"));
        let empty = r#"{"Siri": {"ServiceDelivery": {"StopMonitoringDelivery": []}}}"#;
        assert!(refused(empty).contains("SituationExchangeDelivery"));
        let quota = JSON.replace(
            r#""Status": "true""#,
            r#""Status": "false", "ErrorCondition": {"Description": "quota"}"#,
        );
        assert!(refused(&quota).contains("quota"));
        let nameless = read(&JSON.replace("SituationNumber", "Number")).expect("sound");
        assert!(nameless.situations[0].as_ref().expect_err("refused").contains("SituationNumber"));
        let when = read(&JSON.replace("T06:00:00+01:00", " 06:00")).expect("sound");
        assert!(when.situations[0].as_ref().expect_err("refused").contains("06:00"));
    }
}
