//! One resolution per request, and the check of what it found.

use std::net::SocketAddr;

use url::Host;

use crate::address::special_range;
use crate::error::OutboundError;
use crate::grants::HostPort;
use crate::target::Target;

/// The addresses of `target` that may be connected to: those of the outside, or all if the operator listed
/// the host as private. Asks the resolver once; never answers an empty list.
pub(crate) async fn checked_addresses(
    target: &Target,
    private: &[HostPort],
) -> Result<Vec<SocketAddr>, OutboundError> {
    let found = lookup(target).await?;
    if is_listed(target, private) {
        return Ok(found);
    }
    only_outside(target, found)
}

/// True if the operator listed exactly this host and port as private.
pub(crate) fn is_listed(target: &Target, private: &[HostPort]) -> bool {
    private.iter().any(|listed| listed.is(target))
}

/// Where `url` leads if its host is written as a number, judged as before every connection; `None` if the host is a
/// name, which is judged when it is resolved. Costs no I/O. Errors: `Invalid`, `Refused`.
pub fn literal_address(url: &str) -> Result<Option<SocketAddr>, OutboundError> {
    let target =
        Target::parse(url).map_err(|reason| OutboundError::Invalid { field: "request.url", reason })?;
    let Some(address) = written(&target) else { return Ok(None) };
    only_outside(&target, vec![address]).map(|outside| outside.first().copied())
}

/// The address, if the host is written as a number.
fn written(target: &Target) -> Option<SocketAddr> {
    match target.host() {
        Host::Ipv4(address) => Some((*address, target.port()).into()),
        Host::Ipv6(address) => Some((*address, target.port()).into()),
        Host::Domain(_) => None,
    }
}

async fn lookup(target: &Target) -> Result<Vec<SocketAddr>, OutboundError> {
    let port = target.port();
    let name = match target.host() {
        Host::Domain(name) => name.as_str(),
        _ => return Ok(written(target).into_iter().collect()),
    };
    let failed = |reason: String| OutboundError::Failed { host: target.shown(), reason };
    let found: Vec<SocketAddr> = tokio::net::lookup_host((name, port))
        .await
        .map_err(|e| failed(format!("its name cannot be resolved: {e}")))?
        .collect();
    if found.is_empty() {
        return Err(failed("its name has no address".to_owned()));
    }
    Ok(found)
}

/// Drops every address that is not of the outside; an error if none is left.
fn only_outside(target: &Target, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, OutboundError> {
    let mut refused = None;
    let mut outside = Vec::with_capacity(found.len());
    for address in found {
        match special_range(address.ip()) {
            None => outside.push(address),
            Some(range) => refused = Some((address.ip(), range)),
        }
    }
    match refused {
        Some((address, range)) if outside.is_empty() => Err(OutboundError::Refused {
            host: target.shown(),
            reason: format!("{address} is not an outside address ({range})"),
        }),
        _ => Ok(outside),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_addresses_are_dropped_from_a_mixed_answer() {
        let target = Target::parse("https://example.org/").expect("an address");
        let read = |list: &[&str]| list.iter().map(|a| a.parse().expect(a)).collect::<Vec<SocketAddr>>();
        let mixed = read(&["127.0.0.1:443", "1.1.1.1:443", "[::1]:443", "[2606:4700::1111]:443"]);
        let kept = only_outside(&target, mixed).expect("two outside addresses");
        assert_eq!(kept, read(&["1.1.1.1:443", "[2606:4700::1111]:443"]));
        let error = only_outside(&target, read(&["10.0.0.7:443", "[fe80::1]:443"])).unwrap_err();
        assert!(matches!(error, OutboundError::Refused { .. }), "{error}");
    }

    #[tokio::test]
    async fn only_the_exact_host_and_port_that_is_listed_may_be_inside() {
        let private = ["127.0.0.1:8080".parse().expect("a host and port")];
        for (address, open) in [
            ("http://127.0.0.1:8080/", true),
            ("http://0x7f.1:8080/", true),
            ("http://127.0.0.1:8081/", false),
            ("http://127.0.0.1/", false),
            ("http://127.0.0.2:8080/", false),
            ("http://localhost:8080/", false),
            ("http://[::ffff:127.0.0.1]:8080/", false),
        ] {
            let target = Target::parse(address).expect(address);
            let answer = checked_addresses(&target, &private).await;
            assert_eq!(answer.is_ok(), open, "{address}: {answer:?}");
            let refused = matches!(answer, Err(OutboundError::Refused { .. }));
            assert_eq!(refused, !open, "{address}: {answer:?}");
        }
    }
}
