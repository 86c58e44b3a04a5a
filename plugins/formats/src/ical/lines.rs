//! Lines of iCalendar: unfolded, split into name, parameters and value, gathered into components.

use super::Remark;

/// Components within each other beyond this are no calendar.
const MOST_LEVELS: usize = 16;

/// One line of content: `DTSTART;TZID=Europe/Paris:20260321T090000`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Property {
    /// Upper case.
    pub(super) name: String,
    parameters: Vec<(String, String)>,
    pub(super) value: String,
    /// From 1.
    pub(super) line: usize,
}

impl Property {
    /// The value of a parameter, its name in upper case.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What stands between `BEGIN:NAME` and `END:NAME`.
#[derive(Debug, Default)]
pub(super) struct Component {
    /// Upper case.
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) properties: Vec<Property>,
    pub(super) inner: Vec<Component>,
}

impl Component {
    pub(super) fn property(&self, name: &str) -> Option<&Property> {
        self.properties(name).next()
    }

    pub(super) fn properties<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Property> + use<'a> {
        let name = name.to_owned();
        self.properties.iter().filter(move |property| property.name == name)
    }
}

/// The outermost components of a file, and what could not be read.
pub(super) fn components(text: &str) -> (Vec<Component>, Vec<Remark>) {
    let (mut done, mut open, mut remarks) = (Vec::new(), Vec::<Component>::new(), Vec::new());
    for (line, content) in unfolded(text) {
        let Some(property) = property(&content, line) else {
            remarks.push(Remark { line, reason: "this is no line of a calendar: NAME:VALUE".to_owned() });
            continue;
        };
        match property.name.as_str() {
            "BEGIN" if open.len() < MOST_LEVELS => {
                let name = property.value.trim().to_ascii_uppercase();
                open.push(Component { name, line, ..Component::default() });
            }
            "BEGIN" => {
                let reason = format!("components within each other, more than {MOST_LEVELS}");
                remarks.push(Remark { line, reason });
            }
            "END" => close(&mut open, &mut done, &property, &mut remarks),
            _ => {
                if let Some(component) = open.last_mut() {
                    component.properties.push(property);
                }
            }
        }
    }
    for component in &open {
        let reason = format!("{} is never ended; it is left out", component.name);
        remarks.push(Remark { line: component.line, reason });
    }
    // What was whole within what was not is kept.
    done.extend(open.into_iter().flat_map(|component| component.inner));
    (done, remarks)
}

fn close(open: &mut Vec<Component>, done: &mut Vec<Component>, end: &Property, remarks: &mut Vec<Remark>) {
    let name = end.value.trim();
    if !open.last().is_some_and(|component| component.name.eq_ignore_ascii_case(name)) {
        remarks.push(Remark { line: end.line, reason: format!("END:{name} ends nothing that is open") });
        return;
    }
    let Some(component) = open.pop() else { return };
    match open.last_mut() {
        Some(around) => around.inner.push(component),
        None => done.push(component),
    }
}

/// Lines with those that go on joined to them: a line that begins with a space or a tab goes on with the one before.
fn unfolded(text: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut rest, mut number) = (text, 0);
    let mut next_line = move || {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = rest.split_at(rest.find(['\n', '\r']).unwrap_or(rest.len()));
        rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r'])).unwrap_or(after);
        number += 1;
        Some((number, line))
    };
    let mut waiting: Option<(usize, String)> = None;
    std::iter::from_fn(move || {
        loop {
            match next_line() {
                Some((_, line)) if line.starts_with([' ', '\t']) && waiting.is_some() => {
                    if let Some((_, content)) = &mut waiting {
                        content.push_str(&line[1..]);
                    }
                }
                Some((_, line)) if line.trim().is_empty() => {}
                Some((number, line)) => {
                    if let Some(done) = waiting.replace((number, line.to_owned())) {
                        return Some(done);
                    }
                }
                None => return waiting.take(),
            }
        }
    })
}

fn property(content: &str, line: usize) -> Option<Property> {
    let end_of_name = content.find([';', ':'])?;
    let (name, mut rest) = content.split_at(end_of_name);
    let name = name.trim();
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return None;
    }
    let mut parameters = Vec::new();
    while let Some(after) = rest.strip_prefix(';') {
        let (parameter, others) = split_outside_quotes(after);
        if let Some((name, value)) = parameter.split_once('=') {
            parameters.push((name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()));
        }
        rest = others;
    }
    let value = rest.strip_prefix(':')?.to_owned();
    Some(Property { name: name.to_ascii_uppercase(), parameters, value, line })
}

/// Up to the next `;` or `:` that stands outside of quotes, and from there.
fn split_outside_quotes(text: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = text.find(|c: char| {
        quoted ^= c == '"';
        !quoted && (c == ';' || c == ':')
    });
    text.split_at(end.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Component {
        let (mut all, remarks) = components(text);
        assert_eq!(remarks, []);
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    #[test]
    fn lines_that_go_on_are_joined_whatever_their_ends() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["\u{feff}BEGIN:VEVENT", "SUMMARY:Fête de", "  la mu", "\tsique", "", "END:VEVENT"];
            let event = one(&text.join(end));
            assert_eq!(event.property("SUMMARY").expect("a title").value, "Fête de la musique");
            assert_eq!(event.property("SUMMARY").expect("a title").line, 2);
        }
    }

    #[test]
    fn parameters_may_be_quoted() {
        let event = one("begin:VEVENT\ndtstart;VALUE=DATE;x=\"a;b:c\":20260321\nend:vevent");
        let start = event.property("DTSTART").expect("a start");
        assert_eq!((start.parameter("VALUE"), start.parameter("X")), (Some("DATE"), Some("a;b:c")));
        assert_eq!(start.value, "20260321");
    }

    #[test]
    fn what_is_not_whole_is_remarked_on_and_the_rest_is_kept() {
        let text =
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nthis is nothing\nEND:VTODO\nBEGIN:VEVENT\nUID:1\n";
        let (all, remarks) = components(text);
        assert_eq!(all.iter().map(|component| component.name.as_str()).collect::<Vec<_>>(), ["VEVENT"]);
        assert_eq!(remarks.iter().map(|remark| remark.line).collect::<Vec<_>>(), [4, 5, 1, 6]);
        let deep = "BEGIN:A\n".repeat(100_000);
        assert!(components(&deep).1.iter().any(|remark| remark.reason.contains("more than 16")));
    }
}
