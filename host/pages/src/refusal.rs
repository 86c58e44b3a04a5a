//! What is said when the hub does not even look at a request: every language in one small page, without style or script.

use maud::{DOCTYPE, Markup, html};
use parvis_model::Language;

use crate::documents::PageError;
use crate::translator::Translator;

/// The whole document. Nobody's language is known yet, so all are there, French first.
pub(crate) fn document(translator: &Translator, error: PageError, home: &str) -> Markup {
    let say = |language, key| translator.say(language, key, &[("error", error.name().into())]);
    html! {
        (DOCTYPE)
        html lang=(Language::default().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (say(Language::default(), "error-title")) }
            }
            body {
                main {
                    @for (number, language) in Language::ALL.into_iter().enumerate() {
                        section lang=(language.tag()) {
                            @if number == 0 { h1 { (say(language, "error-title")) } }
                            @else { h2 { (say(language, "error-title")) } }
                            p { (say(language, "error-reason")) }
                            p { (say(language, "error-next")) }
                            p { a href=(home) { (say(language, "back-home")) } }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_on_the_page_and_nothing_is_loaded() {
        let translator = Translator::bundled().expect("translations");
        for error in PageError::ALL {
            let page = document(&translator, error, "https://hub.example/").into_string();
            for language in Language::ALL {
                assert!(page.contains(&format!("<section lang=\"{}\">", language.tag())), "{page}");
            }
            assert!(page.contains("href=\"https://hub.example/\"") && !page.contains("error-"), "{page}");
            assert!(!page.contains("src=") && !page.contains("<link"), "{page}");
        }
    }
}
