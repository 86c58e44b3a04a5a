//! Features: the things of the district that can be shown.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Geometry, Instant, Text, Value};

/// From a moment to another one. A feature of one moment (a departure) ends when it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First moment.
    pub start: Instant,
    /// Last moment, never before the first.
    pub end: Instant,
}

impl Period {
    /// A single moment.
    pub fn at(instant: Instant) -> Self {
        Period { start: instant, end: instant }
    }
}

/// One property of a feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Property {
    /// Name, from the collection's schema.
    pub name: Arc<str>,
    /// Its value.
    pub value: Value,
}

/// The properties of a feature. Shared: a thousand departures of one line hold one list.
pub type Properties = Arc<[Property]>;

/// Something at a place or a time: a stop, a departure, an event. Ids are unique within a collection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// Id, unique in its collection; `source/local-id` by convention.
    pub id: Box<str>,
    /// What people read first.
    pub title: Text,
    /// Where it is, if it is somewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geometry: Option<Geometry>,
    /// When it is, if it is not always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The feature it belongs to: the stop of a departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Arc<str>>,
    /// Everything else.
    pub properties: Properties,
}

impl Feature {
    /// The value of a property. Linear in the number of properties, of which there are few.
    pub fn property(&self, name: &str) -> Option<&Value> {
        self.properties.iter().find(|p| &*p.name == name).map(|p| &p.value)
    }
}
