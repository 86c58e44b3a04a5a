//! Features: the things of the district that can be shown.

use std::num::NonZeroU64;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Geometry, Instant, Text, Value};

/// From a moment to another one. A feature of one moment (a departure) ends when it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "Ends", try_from = "Ends")]
pub struct Period {
    /// First moment.
    pub start: Instant,
    /// Milliseconds until the last moment and one more: never zero, so that a feature without a period needs no room to say
    /// so. There are millions of features.
    length: NonZeroU64,
}

impl Period {
    /// From one moment to another; none if the other comes first.
    pub fn new(start: Instant, end: Instant) -> Option<Self> {
        let length = NonZeroU64::MIN.saturating_add(end.0.abs_diff(start.0));
        (start <= end).then_some(Period { start, length })
    }

    /// A single moment.
    pub fn at(instant: Instant) -> Self {
        Period { start: instant, length: NonZeroU64::MIN }
    }

    /// Last moment, never before the first.
    pub fn end(self) -> Instant {
        Instant(self.start.0.saturating_add_unsigned(self.length.get() - 1))
    }
}

/// A period as it is written.
#[derive(Serialize, Deserialize)]
struct Ends {
    start: Instant,
    end: Instant,
}

impl From<Period> for Ends {
    fn from(period: Period) -> Self {
        Ends { start: period.start, end: period.end() }
    }
}

impl TryFrom<Ends> for Period {
    type Error = &'static str;

    fn try_from(ends: Ends) -> Result<Self, Self::Error> {
        Period::new(ends.start, ends.end).ok_or("a period ends before it starts")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_keeps_its_ends_and_takes_no_room_to_be_absent() {
        for (start, end) in [(0, 0), (-5, 7), (-5, i64::MAX), (i64::MIN + 2, i64::MAX)] {
            let period = Period::new(Instant(start), Instant(end)).expect("in order");
            assert_eq!((period.start.0, period.end().0), (start, end));
            let written = serde_json::to_string(&period).expect("written");
            assert_eq!(serde_json::from_str::<Period>(&written).expect("read"), period);
        }
        assert!(Period::new(Instant(1), Instant(0)).is_none());
        assert!(serde_json::from_str::<Period>(r#"{"start":1,"end":0}"#).is_err());
        assert_eq!(size_of::<Option<Period>>(), 16);
    }
}
