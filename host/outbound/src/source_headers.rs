//! Headers that a source wants to see, a key for instance: sent to where the operator named it, and nowhere else.

use parvis_model::SecretHeaders;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::error::OutboundError;
use crate::target::Target;

/// What a source wants to see of those who ask.
#[derive(Clone, Copy, Debug)]
pub struct SourceHeaders<'a> {
    /// The address of the source, as the operator wrote it.
    pub source: &'a str,
    /// The headers.
    pub headers: &'a SecretHeaders,
}

/// The same, ready to be sent.
pub(crate) struct OwnHeaders {
    source: Target,
    headers: HeaderMap,
}

impl OwnHeaders {
    pub(crate) fn new(own: SourceHeaders<'_>) -> Result<Self, OutboundError> {
        let invalid = |reason| OutboundError::Invalid { field: "source", reason };
        let mut headers = HeaderMap::new();
        for (name, value) in own.headers.exposed() {
            let name = HeaderName::from_bytes(name.as_bytes());
            let value = HeaderValue::from_str(value);
            let (Ok(name), Ok(mut value)) = (name, value) else {
                return Err(invalid("a header of its connector cannot be sent".to_owned()));
            };
            // Whoever prints the request prints `Sensitive`.
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        Ok(Self { source: Target::parse(own.source).map_err(invalid)?, headers })
    }

    /// Adds them to a request for `target`, if that is where the source is: a redirect, or another address that the plugin
    /// asks for, may lead elsewhere, or to the same host without encryption.
    pub(crate) fn add(&self, target: &Target, to: &mut HeaderMap) {
        if self.source.has_origin_of(target) {
            to.extend(self.headers.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scheme_host_and_port_of_the_source_see_its_headers() {
        let headers = SecretHeaders::new([("apikey".into(), "s3cret".into())]).expect("sound");
        let own = OwnHeaders::new(SourceHeaders { source: "https://example.org/a?b", headers: &headers });
        let own = own.expect("sound");
        let sees = |address: &str| {
            let mut sent = HeaderMap::new();
            sent.insert("apikey", HeaderValue::from_static("of the plugin"));
            own.add(&Target::parse(address).expect(address), &mut sent);
            assert!(!format!("{sent:?}").contains("s3cret"), "{sent:?}");
            sent["apikey"] == "s3cret"
        };
        assert!(sees("https://example.org/c") && sees("https://EXAMPLE.org.:443/"));
        for address in [
            "http://example.org/a?b",
            "https://example.org:8443/",
            "https://a.example.org/",
            "https://example.com/",
            "http://example.org:443/",
        ] {
            assert!(!sees(address), "{address}");
        }
    }
}
