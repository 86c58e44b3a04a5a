//! Texts in several languages, with the territory's first language as the fallback.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A language of the pages. A new language is a new case here and a new file of translations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French, the fallback.
    #[default]
    Fr,
    /// English.
    En,
}

impl Language {
    /// Every language that the pages speak, the fallback first.
    pub const ALL: [Language; 2] = [Language::Fr, Language::En];

    /// The BCP 47 tag: `fr` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Fr => "fr",
            Language::En => "en",
        }
    }

    /// Reads a BCP 47 tag, ignoring its region: `en-GB` is `En`. `None` for a language we do not speak.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

/// A text, in the territory's first language and possibly in others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(from = "TextForm")]
pub struct Text {
    default: Arc<str>,
    /// Shared, and one word where there are none: a read model holds millions of texts, most in one language.
    translations: Option<Arc<Vec<Translation>>>,
}

/// A text in one more language.
type Translation = (Language, Arc<str>);

impl Text {
    /// A text in the first language only.
    pub fn new(default: impl Into<Arc<str>>) -> Self {
        Self { default: default.into(), translations: None }
    }

    /// The same text with one more translation.
    pub fn with(self, language: Language, text: impl Into<Arc<str>>) -> Self {
        let others = self.translations().iter().filter(|(known, _)| *known != language);
        let mut translations = Vec::with_capacity(self.translations().len() + 1);
        translations.extend(others.cloned());
        translations.push((language, text.into()));
        Self { default: self.default, translations: Some(Arc::new(translations)) }
    }

    /// The text in `language`, or in the first language where there is no translation.
    pub fn get(&self, language: Language) -> &str {
        self.translations()
            .iter()
            .find(|(known, _)| *known == language)
            .map_or(&*self.default, |(_, text)| text)
    }

    fn has(&self, language: Language) -> bool {
        self.translations().iter().any(|(known, _)| *known == language)
    }

    /// What stands under this language in the written form: the fallback stands under the first one.
    fn written(&self, language: Language) -> &str {
        if language == Language::default() { &self.default } else { self.get(language) }
    }

    /// The text in the first language.
    pub fn fallback(&self) -> &Arc<str> {
        &self.default
    }

    /// The translations beside the first language.
    pub fn translations(&self) -> &[Translation] {
        self.translations.as_deref().map_or(&[], Vec::as_slice)
    }

    /// The text in every language that it has.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.default).chain(self.translations().iter().map(|(_, text)| &**text))
    }

    /// True if there is nothing to read in the first language.
    pub fn is_empty(&self) -> bool {
        self.default.trim().is_empty()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::new(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Text::new(text)
    }
}

/// How a text is read in JSON and TOML: a plain string, or one string per language with `fr` required.
#[derive(Deserialize)]
#[serde(untagged)]
enum TextForm {
    Plain(Arc<str>),
    PerLanguage(std::collections::BTreeMap<Language, Arc<str>>),
}

impl From<TextForm> for Text {
    fn from(form: TextForm) -> Self {
        match form {
            TextForm::Plain(text) => Text::new(text),
            TextForm::PerLanguage(mut texts) => {
                let default = texts.remove(&Language::default()).unwrap_or_default();
                let others = texts.into_iter();
                others.fold(Self::new(default), |text, (language, other)| text.with(language, other))
            }
        }
    }
}

/// Written as it is read, without copying: every view that a plugin gives is measured by its JSON form.
impl Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.translations.is_none() {
            return serializer.serialize_str(&self.default);
        }
        let known = |language| language == Language::default() || self.has(language);
        let languages = Language::ALL.into_iter().filter(|language| known(*language));
        serializer.collect_map(languages.map(|language| (language, self.written(language))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_translation_falls_back_to_french() {
        let text = Text::new("gare").with(Language::En, "station");
        assert_eq!(text.get(Language::En), "station");
        assert_eq!(Text::new("gare").get(Language::En), "gare");
    }

    #[test]
    fn both_written_forms_are_read() {
        let both: Text = serde_json::from_str(r#"{"fr":"gare","en":"station"}"#).expect("two languages");
        assert_eq!(both, Text::new("gare").with(Language::En, "station"));
        assert_eq!(serde_json::to_string(&both).expect("json"), r#"{"fr":"gare","en":"station"}"#);
        assert_eq!(serde_json::from_str::<Text>(r#""gare""#).expect("plain"), Text::new("gare"));
        assert_eq!(serde_json::to_string(&Text::new("gare")).expect("json"), r#""gare""#);
    }
}
