//! Readers of the field's formats for plugins: GBFS, GeoJSON, GTFS-Realtime, iCalendar, OpenAgenda, SIRI-Lite, tables (CSV), XML, and mappings of their columns.
//! It must never know: the host's crates, the SDK, a plugin; where bytes come from and where rows go.
//! To add a format: a folder with its name and a reader that gives one record at a time, with where it stands.
//! Tested by the unit tests of each file, and by `tests/` on real files.

pub mod gbfs;
pub mod geojson;
pub mod gtfs_realtime;
pub mod html;
pub mod ical;
pub mod json;
pub mod mapping;
mod mark;
pub mod openagenda;
pub mod siri;
pub mod table;
pub mod xml;
