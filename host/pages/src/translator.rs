//! The hub's own sentences, from the Fluent files in `translations/`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use parvis_model::Language;
use unic_langid::LanguageIdentifier;

use crate::PagesError;

/// The sentences of every language. Safe to share between threads.
pub struct Translator {
    bundles: Vec<(Language, FluentBundle<FluentResource>)>,
}

impl Translator {
    /// Reads the files that are part of the binary.
    pub fn bundled() -> Result<Self, PagesError> {
        let read = |language: Language| Ok((language, bundle(language, source(language))?));
        Ok(Self { bundles: Language::ALL.into_iter().map(read).collect::<Result<_, PagesError>>()? })
    }

    /// The sentence `key` in `language`, or in the first language where it is missing there.
    /// A key that no file has is answered by the key itself; a test looks for such keys.
    pub fn say(&self, language: Language, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        [language, Language::default()]
            .into_iter()
            .find_map(|language| self.sentence(language, key, &args))
            .unwrap_or_else(|| key.to_owned())
    }

    fn sentence(&self, language: Language, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let (_, bundle) = self.bundles.iter().find(|(known, _)| *known == language)?;
        let pattern = bundle.get_message(key)?.value()?;
        // What goes wrong inside a sentence (a missing argument) shows as its name in braces.
        let mut errors = Vec::new();
        Some(bundle.format_pattern(pattern, Some(args), &mut errors).into_owned())
    }
}

fn source(language: Language) -> &'static str {
    match language {
        Language::Fr => include_str!("../translations/fr.ftl"),
        Language::En => include_str!("../translations/en.ftl"),
    }
}

fn bundle(language: Language, source: &str) -> Result<FluentBundle<FluentResource>, PagesError> {
    let refuse = |reason: String| PagesError::Translations { language, reason };
    let resource = FluentResource::try_new(source.to_owned())
        .map_err(|(_, errors)| refuse(format!("{:?}", errors.first())))?;
    let tag: LanguageIdentifier = language.tag().parse().map_err(|e| refuse(format!("language tag: {e}")))?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Fluent would put invisible marks around every argument; our languages run one way.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).map_err(|errors| refuse(format!("{:?}", errors.first())))?;
    Ok(bundle)
}
