//! Texts for people.

use crate::{Text, Translation};

/// A text in the territory's first language; `.en("...")` adds the English one.
pub fn text(main: impl Into<String>) -> Text {
    Text { main: main.into(), translations: Vec::new() }
}

/// No text: the hub's own words, or nothing.
pub fn plain() -> Text {
    text("")
}

impl Text {
    /// The same text with its English translation.
    #[must_use]
    pub fn en(mut self, english: impl Into<String>) -> Text {
        self.translations.push(Translation { language: "en".into(), text: english.into() });
        self
    }
}

impl From<&str> for Text {
    fn from(main: &str) -> Text {
        text(main)
    }
}

impl From<String> for Text {
    fn from(main: String) -> Text {
        text(main)
    }
}
