//! Standard collections and their schemas, owned by the hub.

use serde::{Deserialize, Serialize};

use crate::Value;

/// The type of a property. The cases mirror `data.property-type` of the contract and those of [`Value`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each case is the case of `Value` with the same name")]
pub enum PropertyType {
    Text,
    Code,
    Codes,
    Integer,
    Number,
    Boolean,
    Instant,
    Date,
    DurationS,
    LengthM,
    Price,
    Url,
    Phone,
    Email,
    OpeningHours,
    Colour,
    Feature,
    Image,
    Point,
}

impl PropertyType {
    /// The type of a value.
    pub fn of(value: &Value) -> PropertyType {
        match value {
            Value::Text(_) => PropertyType::Text,
            Value::Code(_) => PropertyType::Code,
            Value::Codes(_) => PropertyType::Codes,
            Value::Integer(_) => PropertyType::Integer,
            Value::Number(_) => PropertyType::Number,
            Value::Boolean(_) => PropertyType::Boolean,
            Value::Instant(_) => PropertyType::Instant,
            Value::Date(_) => PropertyType::Date,
            Value::DurationS(_) => PropertyType::DurationS,
            Value::LengthM(_) => PropertyType::LengthM,
            Value::Price(_) => PropertyType::Price,
            Value::Url(_) => PropertyType::Url,
            Value::Phone(_) => PropertyType::Phone,
            Value::Email(_) => PropertyType::Email,
            Value::OpeningHours(_) => PropertyType::OpeningHours,
            Value::Colour(_) => PropertyType::Colour,
            Value::Feature(_) => PropertyType::Feature,
            Value::Image(_) => PropertyType::Image,
            Value::Point(_) => PropertyType::Point,
        }
    }
}

/// The schema of a collection: its name and the types of its properties. Changes are additive.
#[derive(Clone, Copy, Debug)]
pub struct CollectionSchema {
    /// Name, plural, English, from the field's standard.
    pub name: &'static str,
    /// Where the words come from.
    pub standard: &'static str,
    /// Properties and their types.
    pub properties: &'static [(&'static str, PropertyType)],
}

