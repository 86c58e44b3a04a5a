//! Addresses: paths of plugins, outside links, phone and e-mail. What is not sound becomes no link at all.

use parvis_model::LinkTarget;

/// An address that is safe to put into `href`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) href: String,
    /// True if it leaves the site.
    pub(crate) outside: bool,
}

impl Address {
    fn inside(href: String) -> Self {
        Address { href, outside: false }
    }
}

/// The address of a link's target as seen from a page of `plugin`; `None` if it leads nowhere safe.
pub(crate) fn target(plugin: &str, target: &LinkTarget) -> Option<Address> {
    match target {
        LinkTarget::Page(path) => page(plugin, path).map(Address::inside),
        LinkTarget::Service { plugin, path } => page(plugin, path).map(Address::inside),
        LinkTarget::Feature { collection, id } => Some(Address::inside(feature(collection, id))),
        LinkTarget::Web(address) => web(address),
        LinkTarget::Phone(number) => phone(number),
        LinkTarget::Email(address) => email(address),
    }
}

/// The address of a page of a plugin. Steps upwards are refused: they would leave the plugin's pages.
pub(crate) fn page(plugin: &str, path: &str) -> Option<String> {
    let path = encode(path.trim_start_matches('/'), "/?&=");
    let steps = path.split('?').next()?.to_ascii_lowercase().replace("%2e", ".");
    if !is_name(plugin) || steps.split('/').any(|step| step == "." || step == "..") {
        return None;
    }
    Some(if path.is_empty() { service(plugin) } else { format!("/services/{plugin}/{path}") })
}

/// How to reach the people behind a hub: an address that its operator wrote down.
pub(crate) fn contact(written: &str) -> Option<String> {
    match written.split_once(':')? {
        ("mailto", address) => email(address).map(|address| address.href),
        ("tel", number) => phone(number).map(|address| address.href),
        _ => web(written).map(|address| address.href),
    }
}

/// The text as one step of a path.
pub(crate) fn one_step(text: &str) -> String {
    encode(text, "")
}

/// The address of the hub's page about one thing.
pub(crate) fn feature(collection: &str, id: &str) -> String {
    format!("/x/{}/{}", encode(collection, ""), encode(id, "/"))
}

/// The address of the page that says who a plugin is.
pub(crate) fn about(plugin: &str) -> String {
    format!("/services/{}", encode(plugin, ""))
}

fn service(plugin: &str) -> String {
    format!("/services/{plugin}/")
}

/// A path of the hub itself, as a visitor asked for it: never another host's.
pub(crate) fn own_path(path: &str) -> String {
    format!("/{}", encode(path.trim_start_matches(['/', '\\']), "/"))
}

/// An outside web address. Only `https:`, and no user name that would disguise the host.
pub(crate) fn web(address: &str) -> Option<Address> {
    let address = address.trim();
    let scheme = address.get(..8).filter(|scheme| scheme.eq_ignore_ascii_case("https://"))?;
    let rest = &address[scheme.len()..];
    let host = rest.split(['/', '?', '#']).next()?;
    let sound =
        !host.is_empty() && !rest.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\');
    if !sound || host.contains(['@', '"', '<', '>', '\'', '%']) {
        return None;
    }
    Some(Address { href: format!("https://{host}{}", encode(&rest[host.len()..], "/?&=#")), outside: true })
}

/// The host of a web address without `www.`, for people.
pub(crate) fn host(address: &str) -> &str {
    let rest = address.trim().split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// A phone number that can be called: digits, with `+` first.
pub(crate) fn phone(number: &str) -> Option<Address> {
    let written = |c: char| c.is_ascii_digit() || " +.-()/\u{a0}\u{202f}".contains(c);
    let mut digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if !number.chars().all(written) || !(2..=15).contains(&digits.len()) {
        return None;
    }
    if number.trim_start().starts_with('+') {
        // "+33 (0)1" is written for people; the zero is not dialled.
        digits = number.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
        digits.insert(0, '+');
    }
    Some(Address::inside(format!("tel:{digits}")))
}

/// An e-mail address: one `@`, nothing that could add a header or a second addressee.
pub(crate) fn email(address: &str) -> Option<Address> {
    let address = address.trim();
    let (name, host) = address.split_once('@')?;
    let plain =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || ".-_+'".contains(c));
    (plain(name) && plain(host)).then(|| Address::inside(format!("mailto:{}", encode(address, "@+"))))
}

fn is_name(plugin: &str) -> bool {
    !plugin.is_empty() && plugin.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Percent-encodes everything but letters, digits, `-._~`, what `keep` names, and what is encoded already.
pub(crate) fn encode(text: &str, keep: &str) -> String {
    let bytes = text.as_bytes();
    let encoded_already = |i: usize| matches!(bytes.get(i + 1..i + 3), Some([a, b]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit());
    let mut out = String::with_capacity(text.len());
    for (i, byte) in bytes.iter().enumerate() {
        let char = char::from(*byte);
        let kept = char.is_ascii_alphanumeric() || "-._~".contains(char) || keep.contains(char);
        if byte.is_ascii() && (kept || (char == '%' && encoded_already(i))) {
            out.push(char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plugin_links_within_its_own_pages_only() {
        assert_eq!(
            page("transport", "stops/gtfs%2Fissy").as_deref(),
            Some("/services/transport/stops/gtfs%2Fissy")
        );
        assert_eq!(
            page("transport", "arrêt?x=1 2").as_deref(),
            Some("/services/transport/arr%C3%AAt?x=1%202")
        );
        assert_eq!(page("transport", "//evil.example").as_deref(), Some("/services/transport/evil.example"));
        assert_eq!(page("transport", "").as_deref(), Some("/services/transport/"));
        for path in ["../moi", "a/../../moi", "%2e%2E/moi", "./x"] {
            assert_eq!(page("transport", path), None, "{path}");
        }
        assert_eq!(page("Trans/port", "x"), None);
    }

    #[test]
    fn only_https_leaves_the_site() {
        assert_eq!(web("https://example.org/a b"), None);
        assert_eq!(
            web("https://example.org/é?q=1#x").expect("link").href,
            "https://example.org/%C3%A9?q=1#x"
        );
        let refused = [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "http://example.org",
            "//example.org",
            "https://",
            "https://a@b.example",
            "https://ex\"ample.org",
            "https:\\\\example.org",
            "é",
            "",
        ];
        for address in refused {
            assert_eq!(web(address), None, "{address}");
        }
    }

    #[test]
    fn phone_and_email_are_written_for_machines() {
        assert_eq!(phone("01 41 23 87 00").expect("phone").href, "tel:0141238700");
        assert_eq!(phone("+33 (0)1 41 23 87 00").expect("phone").href, "tel:+33141238700");
        assert_eq!(phone("17").expect("phone").href, "tel:17");
        assert_eq!(phone("javascript:alert(1)"), None);
        assert_eq!(email("mairie@example.org").expect("mail").href, "mailto:mairie@example.org");
        for address in ["a@b?bcc=c", "a", "a@b@c", "a b@c", "@c", "a,d@c"] {
            assert_eq!(email(address), None, "{address}");
        }
    }

    #[test]
    fn a_path_never_names_another_host() {
        assert_eq!(own_path("//evil.example/x"), "/evil.example/x");
        assert_eq!(own_path("/\\evil.example"), "/evil.example");
        assert_eq!(own_path("/a\"b"), "/a%22b");
    }
}
