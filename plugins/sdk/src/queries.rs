//! Queries, piece by piece.

use crate::{Condition, Moment, Nearness, Order, OrderBy, Origin, Placement, Query, Test, TimeRange, Value};

/// Everything of a collection, up to `limit` (1 to 500).
pub fn all(collection: &str, limit: i32) -> Query {
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

/// What is within `radius_m` metres of the visitor, nearest first. Only in feeds.
pub fn near_here(collection: &str, radius_m: f64, limit: i32) -> Query {
    Query {
        placement: Some(Placement::Near(Nearness { origin: Origin::Here, radius_m })),
        ..all(collection, limit)
    }
}

/// The features of a parent.
pub fn of_parent(collection: &str, parent: &str, limit: i32) -> Query {
    Query { conditions: vec![equals("parent", Value::Code(parent.into()))], ..all(collection, limit) }
}

/// From now on.
pub fn from_now() -> TimeRange {
    during(Some(Moment::NowPlusS(0)), None)
}

/// From a moment until another; open where absent.
pub fn during(from: Option<Moment>, until: Option<Moment>) -> TimeRange {
    TimeRange { from, until }
}

/// The property has this value.
pub fn equals(property: &str, value: Value) -> Condition {
    Condition { property: property.into(), test: Test::Equals(value) }
}

/// Smallest first.
pub fn ordered_by(by: OrderBy) -> Order {
    Order { by, descending: false }
}
