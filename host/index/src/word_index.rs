//! The words of a part, each with the features that hold it: a search looks there and not at every text.

use std::collections::HashMap;
use std::mem::size_of;

use parvis_model::{Feature, Text};

use crate::fold::split_words;
use crate::text_match::{folded, text_of};
use crate::typos::is_nearly;

/// No rank: the word is missing.
const NONE: u8 = u8::MAX;

/// Where a word stands: the number of the feature, doubled, and one more if it is in a property and not in the title.
type Place = u32;

/// Built when a part is searched for the first time.
///
/// Memory, once built: four bytes for each different word of a feature and four for each feature.
pub(crate) struct WordIndex {
    /// In order, with the place of the first of its places; the last ends where the next word's begin.
    words: Vec<(Box<str>, u32)>,
    places: Vec<Place>,
    /// For each feature where it stands among all in order of title.
    by_title: Vec<u32>,
}

impl WordIndex {
    /// Reads every text. O(n log n); texts that features share are read once.
    pub(crate) fn new(features: &[Feature]) -> Self {
        let mut reader = Reader::default();
        let mut found: Vec<(u32, Place)> = Vec::new();
        for (feature, number) in features.iter().zip(0..) {
            reader.read(feature, number, &mut found);
        }
        let mut words: Vec<(Box<str>, u32)> = reader.words.into_iter().collect();
        words.sort_unstable();
        let mut rank_of = vec![0; words.len()];
        words.iter().zip(0..).for_each(|((_, word), rank)| rank_of[*word as usize] = rank);
        found.iter_mut().for_each(|(word, _)| *word = rank_of[*word as usize]);
        // Stable: the places of a word stay in order.
        found.sort_by_key(|(word, _)| *word);
        let mut next = 0;
        for chunk in found.chunk_by(|a, b| a.0 == b.0) {
            words[chunk[0].0 as usize].1 = next;
            next += chunk.len() as u32;
        }
        let places = found.into_iter().map(|(_, place)| place).collect();
        Self { words, places, by_title: by_title(features) }
    }

    /// The features that hold every word, or with `forgiving` nearly, each with how far it is from a perfect match, as
    /// [`TextMatch::rank`](crate::text_match::TextMatch::rank) tells it.
    pub(crate) fn holding(&self, sought: &[String], forgiving: bool) -> Vec<(u32, u32)> {
        let mut holding: Option<Vec<(u32, u32)>> = None;
        for word in sought {
            let marks = self.marks(word, forgiving);
            let mark = |feature: u32| Some(u32::from(marks[feature as usize])).filter(|mark| *mark < 255);
            holding = Some(match holding {
                None => (0..marks.len() as u32).filter_map(|it| Some((mark(it)?, it))).collect(),
                Some(before) => {
                    before.into_iter().filter_map(|(rank, it)| Some((rank + mark(it)?, it))).collect()
                }
            });
        }
        holding.unwrap_or_default()
    }

    /// Where a feature stands among all of the part in order of title and id.
    pub(crate) fn by_title(&self, feature: u32) -> u32 {
        self.by_title[feature as usize]
    }

    /// Bytes that it takes.
    pub(crate) fn bytes(&self) -> usize {
        let letters: usize = self.words.iter().map(|(word, _)| word.len()).sum();
        letters
            + self.words.capacity() * size_of::<(Box<str>, u32)>()
            + (self.places.capacity() + self.by_title.capacity()) * size_of::<u32>()
    }

    /// For each feature how well it fits one word.
    fn marks(&self, sought: &str, forgiving: bool) -> Vec<u8> {
        let mut marks = vec![NONE; self.by_title.len()];
        let first = self.words.partition_point(|(word, _)| **word < *sought);
        let begun = self.words[first..].iter().take_while(|(word, _)| word.starts_with(sought));
        for ((word, _), number) in begun.zip(first..) {
            self.mark(number, (u8::from(word.len() > sought.len()), 2), &mut marks);
        }
        if forgiving {
            let nearly = self.words.iter().zip(0..).filter(|((word, _), _)| is_nearly(sought, word));
            nearly.for_each(|(_, number)| self.mark(number, (4, 1), &mut marks));
        }
        marks
    }

    /// Marks the features of a word: `rank` where it is in the title, and so much more where it is in a property.
    fn mark(&self, word: usize, (rank, more): (u8, u8), marks: &mut [u8]) {
        let end = self.words.get(word + 1).map_or(self.places.len(), |(_, first)| *first as usize);
        for place in &self.places[self.words[word].1 as usize..end] {
            let mark = &mut marks[(place >> 1) as usize];
            *mark = (*mark).min(rank + more * (place & 1) as u8);
        }
    }
}

fn by_title(features: &[Feature]) -> Vec<u32> {
    let title = |feature: &u32| features[*feature as usize].title.fallback();
    let mut order: Vec<u32> = (0..features.len() as u32).collect();
    // Features are in order of id, and equal titles stay so.
    order.sort_by(|a, b| title(a).cmp(title(b)));
    let mut places = vec![0; order.len()];
    order.into_iter().zip(0..).for_each(|(feature, place)| places[feature as usize] = place);
    places
}

/// Gives words numbers as they come.
#[derive(Default)]
struct Reader {
    words: HashMap<Box<str>, u32>,
    /// The words of texts in one language, by where these lie in memory: features share them.
    known: HashMap<usize, Vec<u32>>,
}

impl Reader {
    fn read(&mut self, feature: &Feature, number: u32, found: &mut Vec<(u32, Place)>) {
        let first = found.len();
        self.text(&feature.title, number << 1, found);
        for text in feature.properties.iter().filter_map(text_of) {
            self.text(text, number << 1 | 1, found);
        }
        // Each word once, the title before the properties.
        found[first..].sort_unstable();
        let mut kept = first;
        for at in first..found.len() {
            if at == first || found[at].0 != found[kept - 1].0 {
                found[kept] = found[at];
                kept += 1;
            }
        }
        found.truncate(kept);
    }

    fn text(&mut self, text: &Text, place: Place, found: &mut Vec<(u32, Place)>) {
        let shared = text.translations().is_empty().then(|| text.fallback().as_ptr() as usize);
        if let Some(words) = shared.and_then(|at| self.known.get(&at)) {
            return found.extend(words.iter().map(|word| (*word, place)));
        }
        let words: Vec<u32> =
            split_words(&folded(text)).map(|word| number_of(word, &mut self.words)).collect();
        found.extend(words.iter().map(|word| (*word, place)));
        if let Some(at) = shared {
            self.known.insert(at, words);
        }
    }
}

fn number_of(word: &str, words: &mut HashMap<Box<str>, u32>) -> u32 {
    if let Some(number) = words.get(word) {
        return *number;
    }
    let number = words.len() as u32;
    words.insert(word.into(), number);
    number
}
