//! The one query type: where, near or in, during, text, order, after, limit. Mirrors `data.query` of the contract.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Bounds, Instant, Point, Value};

/// What to look for in one collection. Everything given must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// The collection, `stops`.
    pub collection: String,
    /// Conditions on properties.
    pub conditions: Vec<Condition>,
    /// Near a place or within an area.
    pub placement: Option<Placement>,
    /// Only what happens in this range.
    pub during: Option<TimeRange>,
    /// Words that must all be found in the title or in text properties, accents and case aside.
    pub text: Option<String>,
    /// Order keys, the most important first. Empty: nearest if near, else soonest if during, else by title.
    pub order: Vec<Order>,
    /// Continue after this feature id of the previous answer.
    pub after: Option<String>,
    /// At most this many, 1 to 500.
    pub limit: usize,
}

impl Query {
    /// Everything of a collection, up to `limit`.
    pub fn all(collection: impl Into<String>, limit: usize) -> Self {
        Query {
            collection: collection.into(),
            conditions: Vec::new(),
            placement: None,
            during: None,
            text: None,
            order: Vec::new(),
            after: None,
            limit,
        }
    }
}

/// A condition on one property, or on `id` and `parent`, which are addressed like properties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// Name of the property.
    pub property: String,
    /// What must hold.
    pub test: Test,
}

/// A test of a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// Equal to; a list of codes is equal to a code that it holds.
    Equals(Value),
    /// Not equal to (or absent).
    Differs(Value),
    /// Equal to one of.
    OneOf(Vec<Value>),
    /// At least.
    AtLeast(Value),
    /// At most.
    AtMost(Value),
    /// Has any value.
    Present,
    /// Has no value.
    Absent,
}

/// Near something, or within an area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Placement {
    /// Within `radius_m` metres of an origin.
    Near {
        /// From where.
        origin: Origin,
        /// At most this far in metres, 1 to 50,000.
        radius_m: f64,
    },
    /// Inside an area.
    Inside(Area),
}

/// A place to measure from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Where the visitor is; only the hub knows.
    Here,
    /// Where the visitor goes, the second place of a page that asks for two.
    There,
    /// A given point.
    Point(Point),
    /// Another feature.
    Feature {
        /// Its collection.
        collection: String,
        /// Its id.
        id: Arc<str>,
    },
}

/// An area of the territory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// The whole territory.
    Territory,
    /// One commune, by its INSEE code.
    Commune(String),
    /// The commune where the visitor is.
    CommuneHere,
    /// A box.
    Bounds(Bounds),
}

/// A moment that the hub works out for each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// Now, moved by seconds. In feeds, now is the beginning of the minute.
    NowPlusS(i64),
    /// The first moment of today in the territory's time zone, moved by days.
    Day(i32),
    /// A fixed moment.
    At(Instant),
}

/// From a moment to another; open where absent. A feature is in the range if any part of its period is.
/// A feature without a period is in every range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeRange {
    /// Not over before this moment.
    pub from: Option<Moment>,
    /// Started before this moment.
    pub until: Option<Moment>,
}

/// One order key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// By what.
    pub by: OrderBy,
    /// Largest first.
    pub descending: bool,
}

/// What to order by. Features without the value come last in either direction; ties are broken by id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderBy {
    /// Distance to the origin of `near`.
    Distance,
    /// Start of the period.
    Start,
    /// Title, in the alphabet of people: accents and case aside.
    Title,
    /// How well the text matches.
    Relevance,
    /// A property.
    Property(String),
}
