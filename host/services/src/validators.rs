//! What the sources of connectors answered last: one that has not changed since need not send itself again.

use std::collections::BTreeMap;
use std::sync::Mutex;

use parvis_outbound::Fetched;

/// By the connector's name. Lost at the end of the process: the next run then asks for everything once.
#[derive(Debug, Default)]
pub(crate) struct Validators(Mutex<BTreeMap<String, Known>>);

#[derive(Clone, Debug)]
struct Known {
    /// Component, grants, settings and day: of others the answer says nothing.
    made_of: String,
    /// `if-none-match`, `if-modified-since`.
    conditions: Vec<(String, String)>,
    /// True once the run that got this answer ended well.
    good: bool,
}

impl Validators {
    /// Headers that ask for the source only if it has changed.
    pub(crate) fn conditions(&self, connector: &str, made_of: &str) -> Vec<(String, String)> {
        let Ok(known) = self.0.lock() else { return Vec::new() };
        let known = known.get(connector).filter(|known| known.good && known.made_of == made_of);
        known.map(|known| known.conditions.clone()).unwrap_or_default()
    }

    /// Notes an answer. It counts once the run has ended well.
    pub(crate) fn answered(&self, connector: &str, made_of: &str, fetched: &Fetched) {
        if fetched.status() == 200 {
            self.note(connector, made_of, fetched.headers());
        }
    }

    fn note(&self, connector: &str, made_of: &str, headers: &[(String, String)]) {
        let condition = |(name, value): &(String, String)| match name.as_str() {
            "etag" => Some(("if-none-match".to_owned(), value.clone())),
            "last-modified" => Some(("if-modified-since".to_owned(), value.clone())),
            _ => None,
        };
        let conditions = headers.iter().filter_map(condition).collect();
        let known = Known { made_of: made_of.to_owned(), conditions, good: false };
        if let Ok(mut all) = self.0.lock() {
            all.insert(connector.to_owned(), known);
        }
    }

    /// The run of a connector ended.
    pub(crate) fn run_ended(&self, connector: &str, well: bool) {
        let Ok(mut all) = self.0.lock() else { return };
        match all.get_mut(connector) {
            Some(known) if well => known.good = true,
            _ => drop(all.remove(connector)),
        }
    }

    /// Forgets everything: connectors have changed.
    pub(crate) fn clear(&self) {
        if let Ok(mut all) = self.0.lock() {
            all.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_good_run_was_made_of_is_asked_about() {
        let validators = Validators::default();
        let headers = [("etag", "\"1\""), ("last-modified", "Thu"), ("content-type", "text/calendar")];
        validators.note("issy", "a", &headers.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert!(validators.conditions("issy", "a").is_empty(), "the run has not ended");
        validators.run_ended("issy", true);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let conditions = [pair("if-none-match", "\"1\""), pair("if-modified-since", "Thu")];
        assert_eq!(validators.conditions("issy", "a"), conditions);
        assert!(validators.conditions("issy", "b").is_empty(), "another day or other settings");
        validators.run_ended("issy", false);
        assert!(validators.conditions("issy", "a").is_empty(), "a refused run keeps nothing");
    }
}
