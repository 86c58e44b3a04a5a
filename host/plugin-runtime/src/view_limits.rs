//! The limits of a view, whatever contract it was written for.

use parvis_model::{Block, Feed, View};

use crate::Limits;
use crate::view_size::ViewSize;

/// Limits of a view.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ViewLimits {
    blocks: usize,
    text_chars: usize,
    bytes: usize,
    feeds: usize,
    results: usize,
}

impl From<&Limits> for ViewLimits {
    fn from(limits: &Limits) -> Self {
        Self {
            blocks: limits.view_blocks,
            text_chars: limits.view_text_chars,
            bytes: limits.view_bytes,
            feeds: limits.view_feeds,
            results: limits.view_results,
        }
    }
}

impl ViewLimits {
    /// The size of the view in bytes. The error says which limit it passes.
    pub(crate) fn check(self, view: &View) -> Result<usize, String> {
        if view.blocks.len() > self.blocks {
            return Err(format!("{} blocks; at most {}", view.blocks.len(), self.blocks));
        }
        let bytes = check_texts(view, self)?;
        check_work_of_feeds(view, self)?;
        check_names_of_feeds(view)?;
        Ok(bytes)
    }
}

/// The size of the view in bytes, refused where it or a text is too large.
fn check_texts(view: &View, limits: ViewLimits) -> Result<usize, String> {
    let size = ViewSize::of(view).map_err(|error| error.to_string())?;
    if size.longest_text > limits.text_chars {
        return Err(format!("a text of {} characters; at most {}", size.longest_text, limits.text_chars));
    }
    if size.bytes > limits.bytes {
        return Err(format!("{} bytes in all; at most {}", size.bytes, limits.bytes));
    }
    Ok(size.bytes)
}

/// Names of feeds are unique and can stand in an address.
fn check_names_of_feeds(view: &View) -> Result<(), String> {
    let mut names: Vec<&str> = feeds(view).map(|feed| feed.id.as_str()).collect();
    names.sort_unstable();
    let is_sound = |name: &str| {
        (1..=40).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let twice = names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    match twice.or_else(|| names.into_iter().find(|name| !is_sound(name))) {
        Some(name) => Err(format!("feed '{name}': its id must be unique, 1 to 40 of a-z, 0-9 and '-'")),
        None => Ok(()),
    }
}

/// The hub fills feeds in, at its own cost: how many there are and what they ask for is bounded.
fn check_work_of_feeds(view: &View, limits: ViewLimits) -> Result<(), String> {
    let count = feeds(view).count();
    if count > limits.feeds {
        return Err(format!("{count} feeds; at most {}", limits.feeds));
    }
    let results = |feed: &Feed| {
        let children = feed.children.as_ref().map_or(0, |children| children.limit);
        feed.query.limit.saturating_mul(children.saturating_add(1))
    };
    let asked = feeds(view).map(results).fold(0, usize::saturating_add);
    if asked > limits.results {
        return Err(format!(
            "its feeds ask for {asked} results, children included; at most {}",
            limits.results
        ));
    }
    Ok(())
}

fn feeds(view: &View) -> impl Iterator<Item = &Feed> {
    view.blocks.iter().filter_map(|block| match block {
        Block::Feed(feed) => Some(&**feed),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use parvis_model::{Children, Item, Layout, Query};

    fn feed(id: &str, limit: usize, children: usize) -> Block {
        let item = Item { lead: None, badge: None, title: None, details: Vec::new(), link: None };
        Block::Feed(Box::new(Feed {
            id: id.to_owned(),
            query: Query::all("stops", limit),
            layout: Layout::List,
            item: item.clone(),
            children: Some(Children {
                collection: "departures".into(),
                conditions: Vec::new(),
                during: None,
                order: Vec::new(),
                limit: children,
                item,
                empty: "".into(),
            }),
            empty: "".into(),
            no_place: "".into(),
            stale: "".into(),
            more: None,
        }))
    }

    fn view(blocks: Vec<Block>) -> View {
        View { title: "".into(), description: "".into(), blocks }
    }

    fn limits() -> ViewLimits {
        ViewLimits { blocks: 9, text_chars: 20, bytes: 1_000_000, feeds: 2, results: 26 }
    }

    #[test]
    fn blocks_are_exact() {
        let dividers = |count| limits().check(&view(vec![Block::Divider; count]));
        assert!(dividers(9).is_ok());
        assert_eq!(dividers(10).expect_err("one past it"), "10 blocks; at most 9");
    }

    #[test]
    fn feeds_and_what_they_ask_for_are_counted() {
        let work = |blocks| check_work_of_feeds(&view(blocks), limits());
        assert_eq!(work(vec![feed("a", 4, 5), feed("b", 2, 0)]), Ok(()), "24 and 2 at the limit of both");
        let past = work(vec![feed("a", 4, 5), feed("b", 3, 0)]).expect_err("one result past it");
        assert!(past.contains("27 results"), "{past}");
        let past =
            work(vec![feed("a", 1, 0), feed("b", 1, 0), feed("c", 1, 0)]).expect_err("one feed past it");
        assert_eq!(past, "3 feeds; at most 2");
        assert!(work(vec![feed("a", usize::MAX, usize::MAX), feed("b", usize::MAX, 0)]).is_err());
    }

    #[test]
    fn names_of_feeds_are_short_and_unique() {
        let named = |ids: &[&str]| check_names_of_feeds(&view(ids.iter().map(|id| feed(id, 1, 0)).collect()));
        assert!(named(&[&"a".repeat(40), "b-1"]).is_ok());
        assert!(named(&[&"a".repeat(41)]).is_err() && named(&[""]).is_err());
        assert!(named(&["a", "a"]).is_err() && named(&["A"]).is_err());
    }

    #[test]
    fn texts_and_bytes_are_exact() {
        let with = |title: &str| View { title: title.into(), ..view(Vec::new()) };
        assert!(check_texts(&with(&"é".repeat(20)), limits()).is_ok());
        assert!(check_texts(&with(&"é".repeat(21)), limits()).is_err());
        let bytes = check_texts(&with("a"), limits()).expect("small");
        assert!(check_texts(&with("a"), ViewLimits { bytes, ..limits() }).is_ok());
        assert!(check_texts(&with("a"), ViewLimits { bytes: bytes - 1, ..limits() }).is_err());
    }
}
