//! Under which name residents reach the hub, and what else the operator says about it.

use std::net::IpAddr;
use std::str::FromStr;

use axum::http::{HeaderMap, Uri, header, uri::Authority};

use crate::Networks;

/// What the operator says about the hub's place in the world.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The address that residents type.
    pub public_url: Option<PublicUrl>,
    /// More names under which the hub answers.
    pub hosts: Vec<String>,
    /// Who may read `/metrics` beside the machine itself.
    pub metrics_from: Networks,
    /// Whom to tell about a weakness: an address for `security.txt`, `mailto:` or `https:`.
    pub security_contact: Option<String>,
}

/// `https://parvis.example.org`, or `http:`, with or without a port, without a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    secure: bool,
    authority: String,
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is no address of a site; write https://parvis.example.org");
        let uri: Uri = text.trim().parse().map_err(|_| wrong())?;
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(wrong()),
        };
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'));
        let Some(authority) = authority.filter(|_| uri.path() == "/" && uri.query().is_none()) else {
            return Err(format!("{}, without a path", wrong()));
        };
        Ok(Self { secure, authority: bare(authority, secure) })
    }
}

impl PublicUrl {
    /// True if residents come over https.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// `https://parvis.example.org`.
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.secure { "https" } else { "http" }, self.authority)
    }
}

impl Site {
    /// True if residents come over https: cookies are `Secure`, browsers are told to come back that way.
    pub(crate) fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(PublicUrl::is_secure)
    }

    /// Where a refusal leads: the hub's own address, or its front page.
    pub(crate) fn home(&self) -> String {
        self.public_url.as_ref().map_or_else(|| "/".to_owned(), |url| format!("{}/", url.origin()))
    }

    /// True if the hub answers under the name that was asked for. Without a public address every name will do. With one,
    /// it is that name, one of `hosts`, `localhost`, or any bare number: probes and operators come by number, and only
    /// names can be made to lead here by a stranger. A proxy that is trusted may tell the name in `X-Forwarded-Host`.
    pub(crate) fn answers_to(&self, asked: &Uri, headers: &HeaderMap, from_proxy: bool) -> bool {
        let Some(public) = &self.public_url else { return true };
        let forwarded = text(headers, "x-forwarded-host").filter(|_| from_proxy);
        let host = forwarded
            .or_else(|| asked.authority().map(Authority::as_str))
            .or_else(|| text(headers, header::HOST.as_str()));
        // HTTP/1.0 knows no Host.
        let Some(host) = host else { return true };
        let Ok(authority) = host.trim().parse::<Authority>() else { return false };
        let name = authority.host().to_ascii_lowercase();
        bare(&authority, public.secure) == public.authority
            || self.hosts.iter().any(|known| known.eq_ignore_ascii_case(&name))
            || name == "localhost"
            || name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
    }

    /// True if a browser says that a form was sent from another site. Programs send neither header and are let through:
    /// the only thing that a form of this hub changes is the sender's own cookie.
    pub(crate) fn is_forged(&self, headers: &HeaderMap) -> bool {
        if let Some(site) = text(headers, "sec-fetch-site") {
            return !matches!(site, "same-origin" | "none");
        }
        let Some(origin) = text(headers, "origin") else { return false };
        let own = self.public_url.as_ref().is_some_and(|url| url.origin() == origin);
        let same = text(headers, "host").is_some_and(|host| {
            origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host))
        });
        !own && !same
    }
}

/// In lower case, without the port that goes without saying.
fn bare(authority: &Authority, secure: bool) -> String {
    let usual = if secure { 443 } else { 80 };
    let host = authority.host().to_ascii_lowercase();
    match authority.port_u16().filter(|port| *port != usual) {
        Some(port) => format!("{host}:{port}"),
        None => host,
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    fn site(url: &str) -> Site {
        Site {
            public_url: Some(url.parse().expect("address")),
            hosts: vec!["www.hub.example".into()],
            ..Site::default()
        }
    }

    #[test]
    fn a_public_address_has_no_path() {
        let url: PublicUrl = "https://Hub.Example:443/".parse().expect("address");
        assert_eq!((url.origin().as_str(), url.is_secure()), ("https://hub.example", true));
        assert_eq!(
            "http://hub.example:8080".parse::<PublicUrl>().expect("address").origin(),
            "http://hub.example:8080"
        );
        for wrong in [
            "hub.example",
            "ftp://hub.example",
            "https://hub.example/a",
            "https://a@hub.example",
            "https://",
            "/",
        ] {
            assert!(wrong.parse::<PublicUrl>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_hub_answers_to_its_names_and_to_numbers() {
        let site = site("https://hub.example");
        let asked =
            |host: &'static str| site.answers_to(&Uri::from_static("/"), &headers(&[("host", host)]), false);
        for own in [
            "hub.example",
            "HUB.example:443",
            "www.hub.example",
            "127.0.0.1:8080",
            "localhost:8080",
            "[::1]:1",
            "192.0.2.7",
        ] {
            assert!(asked(own), "{own}");
        }
        for other in
            ["evil.example", "hub.example:8080", "hub.example.evil.example", "127.0.0.1.evil.example", "a b"]
        {
            assert!(!asked(other), "{other}");
        }
        let rewritten = headers(&[("host", "backend"), ("x-forwarded-host", "hub.example")]);
        assert!(site.answers_to(&Uri::from_static("/"), &rewritten, true), "a proxy that is trusted");
        assert!(!site.answers_to(&Uri::from_static("/"), &rewritten, false), "anybody");
        assert!(!site.answers_to(
            &Uri::from_static("http://evil.example/"),
            &headers(&[("host", "hub.example")]),
            false
        ));
        assert!(Site::default().answers_to(&Uri::from_static("/"), &headers(&[("host", "any")]), false));
    }

    #[test]
    fn a_form_from_another_site_is_forged() {
        let forged = |pairs: &[(&'static str, &'static str)]| Site::default().is_forged(&headers(pairs));
        assert!(!forged(&[]));
        assert!(!forged(&[("sec-fetch-site", "same-origin")]));
        assert!(forged(&[("sec-fetch-site", "cross-site")]));
        assert!(forged(&[("sec-fetch-site", "same-site")]));
        assert!(!forged(&[("origin", "http://hub.example"), ("host", "hub.example")]));
        assert!(forged(&[("origin", "http://evil.example"), ("host", "hub.example")]));
        assert!(forged(&[("origin", "null"), ("host", "hub.example")]));
        assert!(forged(&[("origin", "http://hub.example")]));
        let behind = [("origin", "https://hub.example"), ("host", "backend:8080")];
        assert!(!site("https://hub.example").is_forged(&headers(&behind)), "the proxy rewrote the name");
        assert!(site("http://hub.example").is_forged(&headers(&behind)), "the scheme counts");
    }
}
