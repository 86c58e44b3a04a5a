//! Every page in every language, with realistic and with hostile content.

mod content;
mod dom;
mod escaping;
mod json;
mod sample;
mod sample_about;
mod sample_blocks;
mod sample_hub;
mod structure;
mod style;
mod translations;
mod weight;

use parvis_model::Language;
use parvis_pages::{Page, PageContext, Pages};

/// Every sample page in every language: its name, context, page. `mark` is added to every text.
fn all_pages(mark: &'static str) -> Vec<(String, PageContext, Page)> {
    let sample = sample::Sample { mark };
    let pages = Language::ALL.into_iter().flat_map(|language| {
        sample.pages().into_iter().map(move |(name, place, page)| {
            let path = sample.path_of(&page);
            (format!("{name}.{}", language.tag()), sample.context(language, place, path), page)
        })
    });
    pages.collect()
}

fn writer() -> Pages {
    Pages::new().expect("translations")
}
