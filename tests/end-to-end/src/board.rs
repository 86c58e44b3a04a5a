//! The board of a stop as the hub shows it, read from the JSON form of its page.

use jiff::Timestamp;
use serde_json::Value;

/// One departure as the hub shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Start of its period.
    pub at: Timestamp,
    /// What a resident reads first, `08:33`, with what stands beside it.
    pub lead: String,
    /// The mark of the line.
    pub line: String,
    /// The title: where it goes.
    pub title: String,
    /// The mode, where the page shows it.
    pub mode: Option<String>,
}

/// The page of a stop's board. `stop` is its id in the feed.
pub fn path(stop: &str) -> String {
    let id = format!("gtfs/{stop}").replace('%', "%25").replace('/', "%2F").replace(':', "%3A");
    format!("/services/transport/arret/{id}")
}

/// Every departure in a view's JSON form, in the order of the page, wherever its feed stands.
///
/// # Errors
/// If an item of the collection `departures` lacks what a board must show.
pub fn departures(view: &Value) -> Result<Vec<Shown>, String> {
    let mut found = Vec::new();
    collect(view, &mut found)?;
    Ok(found)
}

fn collect(value: &Value, found: &mut Vec<Shown>) -> Result<(), String> {
    match value {
        Value::Object(object) if object.get("collection").is_some_and(|name| name == "departures") => {
            found.push(
                shown(value)
                    .ok_or_else(|| format!("a departure lacks start, lead, badge or title: {value}"))?,
            );
            Ok(())
        }
        Value::Object(object) => object.values().try_for_each(|inner| collect(inner, found)),
        Value::Array(list) => list.iter().try_for_each(|inner| collect(inner, found)),
        _ => Ok(()),
    }
}

fn shown(item: &Value) -> Option<Shown> {
    let words = |slot: &str| item[slot]["shown"].as_str().map(str::to_owned);
    let details = item["details"].as_array()?;
    let mode = details.iter().find(|detail| detail["name"] == "mode");
    Some(Shown {
        at: item["start"].as_str()?.parse().ok()?,
        lead: words("lead")?,
        line: words("badge")?,
        title: words("title")?,
        mode: mode.and_then(|mode| mode["value"]["code"].as_str()).map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn departures_are_found_in_the_blocks_of_a_view() {
        let item = json!({
            "collection": "departures", "id": "x", "start": "2017-03-15T07:33:00Z",
            "title": {"name": "title", "value": {"text": "Versailles"}, "shown": "Versailles"},
            "lead": {"name": "start", "value": {"instant": 1}, "shown": "08:33 in 3 min"},
            "badge": {"name": "line-code", "value": {"code": "C"}, "shown": "C"},
            "details": [{"name": "mode", "value": {"code": "rail"}, "shown": "train"}], "children": [],
        });
        let feed = json!({"feed": {"id": "board", "items": [item, {"collection": "stops", "id": "y"}]}});
        let found =
            departures(&json!({"title": "Issy", "blocks": [{"divider": null}, feed]})).expect("sound");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].line.as_str(), found[0].title.as_str()), ("C", "Versailles"));
        assert_eq!(found[0].mode.as_deref(), Some("rail"));
        let lame = json!([{"collection": "departures", "start": "2017-03-15T07:33:00Z", "details": []}]);
        assert!(departures(&lame).is_err());
    }

    #[test]
    fn ids_are_written_for_a_path() {
        assert_eq!(path("StopArea:DUA1"), "/services/transport/arret/gtfs%2FStopArea%3ADUA1");
    }
}
