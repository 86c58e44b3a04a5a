//! Headers that the source of a connector wants to see, `apikey`: for its own host alone, and for nobody's eyes.

use std::collections::BTreeMap;
use std::fmt;

/// Most headers of one source.
const MOST: usize = 8;
/// Longest name and value, in bytes: a signed token takes some thousand.
const LONGEST_NAME: usize = 64;
const LONGEST_VALUE: usize = 4_096;
/// Headers that make the request what it is: they are the hub's own. Those that begin so are, too.
const OF_THE_HUB: [&str; 13] = [
    "accept-encoding",
    "connection",
    "cookie",
    "expect",
    "forwarded",
    "host",
    "keep-alive",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
];
const OF_THE_HUB_BEGIN: [&str; 4] = ["content-", "if-", "proxy-", "sec-"];

/// Names in lower case, with their values. It is written by nothing but the database, which asks for them by
/// [`exposed`](Self::exposed): no `Serialize`, and `Debug` shows the names alone.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct SecretHeaders(BTreeMap<String, String>);

impl SecretHeaders {
    /// Reads them as the operator wrote them. The error names the header and never shows its value.
    pub fn new(written: impl IntoIterator<Item = (String, String)>) -> Result<Self, String> {
        let mut headers = BTreeMap::new();
        for (name, value) in written {
            let name = name.to_ascii_lowercase();
            check_name(&name).map_err(|reason| format!("headers.{}: {reason}", shown(&name)))?;
            check_value(&value).map_err(|reason| format!("headers.{name}: {reason}"))?;
            if headers.insert(name.clone(), value).is_some() {
                return Err(format!("headers.{name}: it is written twice"));
            }
        }
        match headers.len() {
            0..=MOST => Ok(Self(headers)),
            many => Err(format!("headers: {many} of them; at most {MOST}")),
        }
    }

    /// Names and values, for the database and for the request itself.
    pub fn exposed(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// The names, which are no secret.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for SecretHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

fn check_name(name: &str) -> Result<(), String> {
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || name.len() > LONGEST_NAME || !name.bytes().all(sign) {
        return Err(format!("the name of a header takes 1 to {LONGEST_NAME} letters, digits, '-' and '_'"));
    }
    if OF_THE_HUB.contains(&name) || OF_THE_HUB_BEGIN.iter().any(|begin| name.starts_with(begin)) {
        return Err("the hub writes this header itself; write the one that the source asks for its key in, \
                    such as apikey or authorization"
            .to_owned());
    }
    Ok(())
}

fn check_value(value: &str) -> Result<(), String> {
    if value.is_empty() || value.len() > LONGEST_VALUE {
        return Err(format!("its value has {} bytes; write 1 to {LONGEST_VALUE}", value.len()));
    }
    let sound = value.bytes().all(|byte| matches!(byte, b' '..=b'~')) && value.trim() == value;
    if !sound {
        return Err("its value has a line break, an accent or a space at an end, which no key has".to_owned());
    }
    Ok(())
}

/// A name that may be anything, for a message of one line.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Result<SecretHeaders, String> {
        SecretHeaders::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn headers_are_sound_and_unseen() {
        let headers = of(&[("apiKey", "s3cret"), ("Authorization", "Bearer s3cret")]).expect("sound");
        assert_eq!(headers.names().collect::<Vec<_>>(), ["apikey", "authorization"]);
        assert_eq!(headers.exposed()["apikey"], "s3cret");
        assert_eq!(format!("{headers:?}"), r#"{"apikey", "authorization"}"#);
        assert!(of(&[("a", &"x".repeat(4_096))]).is_ok() && of(&[]).expect("none").is_empty());
    }

    #[test]
    fn what_cannot_be_sent_is_told_without_its_value() {
        let nine: Vec<String> = (0..9).map(|at| format!("a{at}")).collect();
        let nine: Vec<(&str, &str)> = nine.iter().map(|name| (name.as_str(), "s3cret")).collect();
        for (pairs, words) in [
            (&[("Host", "s3cret")][..], "headers.host: the hub writes"),
            (&[("cookie", "s3cret")], "the hub writes"),
            (&[("Content-Length", "s3cret")], "the hub writes"),
            (&[("Transfer-Encoding", "s3cret")], "the hub writes"),
            (&[("If-None-Match", "s3cret")], "the hub writes"),
            (&[("api key", "s3cret")], "headers.api key: the name"),
            (&[("", "s3cret")], "the name"),
            (&[("apikey", "s3cret\r\nhost: x")], "a line break"),
            (&[("apikey", "s3crèt")], "an accent"),
            (&[("apikey", " s3cret")], "a space at an end"),
            (&[("apikey", "")], "1 to 4096"),
            (&[("apikey", &"s3cret".repeat(700))], "4200 bytes"),
            (&[("apikey", "s3cret"), ("ApiKey", "s3cret")], "twice"),
            (&nine, "at most 8"),
        ] {
            let error = of(pairs).expect_err(words);
            assert!(error.contains(words) && !error.contains("s3cr"), "{words}: {error}");
        }
    }
}
