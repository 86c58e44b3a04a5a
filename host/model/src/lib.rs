//! The vocabulary of the hub: ids, geometry, features, queries, feeds, views, manifests, time.
//! It must never know: I/O of any kind, async, SQL, HTTP, HTML, wasmtime; it imports none of our crates.
//! To add a word: one file per subject here, re-exported below; if plugins speak it, add it to `wit/` first.
//! Tested by the unit tests at the bottom of each file.

mod clock;
mod connector;
mod error;
mod feature;
mod feed;
mod geometry;
mod manifest;
mod permission;
mod plain_text;
mod query;
mod schema;
mod secret_headers;
mod source;
mod territory;
mod text;
mod value;
mod view;

pub use clock::{Clock, Instant, TimeZone, local_day, zoned_instant};
pub use connector::{Connector, SourceTerms};
pub use error::{InvalidField, PlatformError};
pub use feature::{Feature, Period, Properties, Property};
pub use feed::{Children, Feed, FilledFeed, FilledItem, FilledSlot, Format, Item, Layout, Slot, SlotSource};
pub use geometry::{Bounds, Geometry, Point, Shape, distance_m, walking_minutes};
pub use manifest::{
    CONNECTED_MAPPING, CONNECTED_SOURCE, CONNECTOR_NAME, Manifest, ManifestError, Schedule, SettingKind,
    SettingSpec, Verb,
};
pub use permission::{Grant, Permission};
pub use plain_text::plain_text;
pub use query::{Area, Condition, Moment, Order, OrderBy, Origin, Placement, Query, Test, TimeRange};
pub use schema::{CollectionSchema, PropertyType, STANDARD_COLLECTIONS, standard_collection};
pub use secret_headers::SecretHeaders;
pub use source::{Freshness, ReportLine, RunOutcome, RunReport, Severity, SourceInfo, SourceState};
pub use territory::{Commune, PlaceKind, PublicPlace, Territory};
pub use text::{Language, Text};
pub use value::{Money, Value};
pub use view::{
    Action, ActionStyle, Block, Choice, Contact, Fact, FeatureRef, Field, FieldKind, Figure, Form, Heading,
    Link, LinkTarget, MapBlock, Notice, NoticeKind, Progress, Search, Step, StepState, Table, Thread,
    ThreadKind, View,
};
