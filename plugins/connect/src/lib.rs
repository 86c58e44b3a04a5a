//! A run of a connector: open the source, read it, publish what is sound under the connector's name, tell of the rest.
//! It must never know: the host's crates, a plugin, which collection is filled.
//! To serve one more kind of source: a reader in `parvis-formats`; here only what every run does.
//! Tested by the unit tests of each file, and from outside by `tests/connectors`.
//!
//! A plugin's task is then a reader and a row:
//!
//! ```text
//! connect::run(Collection { name: "places", columns: &["phone"] }, &[], |source, rows| {
//!     connect::each_record(source, rows, &mut |record| place(record).map(|row| vec![row]))
//! })
//! ```

mod fingerprint;
mod geometry;
mod ids;
mod records;
mod rows;
mod run;
mod source;
mod typed;
mod zones;

use geometry::geometry;
pub use ids::id;
pub use records::{Each, each_feature, each_record};
pub use rows::{Collection, Rows};
pub use run::{run, run_always};
pub use source::Source;
pub use typed::{boolean, codes, hours, in_words, lines, phone, shortened, url};
pub use zones::HubZones;
