//! A run of a connector: open the source, read it, publish what is sound under the connector's name, tell of the rest.
//! It must never know: the host's crates, a plugin, which collection is filled.
//! To serve one more kind of source: a reader in `parvis-formats`; here only what every run does.
//! Tested by the unit tests of each file, and from outside by `tests/connectors`.
//!
//! A plugin's task is then a reader and a row:
//!
//! ```text
//! connect::run(Collection { name: "places", columns: &["phone"] }, &[], |source, rows| {
//!     geojson::read(source.reader(), &mut |number, feature| rows.take(number, feature.and_then(row)))
//! })
//! ```

mod geometry;
mod records;
mod rows;
mod run;
mod source;
mod typed;
mod zones;

pub use geometry::geometry;
pub use records::{Each, each_record};
pub use rows::{Collection, Rows};
pub use run::{run, run_always};
pub use source::Source;
pub use typed::{boolean, codes, hours, in_words, lines, phone, price, shortened, url};
pub use zones::HubZones;
