//! Typed values of properties.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Instant, Point, Text};

/// A price, in hundredths of the currency's unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Cents, or the hundredth of any other currency.
    pub cents: i64,
    /// ISO 4217 code, `EUR`.
    pub currency: Arc<str>,
}

/// A value of a property. The cases mirror `data.value` of the contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Words for people, per language.
    Text(Text),
    /// A code for machines: never translated, compared to the byte.
    Code(Arc<str>),
    /// Several codes.
    Codes(Vec<Arc<str>>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// A moment.
    Instant(Instant),
    /// A day of the calendar, ISO 8601 `2026-11-23`.
    Date(Arc<str>),
    /// A duration in seconds.
    DurationS(i64),
    /// A length in metres.
    LengthM(f64),
    /// A price.
    Price(Money),
    /// A web address, `https:` or `http:`.
    Url(Arc<str>),
    /// A phone number as its owner writes it.
    Phone(Arc<str>),
    /// An e-mail address.
    Email(Arc<str>),
    /// Opening hours in the syntax of OpenStreetMap.
    OpeningHours(Arc<str>),
    /// A colour, six hexadecimal digits without `#`.
    Colour(Arc<str>),
    /// The id of another feature.
    Feature(Arc<str>),
    /// A picture that the hub keeps: its id.
    Image(Arc<str>),
    /// A second place of a feature, beside its geometry.
    Point(Point),
}

impl Value {
    /// A text in the first language.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Value::Text(Text::new(text))
    }

    /// A code.
    pub fn code(code: impl Into<Arc<str>>) -> Self {
        Value::Code(code.into())
    }

    /// The characters of a textual value in the first language; `None` for numbers, dates and the like.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text.fallback()),
            Value::Code(s)
            | Value::Date(s)
            | Value::Url(s)
            | Value::Phone(s)
            | Value::Email(s)
            | Value::OpeningHours(s)
            | Value::Colour(s)
            | Value::Feature(s)
            | Value::Image(s) => Some(s),
            _ => None,
        }
    }

    /// The number behind a numeric value (instants in milliseconds); `None` for texts.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Value::Integer(n) | Value::DurationS(n) => Some(*n as f64),
            Value::Number(n) | Value::LengthM(n) => Some(*n),
            Value::Instant(at) => Some(at.0 as f64),
            Value::Price(money) => Some(money.cents as f64),
            Value::Boolean(b) => Some(f64::from(u8::from(*b))),
            _ => None,
        }
    }
}
