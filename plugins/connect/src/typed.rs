//! Texts of a source as values of properties. What a text cannot mean is left out, never guessed.

use parvis_sdk::{Value, text};

/// Longest text that is shown of a description, in signs.
const LONGEST_TEXT: usize = 3_000;

/// Words for people, at most 3,000 signs; none if there are none.
pub fn in_words(words: &str) -> Option<Value> {
    let words = shortened(words, LONGEST_TEXT);
    (!words.is_empty()).then(|| Value::Text(text(words)))
}

/// The words, cut after the last whole one that fits.
pub fn shortened(words: &str, most: usize) -> String {
    let words = words.trim();
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let cut: String = words.chars().take(most.saturating_sub(1)).collect();
    let end = cut.rfind(char::is_whitespace).filter(|end| *end > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

/// Several words of one cell as codes, between semicolons, commas or bars, each once.
pub fn codes(cell: &str) -> Option<Value> {
    let mut codes: Vec<String> = Vec::new();
    for word in lines(cell) {
        if !codes.contains(&word) && codes.len() < 50 {
            codes.push(word);
        }
    }
    (!codes.is_empty()).then_some(Value::Codes(codes))
}

/// The parts of a cell between semicolons or bars; of one without either, between commas.
pub fn lines(cell: &str) -> Vec<String> {
    let separators: &[char] = if cell.contains([';', '|']) { &[';', '|', '\n'] } else { &[',', '\n'] };
    let parts = cell.split(separators).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.chars().take(100).collect()).collect()
}

/// A web address; one without `https://` gets it.
pub fn url(cell: &str) -> Option<Value> {
    let cell = cell.split_whitespace().next()?;
    let address = match cell.contains("://") {
        true => cell.to_owned(),
        false => format!("https://{cell}"),
    };
    let sound = ["https://", "http://"].iter().any(|start| address.starts_with(start));
    (sound && address.contains('.') && address.len() <= 1_000).then_some(Value::Url(address))
}

/// A phone number as its owner writes it: at least three digits.
pub fn phone(cell: &str) -> Option<Value> {
    let first = cell.split([';', '/', '|', '\n']).next()?.trim();
    let digits = first.chars().filter(char::is_ascii_digit).count();
    let sound = first.chars().all(|c| c.is_ascii_digit() || "+ .-()".contains(c) || c == '\u{a0}');
    (sound && (3..=15).contains(&digits)).then(|| Value::Phone(first.to_owned()))
}

/// Opening hours in the syntax of OpenStreetMap; prose is no opening hours.
pub fn hours(cell: &str) -> Option<Value> {
    let cell = cell.trim().trim_matches('"');
    let starts = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH", "24/7"];
    let sound =
        starts.iter().any(|start| cell.starts_with(start)) || cell.starts_with(|c: char| c.is_ascii_digit());
    (sound && cell.len() <= 500 && cell.contains(|c: char| c.is_ascii_digit() || c == 'f'))
        .then(|| Value::OpeningHours(cell.to_owned()))
}

/// Yes or no, in the words of French and English tables.
pub fn boolean(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "true" | "oui" | "vrai" | "yes" | "1" | "o" => Some(true),
        "false" | "non" | "faux" | "no" | "0" | "n" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_words() {
        assert_eq!(shortened("  un deux  ", 20), "un deux");
        assert_eq!(shortened("un deux trois quatre", 15), "un deux trois…");
        assert_eq!(shortened(&"x".repeat(30), 10).chars().count(), 10);
    }

    #[test]
    fn what_cannot_be_meant_is_left_out() {
        assert!(
            url("www.example.org/a b")
                .is_some_and(|it| matches!(it, Value::Url(url) if url == "https://www.example.org/a"))
        );
        assert!(url("javascript://x.y").is_none() && url("voir le site").is_none());
        assert!(
            phone("01 23 45 67 89 / 06")
                .is_some_and(|it| matches!(it, Value::Phone(it) if it == "01 23 45 67 89"))
        );
        assert!(phone("appeler Paul").is_none() && phone("12").is_none());
        assert!(hours("Mo-Fr 09:00-12:00").is_some() && hours("24/7").is_some());
        assert!(hours("du lundi au vendredi").is_none());
        assert_eq!((boolean("OUI"), boolean("non"), boolean("?")), (Some(true), Some(false), None));
    }

    #[test]
    fn words_of_a_cell_are_told_apart_once() {
        let Some(Value::Codes(found)) = codes("Histoire;Beaux-arts, peinture;Histoire") else {
            panic!("codes")
        };
        assert_eq!(found, ["Histoire", "Beaux-arts, peinture"]);
        assert_eq!(lines("a, b"), ["a", "b"]);
        assert!(codes(" ; ").is_none());
    }
}
