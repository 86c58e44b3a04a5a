//! The read model in memory and the query engine behind feeds: nearest, within, during, text, order, children.
//! It must never know: SQL, HTTP, wasmtime, grants; it holds what it is given and can be rebuilt at any time.
//! To add a way to search: a condition in `filter.rs`, an order in `order.rs`, a faster access path in `access.rs`.
//! Tested by unit tests at the bottom of each file and, against a naive engine, by `tests/`.

mod access;
mod area;
mod best;
mod builder;
mod children;
mod collection;
mod compare;
mod context;
mod filter;
mod fold;
mod grid;
mod intern;
mod nearest;
mod order;
mod part;
mod placement;
mod read_model;
mod reference;
mod run;
mod search;
mod snapshot;
mod sphere;
mod text_match;
mod timeline;
mod touching;
mod typos;
mod window;
mod word_index;
mod word_search;

pub use builder::PartBuilder;
pub use children::MAX_CHILDREN;
pub use collection::Collection;
pub use context::{Answer, Hit, QueryContext};
pub use fold::{fold, words};
pub use part::Part;
pub use read_model::ReadModel;
pub use reference::{FeatureRef, PublishedPart};
pub use run::MAX_LIMIT;
pub use snapshot::Snapshot;
pub use text_match::name_rank;
pub use touching::Touching;
