//! RSS 2.0: what is new or to come, for readers of news.

use parvis_model::{Instant, TimeZone, Value};

use super::Exported;

pub(super) fn write(exported: &Exported<'_>) -> String {
    let mut file =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel>\n");
    put(&mut file, "title", &exported.title);
    put(&mut file, "link", &format!("{}/", exported.base));
    put(&mut file, "description", &exported.sources.join("; "));
    put(&mut file, "language", exported.language.tag());
    put(&mut file, "lastBuildDate", &rfc_822(exported.now));
    for (feature, page) in exported.features.iter().zip(exported.pages) {
        let text = |name: &str| match feature.property(name) {
            Some(Value::Text(text)) => text.get(exported.language).to_owned(),
            _ => String::new(),
        };
        let when = feature.period.map(|period| local(period.start, exported.zone)).unwrap_or_default();
        // Many readers show titles alone: that it is cancelled stands first.
        let title = [text("status-text"), when, feature.title.get(exported.language).to_owned()];
        let title: Vec<String> = title.into_iter().filter(|words| !words.is_empty()).collect();
        let about = ["venue", "address", "description", "text"].map(text);
        let about: Vec<String> = about.into_iter().filter(|words| !words.is_empty()).collect();
        file.push_str("<item>\n");
        put(&mut file, "title", &title.join(" – "));
        put(&mut file, "link", &format!("{}{page}", exported.base));
        file.push_str(&format!("<guid isPermaLink=\"false\">{}</guid>\n", escaped(&feature.id)));
        put(&mut file, "description", &about.join("\n"));
        file.push_str("</item>\n");
    }
    file.push_str("</channel></rss>\n");
    file
}

fn put(file: &mut String, name: &str, text: &str) {
    file.push_str(&format!("<{name}>{}</{name}>\n", escaped(text)));
}

/// Text without what XML would take for its own, and without what it cannot hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// `2026-11-26 20:00`, where the territory is.
fn local(at: Instant, zone: &TimeZone) -> String {
    at.in_zone(zone).strftime("%Y-%m-%d %H:%M").to_string()
}

/// `Thu, 26 Nov 2026 10:00:00 +0000`.
fn rfc_822(at: Instant) -> String {
    let at = at.in_zone(&TimeZone::UTC);
    at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(escaped("a<b>&\"\u{0}\u{1b}\n"), "a&lt;b&gt;&amp;&quot;\n");
        assert_eq!(rfc_822(Instant(0)), "Thu, 01 Jan 1970 00:00:00 +0000");
    }
}
