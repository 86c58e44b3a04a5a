//! Hosts as the operator writes them: granted patterns, and the exact `host:port` of the configuration.

use std::fmt;
use std::str::FromStr;

use url::Host;

use crate::error::OutboundError;
use crate::target::{Target, one_spelling};

/// Hosts that a grant covers: `example.org`, `example.org:8443`, or `*.example.org` for its sub-domains at
/// any depth (not itself). Without a port only the usual one is covered: 443 for https, 80 for http.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPattern {
    below: bool,
    host: Host,
    port: Option<u16>,
}

impl HostPattern {
    /// The pattern that covers just the host and port of `address`, for a source that the operator named.
    pub fn of_address(address: &str) -> Result<Self, OutboundError> {
        let target = Target::parse(address)
            .map_err(|reason| OutboundError::BadHost { text: address.to_owned(), reason })?;
        Ok(Self { below: false, port: target.url().port(), host: target.host().clone() })
    }

    /// True if a grant of this pattern allows to fetch `target`.
    pub(crate) fn covers(&self, target: &Target) -> bool {
        let port = match self.port {
            Some(port) => port == target.port(),
            None => target.url().port().is_none(),
        };
        port && self.covers_host(target.host())
    }

    fn covers_host(&self, host: &Host) -> bool {
        match (&self.host, host) {
            (Host::Domain(parent), Host::Domain(name)) if self.below => {
                name.strip_suffix(parent.as_str()).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
            }
            (own, other) => own == other,
        }
    }
}

impl FromStr for HostPattern {
    type Err = OutboundError;

    fn from_str(text: &str) -> Result<Self, OutboundError> {
        let bad = |reason: String| OutboundError::BadHost { text: text.to_owned(), reason };
        let (below, rest) = match text.strip_prefix("*.") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (host, port) = host_and_port(rest).map_err(bad)?;
        let narrow = matches!(&host, Host::Domain(name) if name.contains('.'));
        if below && !narrow {
            return Err(bad("after '*.' write a domain of two parts or more, '*.example.org'".to_owned()));
        }
        Ok(Self { below, host, port })
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.below { "*." } else { "" })?;
        write!(f, "{}", self.host)?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

/// One exact host and port, `gtfs.town.lan:8080`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPort {
    host: Host,
    port: u16,
}

impl HostPort {
    /// True if `target` is exactly this host, as written, and this port.
    pub(crate) fn is(&self, target: &Target) -> bool {
        self.port == target.port() && &self.host == target.host()
    }
}

impl FromStr for HostPort {
    type Err = OutboundError;

    fn from_str(text: &str) -> Result<Self, OutboundError> {
        let bad = |reason: String| OutboundError::BadHost { text: text.to_owned(), reason };
        match host_and_port(text).map_err(bad)? {
            (host, Some(port)) => Ok(Self { host, port }),
            (_, None) => Err(bad("the port is missing, write host:port".to_owned())),
        }
    }
}

/// Splits `host`, `host:port` or `[v6]:port`, and brings the host into the form that addresses use (lower
/// case, punycode).
fn host_and_port(text: &str) -> Result<(Host, Option<u16>), String> {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (text, None),
    };
    let expected = "write 'example.org' or 'example.org:8443'";
    let port = match port.map(str::parse::<u16>) {
        None => None,
        Some(Ok(port)) if port > 0 => Some(port),
        Some(_) => return Err(format!("the port is no number from 1 to 65535; {expected}")),
    };
    let host = Host::parse(host).map_err(|e| format!("{e}; {expected}"))?;
    let host = one_spelling(host).ok_or_else(|| format!("a part of the name is empty; {expected}"))?;
    // Looked at when it is read: it may be written `%2A`.
    if matches!(&host, Host::Domain(name) if name.contains('*')) {
        return Err(format!("'*' stands only at the beginning, as in '*.example.org'; {expected}"));
    }
    Ok((host, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(pattern: &str, address: &str) -> bool {
        let pattern: HostPattern = pattern.parse().expect(pattern);
        pattern.covers(&Target::parse(address).expect(address))
    }

    #[test]
    fn a_grant_covers_its_host_and_nothing_that_looks_like_it() {
        for (pattern, address) in [
            ("example.org", "https://example.org/a"),
            ("example.org", "http://example.org:80/"),
            ("Example.ORG.", "https://EXAMPLE.org./"),
            ("example.org。", "https://example.org/"),
            ("example.org:443", "https://example.org/"),
            ("example.org:8443", "https://example.org:8443/"),
            ("*.example.org", "https://a.example.org/"),
            ("*.example.org", "https://a.b.example.org/"),
            ("*.example.org:8443", "http://a.example.org:8443/"),
            ("héron.fr", "https://xn--hron-bpa.fr/"),
            ("[2606:4700::1111]:8443", "https://[2606:4700:0::1111]:8443/"),
            ("1.1.1.1", "https://0x01010101/"),
        ] {
            assert!(covers(pattern, address), "{pattern} should cover {address}");
        }
        for (pattern, address) in [
            ("example.org", "https://notexample.org/"),
            ("example.org", "https://example.org.evil.net/"),
            ("example.org", "https://a.example.org/"),
            ("example.org", "https://example.org:8443/"),
            ("example.org", "http://example.org:443/"),
            ("example.org:8443", "https://example.org/"),
            ("*.example.org", "https://example.org/"),
            ("*.example.org", "https://notexample.org/"),
            ("*.example.org", "https://a.example.org:8443/"),
            ("1.1.1.1", "https://1.1.1.2/"),
        ] {
            assert!(!covers(pattern, address), "{pattern} should not cover {address}");
        }
    }

    #[test]
    fn what_names_no_host_is_refused_with_a_reason() {
        for text in [
            "",
            "*",
            "*.",
            "*.org",
            "*.1.1.1.1",
            "a.*.org",
            "a..org",
            "%2A.example.org",
            "example.org..",
            ".example.org",
            "example.org:",
            "example.org:0",
            "example.org:99999",
            "example.org/path",
            "https://example.org",
            "user@example.org",
            "exa mple.org",
            "[::1",
            "::1",
        ] {
            assert!(text.parse::<HostPattern>().is_err(), "'{text}' was taken for a pattern");
        }
        assert!("town.lan".parse::<HostPort>().unwrap_err().to_string().contains("host:port"));
        assert!("*.town.lan:80".parse::<HostPort>().is_err());
    }

    #[test]
    fn patterns_are_shown_as_they_are_written() {
        for text in ["example.org", "*.example.org:8443", "[2606:4700::1111]:8443"] {
            assert_eq!(text.parse::<HostPattern>().expect(text).to_string(), text);
        }
        let named = HostPattern::of_address("https://example.org:8443/feed.zip?key=1").expect("an address");
        assert_eq!(named.to_string(), "example.org:8443");
    }
}
