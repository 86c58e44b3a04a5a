//! Plain words out of HTML: what people read, without tags and with line breaks where there were blocks.

/// Tags that begin a new line.
const BLOCKS: [&str; 14] =
    ["br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "section", "blockquote"];
/// Tags whose content nobody reads.
const SILENT: [&str; 2] = ["script", "style"];

/// The words of a piece of HTML. Nothing of it is run or fetched, whatever it says. Cost: one pass.
pub fn words(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        push(&mut words, &rest[..at]);
        rest = &rest[at..];
        rest = match rest.starts_with('<') {
            true => after_tag(&mut words, rest),
            false => after_entity(&mut words, rest),
        };
    }
    push(&mut words, rest);
    words.trim().to_owned()
}

/// White space of the source is one space; none at the beginning of a line.
fn push(words: &mut String, text: &str) {
    for c in text.chars() {
        match c.is_whitespace() {
            false => words.push(c),
            true if words.ends_with([' ', '\n']) || words.is_empty() => {}
            true => words.push(' '),
        }
    }
}

fn new_line(words: &mut String) {
    words.truncate(words.trim_end_matches(' ').len());
    if !words.is_empty() && !words.ends_with('\n') {
        words.push('\n');
    }
}

fn after_tag<'h>(words: &mut String, html: &'h str) -> &'h str {
    let inside = &html[1..];
    let is_tag = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let Some(end) = inside.find('>').filter(|_| is_tag) else {
        words.push('<');
        return inside;
    };
    let (tag, rest) = (&inside[..end], &inside[end + 1..]);
    let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    if BLOCKS.contains(&name.as_str()) {
        new_line(words);
    }
    if !SILENT.contains(&name.as_str()) || tag.starts_with('/') {
        return rest;
    }
    // Without an end nothing follows that is for people.
    let end = rest.to_ascii_lowercase().find(&format!("</{name}"));
    end.map_or("", |end| &rest[end..])
}

fn after_entity<'h>(words: &mut String, html: &'h str) -> &'h str {
    let end = html.find(';').filter(|end| *end <= 10);
    let entity = end.and_then(|end| Some((entity(&html[1..end])?, end)));
    let Some((c, end)) = entity else {
        words.push('&');
        return &html[1..];
    };
    words.push(c);
    &html[end + 1..]
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(number).filter(|c| !c.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "rsquo" => '’',
        "laquo" => '«',
        "raquo" => '»',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "euro" => '€',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "oelig" => 'œ',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_blocks_are_lines() {
        let html = "<p>Au <strong>stand&nbsp;28</strong>,\n   all&eacute;e D&#160;: <br/>1 &lt; 2 &amp; 3</p><ul><li>un</li><li>deux</li></ul>";
        assert_eq!(
            words(html),
            "Au stand\u{a0}28, allée D\u{a0}: \n1 < 2 & 3\nun\ndeux".replace(": \n", ":\n")
        );
    }

    #[test]
    fn nothing_of_it_is_run_and_what_is_no_tag_stays() {
        assert_eq!(words("a<script>alert('x')</script>b<style>p{}</style>c"), "abc");
        assert_eq!(words("<script>never ended"), "");
        assert_eq!(words("3 < 4 && 5 > 4 &unknown; & <3"), "3 < 4 && 5 > 4 &unknown; & <3");
        assert_eq!(words("<!-- note -->x<img src=x onerror=y>"), "x");
        assert_eq!(words("&#0;&#x1b;&lt;b&gt;"), "&#0;&#x1b;<b>");
        assert_eq!(words("  plain   words \n here "), "plain words here");
    }
}
