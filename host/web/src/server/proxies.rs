//! Who asks, where proxies stand between: the last address that no trusted proxy vouches for.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

use crate::Networks;

/// Who asks. Lives for the request only, and is never logged: no `Debug`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asker {
    /// The other end of the connection.
    pub(crate) peer: IpAddr,
    /// The visitor's address; `None` where a trusted proxy asks for itself or names nobody.
    pub(crate) visitor: Option<IpAddr>,
    /// Whether the connection comes from a trusted proxy.
    pub(crate) from_proxy: bool,
}

impl Asker {
    /// The right-most address of `X-Forwarded-For`, or of `Forwarded`, that is no trusted proxy. What stands further left
    /// was written by the visitor and says nothing. Without a trusted proxy the headers are not looked at.
    pub(super) fn of(peer: IpAddr, headers: &HeaderMap, trusted: &Networks) -> Asker {
        let peer = peer.to_canonical();
        let from_proxy = trusted.contain(peer);
        let visitor = if from_proxy { named(headers, trusted) } else { Some(peer) };
        Asker { peer, visitor, from_proxy }
    }
}

fn named(headers: &HeaderMap, trusted: &Networks) -> Option<IpAddr> {
    let listed = list(headers, "x-forwarded-for");
    let forwarded = list(headers, "forwarded");
    let hops: Vec<&str> =
        if listed.is_empty() { forwarded.into_iter().map(for_part).collect() } else { listed };
    let mut addresses = hops.into_iter().rev().map(address);
    // A hop that cannot be read ends the chain: beyond it nothing is vouched for.
    addresses.find(|address| address.is_none_or(|address| !trusted.contain(address)))?
}

/// The members of a header's list, in order.
fn list<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    let lines = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim).collect()
}

/// `for=192.0.2.7;proto=https`: the address of a `Forwarded` hop.
fn for_part(hop: &str) -> &str {
    let parts = hop.split(';').filter_map(|part| part.trim().split_once('='));
    parts
        .filter(|(name, _)| name.eq_ignore_ascii_case("for"))
        .map(|(_, value)| value)
        .next()
        .unwrap_or_default()
}

/// An address with or without quotes, brackets and port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim_matches('"');
    let address = text.parse::<SocketAddr>().map(|address| address.ip());
    let bare = || text.trim_matches(['[', ']']).parse::<IpAddr>().ok();
    address.ok().or_else(bare).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn visitor(peer: &str, pairs: &[(&'static str, &'static str)]) -> Option<String> {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let headers: HeaderMap = pairs.iter().map(pair).collect();
        let trusted = Networks::parse(&["127.0.0.1".into(), "10.0.0.0/8".into()]).expect("networks");
        let asker = Asker::of(peer.parse().expect("address"), &headers, &trusted);
        asker.visitor.map(|address| address.to_string())
    }

    #[test]
    fn the_last_address_that_nobody_vouches_for_is_the_visitor() {
        let seen = |value| visitor("127.0.0.1", &[("x-forwarded-for", value)]);
        assert_eq!(seen("192.0.2.7").as_deref(), Some("192.0.2.7"));
        assert_eq!(seen("198.51.100.1, 192.0.2.7, 10.1.1.1").as_deref(), Some("192.0.2.7"));
        assert_eq!(seen("192.0.2.7:4711").as_deref(), Some("192.0.2.7"));
        assert_eq!(seen("[2001:db8::1]:4711").as_deref(), Some("2001:db8::1"));
        assert_eq!(seen("198.51.100.1, unknown"), None, "beyond what cannot be read nothing counts");
        assert_eq!(seen("10.1.1.1"), None, "the proxy itself");
        assert_eq!(visitor("127.0.0.1", &[]), None);
        let forwarded = r#"for=198.51.100.1, for="[2001:db8::1]:80";proto=https"#;
        assert_eq!(visitor("127.0.0.1", &[("forwarded", forwarded)]).as_deref(), Some("2001:db8::1"));
    }

    #[test]
    fn a_stranger_is_believed_nothing() {
        let claim = [("x-forwarded-for", "10.1.1.1")];
        assert_eq!(visitor("192.0.2.7", &claim).as_deref(), Some("192.0.2.7"));
        assert_eq!(visitor("::ffff:192.0.2.7", &claim).as_deref(), Some("192.0.2.7"));
    }
}
