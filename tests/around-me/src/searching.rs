//! `/chercher` by the number of features.

use std::hint::black_box;

use anyhow::{Result, ensure};
use parvis_pages::{Page, Visitor};

use crate::Extent;
use crate::asked::{Asked, asked};
use crate::hub::Hub;

/// What is typed, and why.
const TYPED: [(&str, &str); 6] = [
    ("mediatheque", "one word that many titles hold"),
    ("concert jardin", "a title and a description"),
    ("12 rue pasteur", "an address"),
    ("mediateque moliere", "a mistake"),
    ("pour", "a word of five twelfths of all features"),
    ("zyxwvut", "nothing"),
];
/// Searches of one round.
const TIMES: usize = 3;

/// What a search took in every hub.
pub(crate) struct Searched {
    pub(crate) words: &'static str,
    pub(crate) why: &'static str,
    /// Results in the largest hub.
    pub(crate) results: usize,
    /// One for each hub.
    pub(crate) pages: Vec<Asked>,
}

/// Measures all words in all hubs in one set of rounds.
pub(crate) fn measure(hubs: &[Hub], visitor: &Visitor, extent: Extent) -> Result<Vec<Searched>> {
    // Search may be slow: a third of the rounds will do.
    let rounds = extent.rounds.div_ceil(3);
    let all = asked(hubs.len() * TYPED.len(), (rounds, TIMES), |variant, _| {
        let (words, _) = TYPED[variant / hubs.len()];
        search(&hubs[variant % hubs.len()], visitor, words).map(|page| drop(black_box(page)))
    })?;
    let searched = TYPED.iter().zip(all.chunks(hubs.len())).map(|((words, why), pages)| {
        let results = hubs.last().map_or(Ok(0), |hub| results(hub, visitor, words))?;
        Ok(Searched { words, why, results, pages: pages.to_vec() })
    });
    let searched: Vec<Searched> = searched.collect::<Result<_>>()?;
    ensure!(searched.iter().take(TYPED.len() - 1).all(|one| one.results > 0), "a search found nothing");
    Ok(searched)
}

/// The page of one search.
pub(crate) fn search(hub: &Hub, visitor: &Visitor, words: &str) -> Result<String> {
    let composed = hub.composer.search(visitor, &[("q".to_owned(), words.to_owned())]);
    Ok(composed.map_err(|error| anyhow::anyhow!("no page: {error:?}"))?.html())
}

fn results(hub: &Hub, visitor: &Visitor, words: &str) -> Result<usize> {
    let composed = hub.composer.search(visitor, &[("q".to_owned(), words.to_owned())]);
    let composed = composed.map_err(|error| anyhow::anyhow!("no page: {error:?}"))?;
    let Page::Search(page) = &composed.page else { anyhow::bail!("another page") };
    Ok(page.groups.iter().map(|group| group.found.len()).sum::<usize>() + page.places.len())
}
