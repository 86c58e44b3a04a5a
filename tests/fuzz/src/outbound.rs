//! Addresses to fetch: one that is let through without asking a resolver is globally routed, by a second judgement.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use parvis_outbound::{HostPattern, HostPort, literal_address};
use url::Url;

/// Judges the text as an address, and as a host of a grant and of the configuration.
pub(crate) fn outbound(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for address in [text.to_owned(), format!("http://{text}/"), format!("https://[{text}]/")] {
        judge(&address);
    }
    if let Ok(pattern) = text.parse::<HostPattern>() {
        let written = pattern.to_string();
        assert_eq!(written.parse::<HostPattern>().as_ref().ok(), Some(&pattern), "{text:?} is {written:?}");
    }
    // Only that it does not panic: what it may reach is the operator's word.
    let _ = text.parse::<HostPort>();
}

fn judge(address: &str) {
    match literal_address(address) {
        Ok(Some(socket)) => {
            assert!(is_global(socket.ip()), "{address:?} leads to {socket}");
            let url = Url::parse(address).expect("what is let through is an address");
            assert!(matches!(url.scheme(), "http" | "https"), "{address:?}");
            assert!(url.username().is_empty() && url.password().is_none(), "{address:?}");
            let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
            let meant = host.trim_end_matches('.').parse::<IpAddr>();
            assert_eq!(meant, Ok(socket.ip()), "the client would go elsewhere: {address:?}");
            assert_eq!(url.port_or_known_default(), Some(socket.port()), "{address:?}");
        }
        // A name: what it resolves to is judged when it is known.
        Ok(None) => {}
        Err(error) => {
            let said = error.to_string();
            assert!(!said.is_empty() && said.chars().count() <= 10_000, "{said}");
            assert!(!said.chars().any(char::is_control), "written to a log: {said:?}");
        }
    }
}

/// By the text of RFC 6890 and the RFCs since, written without a look at the hub's table.
fn is_global(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_global_v4(v4),
        IpAddr::V6(v6) => is_global_v6(v6),
    }
}

fn is_global_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, d] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_broadcast()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && b & 0xC0 == 64)
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && b & 0xFE == 18)
        || [a, b, c, d] == [168, 63, 129, 16];
    !special
}

fn is_global_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let global = (0x2000..0x4000).contains(&a);
    let special = (a == 0x2001 && (b < 0x200 || b == 0xDB8)) || a == 0x2002 || (a == 0x3FFF && b < 0x1000);
    global && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_judgement_knows_inside_from_outside() {
        for inside in
            ["127.0.0.1", "10.1.2.3", "100.64.0.1", "169.254.169.254", "0.0.0.0", "::1", "::ffff:8.8.8.8"]
        {
            assert!(!is_global(inside.parse().expect(inside)), "{inside}");
        }
        for outside in ["8.8.8.8", "100.128.0.1", "2606:4700::1111"] {
            assert!(is_global(outside.parse().expect(outside)), "{outside}");
        }
    }
}
