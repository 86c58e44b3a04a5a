//! The pen of one page: the words of its language, the texts of plugins, the moment and the zone.

use fluent_bundle::FluentValue;
use maud::{Markup, html};
use parvis_model::{Instant, Language, Text};

use crate::{PageContext, Translator};

/// Writes in the language of one page.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'a> {
    translator: &'a Translator,
    pub(crate) context: &'a PageContext,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(translator: &'a Translator, context: &'a PageContext) -> Self {
        Self { translator, context }
    }

    /// A sentence of the hub.
    pub(crate) fn say(&self, key: &str) -> String {
        self.translator.say(self.context.language, key, &[])
    }

    /// A sentence of the hub with values in it.
    pub(crate) fn say_with(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        self.translator.say(self.context.language, key, args)
    }

    /// A text of a plugin, in the page's language where it has one.
    pub(crate) fn plain<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.context.language)
    }

    /// The same text, marked with its language where it is not the page's, so that it is read aloud rightly.
    pub(crate) fn text(&self, text: &Text) -> Markup {
        let words = self.plain(text);
        match self.other_language(text) {
            Some(language) => html! { span lang=(language.tag()) { (words) } },
            None => html! { (words) },
        }
    }

    /// The language of the text, if it is not the page's.
    pub(crate) fn other_language(&self, text: &Text) -> Option<Language> {
        let here = self.context.language;
        let translated = text.translations().iter().any(|(language, _)| *language == here);
        (here != Language::default() && !translated && !text.is_empty()).then(Language::default)
    }

    /// Wall-clock time in the territory.
    pub(crate) fn local(&self, at: Instant) -> jiff::ZonedDateTime {
        at.in_zone(&self.context.zone)
    }
}
