//! The address to fetch, checked for everything that can be checked without the network.

use url::{Host, Url};

/// Longest address that is accepted, in bytes.
const MAX_LENGTH: usize = 8192;

/// An address with a scheme, a host and a port that may be fetched as far as its text goes.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    url: Url,
    host: Host,
    port: u16,
}

impl Target {
    /// Reads an absolute address. The error says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.len() > MAX_LENGTH {
            return Err(format!("it is longer than {MAX_LENGTH} bytes"));
        }
        Self::check(Url::parse(text).map_err(|e| format!("it is no absolute address: {e}"))?)
    }

    /// Where a redirect from here to `location` leads. A connection that was encrypted stays so.
    pub(crate) fn redirected(&self, location: &str) -> Result<Self, String> {
        if location.len() > MAX_LENGTH {
            return Err(format!("it is longer than {MAX_LENGTH} bytes"));
        }
        let next = Self::check(self.url.join(location).map_err(|e| e.to_string())?)?;
        if self.is_https() && !next.is_https() {
            return Err("it leads from https to http".to_owned());
        }
        Ok(next)
    }

    fn check(mut url: Url) -> Result<Self, String> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("'{}' cannot be fetched, only http and https", url.scheme()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("it must not hold a user name or password".to_owned());
        }
        let host = url.host().ok_or("it names no host")?.to_owned();
        let host = one_spelling(host).ok_or("a part of its host is empty")?;
        if url.host_str().is_some_and(|written| written.ends_with('.')) {
            url.set_host(Some(&host.to_string())).map_err(|e| e.to_string())?;
        }
        let port = url.port_or_known_default().ok_or("it names no port")?;
        Ok(Self { url, host, port })
    }

    /// The address itself.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// Its host, lower case, names in punycode, addresses in their usual form.
    pub(crate) fn host(&self) -> &Host {
        &self.host
    }

    /// Its port, written or usual.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// True if both have one scheme, host and port.
    pub(crate) fn has_origin_of(&self, other: &Target) -> bool {
        (self.url.scheme(), &self.host, self.port) == (other.url.scheme(), &other.host, other.port)
    }

    /// The host as a grant writes it: with the port only where that is not the usual one.
    pub(crate) fn shown(&self) -> String {
        match self.url.port() {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.to_string(),
        }
    }
}

/// The host without a final dot, which means the same host: there is one spelling to compare and to ask for. `None` for a
/// name with an empty part, `a..b`, which nothing has.
pub(crate) fn one_spelling(host: Host) -> Option<Host> {
    let Host::Domain(name) = host else { return Some(host) };
    let name = name.strip_suffix('.').unwrap_or(&name);
    (!name.split('.').any(str::is_empty)).then(|| Host::Domain(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_fetched_is_refused_with_a_reason() {
        for (text, reason) in [
            ("/relative", "no absolute address"),
            ("file:///etc/passwd", "'file'"),
            ("ftp://example.org/", "'ftp'"),
            ("data:text/plain,a", "'data'"),
            ("javascript:1", "'javascript'"),
            ("unix:/run/docker.sock", "'unix'"),
            ("http://", "no absolute address"),
            ("https://user@example.org/", "user name"),
            ("https://:secret@example.org/", "password"),
            ("https://example.org:99999/", "port"),
            ("https://exa mple.org/", "no absolute address"),
            ("https://1.2.3.4.5/", "no absolute address"),
            ("https://example..org/", "empty"),
            ("https://example.org../", "empty"),
        ] {
            let error = Target::parse(text).expect_err(text);
            assert!(error.contains(reason), "{text}: {error}");
        }
        assert!(Target::parse(&format!("https://example.org/{}", "a".repeat(MAX_LENGTH))).is_err());
    }

    #[test]
    fn one_host_has_one_spelling() {
        for text in [
            "https://EXAMPLE.org./a",
            "https:\\\\example.org/a",
            "https://ｅxample。org/a",
            "https:example.org/a",
        ] {
            assert_eq!(Target::parse(text).expect(text).url().as_str(), "https://example.org/a", "{text}");
        }
    }

    #[test]
    fn a_redirect_is_read_relative_and_never_leaves_https() {
        let here = Target::parse("https://example.org/a/b?c").expect("an address");
        assert_eq!(here.redirected("../d").expect("relative").url().as_str(), "https://example.org/d");
        assert_eq!(here.redirected("//other.org/").expect("relative").shown(), "other.org");
        assert!(here.redirected("http://example.org/").unwrap_err().contains("https to http"));
        assert!(here.redirected("file:///etc/passwd").unwrap_err().contains("'file'"));
        assert!(here.redirected("https://a:b@example.org/").is_err());
        let plain = Target::parse("http://example.org/").expect("an address");
        assert!(plain.redirected("https://example.org/").is_ok());
    }
}
