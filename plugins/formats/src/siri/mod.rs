//! SIRI-Lite, French profile of SIRI 2: what sources tell of stops and of disruptions, asked for and answered over HTTP.

pub mod situations;
pub mod stop_monitoring;

use jiff::Timestamp;
use serde_json::Value;

/// What a source says where it cannot answer.
fn refusal(delivery: &Value) -> Option<String> {
    let status = word(&delivery["Status"]);
    if !status.eq_ignore_ascii_case("false") {
        return None;
    }
    let condition = &delivery["ErrorCondition"];
    let texts =
        ["/ErrorInformation/ErrorText", "/ErrorInformation/ErrorDescription", "/Description", "/ErrorText"];
    let words = texts.iter().filter_map(|at| condition.pointer(at)).map(word).find(|words| !words.is_empty());
    Some(words.unwrap_or_else(|| "no reason given".to_owned()))
}

/// A word that is written as a text, as `{"value": ...}`, or as a list of either.
fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Object(object) => object.get("value").map(word).unwrap_or_default(),
        Value::Array(list) => list.first().map(word).unwrap_or_default(),
        Value::Null | Value::Number(_) => String::new(),
    }
}

/// Milliseconds since 1970 of a time with its offset; none where there is no time.
fn moment(value: &Value) -> Result<Option<i64>, String> {
    let text = word(value);
    if text.is_empty() {
        return Ok(None);
    }
    let read: Timestamp =
        text.parse().map_err(|_| format!("{text:?} is no time with its offset (2026-03-15T08:33:00Z)"))?;
    Ok(Some(read.as_millisecond()))
}
