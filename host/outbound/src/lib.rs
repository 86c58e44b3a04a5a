//! The hub's only door to the outside: fetching granted addresses, and opening files that the operator named.
//! It must never know: plugins, HTML, SQL, storage; it is told which hosts are granted and never grants one itself.
//! To add a header that is passed on or kept: one word in `fetch.rs`; a refused range: one line in `address.rs`.
//! Tested by the unit tests at the bottom of each file, and by `tests/outbound` against servers of its own.

mod address;
mod connect;
mod error;
mod fetch;
mod file;
mod grants;
mod incoming;
mod resolve;
mod source_headers;
mod spool;
mod target;
mod traffic;

pub use address::special_range;
pub use error::OutboundError;
pub use fetch::{FetchRequest, Fetched, Outbound, OutboundConfig};
pub use grants::{HostPattern, HostPort};
pub use resolve::literal_address;
pub use source_headers::SourceHeaders;
pub use traffic::{Exchange, Traffic};
