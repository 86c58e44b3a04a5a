//! RSS 2.0: what is new or to come, for readers of news.

use parvis_model::{Instant, Value};

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
        let when = feature.period.map(|period| format!("{} – ", day(period.start))).unwrap_or_default();
        let text = |name: &str| match feature.property(name) {
            Some(Value::Text(text)) => text.get(exported.language).to_owned(),
            _ => String::new(),
        };
        let about = ["status-text", "venue", "address", "description", "text"].map(text);
        let about: Vec<String> = about.into_iter().filter(|words| !words.is_empty()).collect();
        file.push_str("<item>\n");
        put(&mut file, "title", &format!("{when}{}", feature.title.get(exported.language)));
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

/// `2026-11-26`, in UTC.
fn day(at: Instant) -> String {
    at.to_string().split('T').next().unwrap_or_default().to_owned()
}

/// `Thu, 26 Nov 2026 10:00:00 +0000`.
fn rfc_822(at: Instant) -> String {
    let at = at.in_zone(&parvis_model::TimeZone::UTC);
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
