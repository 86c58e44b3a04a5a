//! Searching words in titles and text properties.

use std::cell::RefCell;
use std::collections::HashMap;

use parvis_model::{Feature, Property, Text, Value};

use crate::fold::{fold, split_words, words};
use crate::typos::is_nearly;

/// Most words that are looked for: each is looked for in every text.
const MOST_WORDS: usize = 16;

/// How well a name fits what was typed, with `forgiving` small mistakes aside: 0 is best; `None` if it does not, or nothing
/// was typed.
pub fn name_rank(typed: &str, name: &Text, forgiving: bool) -> Option<u32> {
    let matching = if forgiving { TextMatch::forgiving(typed) } else { TextMatch::new(typed) }?;
    let name = folded(name);
    matching.words.iter().map(|word| matching.rank_of(word, &name, &[])).sum()
}

/// The words of what was typed, folded. The first sixteen count.
pub(crate) fn sought(text: &str) -> Vec<String> {
    let mut words = words(text);
    words.truncate(MOST_WORDS);
    words
}

/// The words that a query looks for. Each must begin a word of the title or of a text property, in any language.
pub(crate) struct TextMatch {
    words: Vec<String>,
    /// Words that are nearly those looked for count too, after all others.
    forgiving: bool,
    /// Features share titles and property lists, so most are judged once per query. The key is where the two
    /// lie in memory, which cannot move while the query runs.
    known: RefCell<HashMap<(usize, usize), Option<u32>>>,
}

impl TextMatch {
    /// `None` if the text has no word: it then asks for nothing.
    pub(crate) fn new(text: &str) -> Option<TextMatch> {
        let words = sought(text);
        (!words.is_empty()).then(|| TextMatch { words, forgiving: false, known: RefCell::default() })
    }

    /// The same, and words with a small mistake are found too.
    pub(crate) fn forgiving(text: &str) -> Option<TextMatch> {
        Some(TextMatch { forgiving: true, ..TextMatch::new(text)? })
    }

    /// How far the feature is from a perfect match (0: every word is a whole word of the title);
    /// `None` if a word is missing.
    pub(crate) fn rank(&self, feature: &Feature) -> Option<u32> {
        if !feature.title.translations().is_empty() {
            // Translations are not shared between features; their addresses tell nothing.
            return self.judge(feature);
        }
        let key = (feature.title.fallback().as_ptr() as usize, feature.properties.as_ptr() as usize);
        *self.known.borrow_mut().entry(key).or_insert_with(|| self.judge(feature))
    }

    fn judge(&self, feature: &Feature) -> Option<u32> {
        let title = folded(&feature.title);
        let properties: Vec<String> = feature.properties.iter().filter_map(text_of).map(folded).collect();
        self.words.iter().map(|word| self.rank_of(word, &title, &properties)).sum()
    }

    /// 0: a whole word of the title; 1: the beginning of one; 2 and 3: the same in a property; 4 and 5: nearly a word of the
    /// title, of a property.
    fn rank_of(&self, word: &str, title: &str, properties: &[String]) -> Option<u32> {
        let in_properties = || properties.iter().filter_map(|text| rank_in(word, text)).min();
        let nearly = |text: &str| self.forgiving && split_words(text).any(|known| is_nearly(word, known));
        rank_in(word, title)
            .or_else(|| in_properties().map(|rank| rank + 2))
            .or_else(|| nearly(title).then_some(4))
            .or_else(|| properties.iter().any(|text| nearly(text)).then_some(5))
    }
}

fn rank_in(word: &str, text: &str) -> Option<u32> {
    let begun = split_words(text).filter(|known| known.starts_with(word));
    begun.map(|known| u32::from(known.len() > word.len())).min()
}

pub(crate) fn text_of(property: &Property) -> Option<&Text> {
    match &property.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// All languages of a text, folded, one after the other.
pub(crate) fn folded(text: &Text) -> String {
    let mut all = fold(text.fallback());
    for (_, translation) in text.translations() {
        all.push('\n');
        all.push_str(&fold(translation));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use parvis_model::Language;

    fn rank(query: &str) -> Option<u32> {
        TextMatch::new(query).expect("words").rank(&library())
    }

    fn library() -> Feature {
        let property = |name: &str, value| Property { name: name.into(), value };
        Feature {
            id: "1".into(),
            title: Text::new("Médiathèque de Sèvres").with(Language::En, "Library of Sèvres"),
            geometry: None,
            period: None,
            parent: None,
            properties: [
                property("description", Value::text("Un conte pour les enfants")),
                property("kind", Value::code("secret")),
            ]
            .into(),
        }
    }

    #[test]
    fn small_mistakes_are_forgiven_where_that_is_asked() {
        let rank = |query: &str| TextMatch::forgiving(query).expect("words").rank(&library());
        assert_eq!(rank("mediateque"), Some(4), "a letter is missing");
        assert_eq!(rank("midiathéque sevrs"), Some(8));
        assert_eq!(rank("enfnats"), Some(5), "two letters changed places");
        assert_eq!(rank("sevres"), Some(0));
        assert_eq!(rank("piscine"), None);
    }

    #[test]
    fn every_word_must_begin_a_word() {
        assert_eq!(rank("SEVRES médiathèque"), Some(0));
        assert_eq!(rank("sev"), Some(1));
        assert_eq!(rank("library"), Some(0), "any language");
        assert_eq!(rank("enfants sevres"), Some(2));
        assert_eq!(rank("enf"), Some(3));
        assert_eq!(rank("sevres paris"), None, "one word is missing");
        assert_eq!(rank("theque"), None, "not the beginning of a word");
        assert_eq!(rank("secret"), None, "codes are for machines");
    }

    #[test]
    fn a_text_without_words_asks_for_nothing() {
        assert!(TextMatch::new(" - ").is_none());
    }

    #[test]
    fn sixteen_words_count_and_not_the_seventeenth() {
        let sixteen = "sevres ".repeat(15);
        assert_eq!(rank(&format!("{sixteen} sevres paris")), Some(0));
        assert_eq!(rank(&format!("{sixteen} paris")), None);
    }
}