impl CollectionSchema {
    /// The type of a property, `None` if the schema has no such property.
    pub fn property(&self, name: &str) -> Option<PropertyType> {
        self.properties.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

/// The standard collection of that name.
pub fn standard_collection(name: &str) -> Option<&'static CollectionSchema> {
    STANDARD_COLLECTIONS.iter().find(|schema| schema.name == name)
}

use PropertyType as T;

/// Every standard collection. To add one: a line here, a row in `wit/README.md`.
pub const STANDARD_COLLECTIONS: &[CollectionSchema] = &[
    CollectionSchema {
        name: "stops",
        standard: "GTFS stops.txt",
        properties: &[
            ("code", T::Code),
            ("lines", T::Codes),
            ("modes", T::Codes),
            ("wheelchair", T::Code),
            ("zone", T::Code),
            ("commune", T::Code),
            ("platforms", T::Codes),
        ],
    },
    CollectionSchema {
        name: "lines",
        standard: "GTFS routes.txt",
        properties: &[
            ("code", T::Code),
            ("code-colour", T::Colour),
            ("mode", T::Code),
            ("agency", T::Text),
            ("sort", T::Integer),
            ("routes", T::Codes),
        ],
    },
    CollectionSchema {
        name: "departures",
        standard: "GTFS stop_times.txt",
        properties: &[
            ("line", T::Feature),
            ("line-code", T::Code),
            ("line-code-colour", T::Colour),
            ("mode", T::Code),
            ("mission", T::Code),
            ("platform", T::Text),
            ("platform-stop", T::Code),
            ("trip", T::Code),
            ("pickup", T::Code),
            ("about", T::Boolean),
            ("scheduled", T::Instant),
            ("status", T::Code),
            ("status-text", T::Text),
        ],
    },
    CollectionSchema {
        name: "trips",
        standard: "GTFS trips.txt and stop_times.txt, the trips of these days",
        properties: &[("line", T::Feature), ("code", T::Code), ("stop-times", T::Codes)],
    },
    CollectionSchema {
        name: "vehicles",
        standard: "GTFS-Realtime VehiclePosition",
        properties: &[
            ("line", T::Feature),
            ("line-code", T::Code),
            ("line-code-colour", T::Colour),
            ("mode", T::Code),
            ("trip", T::Code),
            ("bearing", T::Number),
        ],
    },
    CollectionSchema {
        name: "regularity",
        standard: "counts of what GTFS-Realtime and SIRI told, made by the hub",
        properties: &[
            ("line", T::Feature),
            ("line-code", T::Code),
            ("line-code-colour", T::Colour),
            ("day", T::Date),
            ("planned", T::Integer),
            ("observed", T::Integer),
            ("on-time", T::Integer),
            ("late", T::Integer),
            ("cancelled", T::Integer),
            ("added", T::Integer),
            ("on-time-share", T::Number),
        ],
    },
    CollectionSchema {
        name: "calls",
        standard: "GTFS stop_times.txt, the stops of a line in order",
        properties: &[("stop", T::Feature), ("line", T::Feature), ("order", T::Integer)],
    },
    CollectionSchema {
        name: "alerts",
        standard: "GTFS-Realtime Alert",
        properties: &[
            ("cause", T::Code),
            ("effect", T::Code),
            ("text", T::Text),
            ("url", T::Url),
            ("lines", T::Codes),
            ("stops", T::Codes),
        ],
    },
    CollectionSchema {
        name: "events",
        standard: "schema.org Event",
        properties: &[
            ("description", T::Text),
            ("price", T::Price),
            ("conditions", T::Text),
            ("venue", T::Text),
            ("address", T::Text),
            ("commune", T::Code),
            ("url", T::Url),
            ("image", T::Image),
            ("status", T::Code),
            ("status-text", T::Text),
            ("audience", T::Codes),
            ("accessibility", T::Codes),
            ("accessibility-text", T::Text),
            ("keywords", T::Codes),
            ("series", T::Code),
        ],
    },
    CollectionSchema {
        name: "places",
        standard: "schema.org Place",
        properties: &[
            ("kind", T::Code),
            ("description", T::Text),
            ("address", T::Text),
            ("commune", T::Code),
            ("opening-hours", T::OpeningHours),
            ("phone", T::Phone),
            ("email", T::Email),
            ("url", T::Url),
            ("accessibility", T::Codes),
            ("accessibility-text", T::Text),
            ("keywords", T::Codes),
        ],
    },
    CollectionSchema {
        name: "addresses",
        standard: "Base Adresse Nationale",
        properties: &[("street", T::Text), ("postcode", T::Code), ("commune", T::Code)],
    },
    CollectionSchema {
        name: "vehicle-stations",
        standard: "GBFS station_information and station_status",
        properties: &[
            ("bikes", T::Integer),
            ("ebikes", T::Integer),
            ("docks", T::Integer),
            ("capacity", T::Integer),
            ("renting", T::Boolean),
            ("returning", T::Boolean),
            ("state-text", T::Text),
        ],
    },
    CollectionSchema {
        name: "social-services",
        standard: "data.inclusion service, version 1",
        properties: &[
            ("needs", T::Codes),
            ("organisation", T::Text),
            ("phone", T::Phone),
            ("email", T::Email),
            ("url", T::Url),
            ("address", T::Text),
            ("commune", T::Code),
            ("opening-hours", T::OpeningHours),
            ("hours", T::Text),
            ("conditions", T::Text),
            ("price", T::Price),
            ("audience-text", T::Text),
            ("description", T::Text),
            ("checked", T::Date),
        ],
    },
    CollectionSchema {
        name: "offers",
        standard: "schema.org Offer and JobPosting",
        properties: &[
            ("description", T::Text),
            ("kind", T::Code),
            ("price", T::Price),
            ("url", T::Url),
            ("organisation", T::Text),
            ("contract", T::Text),
            ("salary", T::Text),
            ("address", T::Text),
            ("commune", T::Code),
        ],
    },
];
