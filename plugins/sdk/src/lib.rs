//! The friendly Rust face of the contract (`wit/v0.1`): what a Rust plugin is written with.
//! It must never know: the host's crates, a plugin, more of the contract than it passes on.
//! To add a word: the WIT first, then a constructor in the file of its subject here.
//! Tested by the unit tests of each file, and by the plugins under `plugins/` and `tests/hostile-plugins`.
//!
//! A plugin is a `cdylib` with a type that implements the exports it offers, and one line for each:
//!
//! ```ignore
//! use parvis_sdk::{self as sdk, Error, Home, View};
//!
//! struct Hello;
//!
//! impl Home for Hello {
//!     fn render(_language: String) -> Result<View, Error> {
//!         Ok(View::new("Bonjour").paragraph(sdk::text("Bonjour").en("Hello")))
//!     }
//! }
//!
//! sdk::worlds::home::export_home!(Hello with_types_in sdk::worlds::home);
//! ```
//!
//! Interfaces that are not called are not imported, so what the plugin can do is what its code does.

mod body;
mod feeds;
mod queries;
mod texts;
mod views;
pub mod worlds;

pub use body::Reader;
pub use feeds::{badge, board, item, property, slot, start};
pub use queries::{all, during, equals, from_now, near_here, of_parent, ordered_by};
pub use texts::{plain, text};

pub use worlds::imports::parvis::hub::clock::{self, Date};
pub use worlds::imports::parvis::hub::data::{
    self, Area, Condition, Feature, FeatureRef, Instant, Moment, Money, Nearness, Order, OrderBy, Origin,
    Period, Placement, Property, Query, Results, Test, TimeRange, Value,
};
pub use worlds::imports::parvis::hub::errors::{Error, InvalidField, Permission};
pub use worlds::imports::parvis::hub::feeds::{Children, Feed, Format, Item, Layout, Slot, SlotSource};
pub use worlds::imports::parvis::hub::geo::{self, Bounds, Commune, Geometry, Point};
pub use worlds::imports::parvis::hub::log::{self, Level};
pub use worlds::imports::parvis::hub::outbound::{self, Body};
pub use worlds::imports::parvis::hub::publication::{
    self, Batch, Counts, Draft, ReportLine, Row, Severity, SourceInfo,
};
pub use worlds::imports::parvis::hub::random;
pub use worlds::imports::parvis::hub::settings::{self, Setting};
pub use worlds::imports::parvis::hub::text::{Text, Translation};
pub use worlds::imports::parvis::hub::views::{
    Block, Contact, Disclosure, Fact, FeaturePage, Heading, Link, LinkTarget, Notice, NoticeKind, Progress,
    Search, ServicePage, Step, StepState, Table, View,
};

pub use worlds::home::exports::parvis::hub::home::Guest as Home;
pub use worlds::page::exports::parvis::hub::page::{Guest as Page, Parameter, Request};
pub use worlds::sync::exports::parvis::hub::sync::{Failure, Guest as Sync, Outcome};
