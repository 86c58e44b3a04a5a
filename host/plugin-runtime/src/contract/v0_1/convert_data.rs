//! Conversions of `errors`, `text`, `geo` and `data` between contract 0.1 and the model.

use std::sync::Arc;

use parvis_model as model;

use super::bindings::{data, errors, geo, text};

impl From<model::PlatformError> for errors::Error {
    fn from(error: model::PlatformError) -> Self {
        match error {
            model::PlatformError::Denied(permission) => errors::Error::Denied(permission.into()),
            model::PlatformError::Quota(ms) => errors::Error::Quota(ms),
            model::PlatformError::NotFound => errors::Error::NotFound,
            model::PlatformError::Invalid(model::InvalidField { field, reason }) => {
                errors::Error::Invalid(errors::InvalidField { field, reason })
            }
            model::PlatformError::Unavailable => errors::Error::Unavailable,
        }
    }
}

impl From<errors::Error> for model::PlatformError {
    fn from(error: errors::Error) -> Self {
        match error {
            errors::Error::Denied(permission) => model::PlatformError::Denied(permission.into()),
            errors::Error::Quota(ms) => model::PlatformError::Quota(ms),
            errors::Error::NotFound => model::PlatformError::NotFound,
            errors::Error::Invalid(invalid) => model::PlatformError::invalid(invalid.field, invalid.reason),
            errors::Error::Unavailable => model::PlatformError::Unavailable,
        }
    }
}

/// The same cases on both sides, written once.
macro_rules! permissions {
    ($($case:ident $(($of:ident))?),*) => {
        impl From<model::Permission> for errors::Permission {
            fn from(permission: model::Permission) -> Self {
                match permission { $(model::Permission::$case $(($of))? => errors::Permission::$case $(($of))?),* }
            }
        }
        impl From<errors::Permission> for model::Permission {
            fn from(permission: errors::Permission) -> Self {
                match permission { $(errors::Permission::$case $(($of))? => model::Permission::$case $(($of))?),* }
            }
        }
    };
}
permissions!(Read(of), Publish(of), Outbound(of), Source(of), Write(of), Respond(of), Notify, Viewer, Here);

impl From<text::Text> for model::Text {
    fn from(text: text::Text) -> Self {
        // Most texts of a view are absent ones: those share one allocation.
        let main: Arc<str> =
            if text.main.is_empty() { Arc::default() } else { model::plain_text(text.main).into() };
        text.translations.into_iter().fold(model::Text::new(main), |done, translation| {
            match model::Language::from_tag(&translation.language) {
                Some(language) => done.with(language, model::plain_text(translation.text)),
                None => done,
            }
        })
    }
}

impl From<&model::Text> for text::Text {
    fn from(text: &model::Text) -> Self {
        let translation = |(language, text): &(model::Language, Arc<str>)| text::Translation {
            language: language.tag().to_owned(),
            text: text.to_string(),
        };
        text::Text {
            main: text.fallback().to_string(),
            translations: text.translations().iter().map(translation).collect(),
        }
    }
}

pub(super) fn point(point: geo::Point) -> model::Point {
    model::Point { longitude: point.longitude, latitude: point.latitude }
}

fn points(points: Vec<geo::Point>) -> Vec<model::Point> {
    points.into_iter().map(point).collect()
}

fn lines(lines: Vec<Vec<geo::Point>>) -> Vec<Vec<model::Point>> {
    lines.into_iter().map(points).collect()
}

impl From<geo::Geometry> for model::Geometry {
    fn from(geometry: geo::Geometry) -> Self {
        use geo::Geometry as G;
        let shape = match geometry {
            G::Point(at) => return model::Geometry::Point(point(at)),
            G::MultiPoint(all) => model::Shape::MultiPoint(points(all)),
            G::LineString(all) => model::Shape::LineString(points(all)),
            G::MultiLineString(all) => model::Shape::MultiLineString(lines(all)),
            G::Polygon(rings) => model::Shape::Polygon(lines(rings)),
            G::MultiPolygon(all) => model::Shape::MultiPolygon(all.into_iter().map(lines).collect()),
        };
        model::Geometry::Shape(Box::new(shape))
    }
}

/// A geometry whose points are all positions on Earth, and not too many.
pub(super) fn checked_geometry(geometry: geo::Geometry) -> Result<model::Geometry, String> {
    const MOST_POINTS: usize = 20_000;
    let geometry = model::Geometry::from(geometry);
    let sound = |at: &model::Point| model::Point::new(at.longitude, at.latitude).is_some();
    let (all_sound, count) = match &geometry {
        model::Geometry::Point(at) => (sound(at), 1),
        model::Geometry::Shape(shape) => (shape.points().all(|at| sound(&at)), shape.points().count()),
    };
    match (all_sound, count) {
        (false, _) => Err("a point is no position on Earth; longitude comes first".to_owned()),
        (true, count) if count > MOST_POINTS => Err(format!("{count} points; at most {MOST_POINTS}")),
        _ => Ok(geometry),
    }
}

pub(super) fn from_point(at: model::Point) -> geo::Point {
    geo::Point { longitude: at.longitude, latitude: at.latitude }
}

impl From<&model::Geometry> for geo::Geometry {
    fn from(geometry: &model::Geometry) -> Self {
        use geo::Geometry as G;
        let points = |all: &[model::Point]| all.iter().copied().map(from_point).collect::<Vec<_>>();
        let lines = |all: &[Vec<model::Point>]| all.iter().map(|line| points(line)).collect::<Vec<_>>();
        match geometry {
            model::Geometry::Point(at) => G::Point(from_point(*at)),
            model::Geometry::Shape(shape) => match &**shape {
                model::Shape::MultiPoint(all) => G::MultiPoint(points(all)),
                model::Shape::LineString(all) => G::LineString(points(all)),
                model::Shape::MultiLineString(all) => G::MultiLineString(lines(all)),
                model::Shape::Polygon(rings) => G::Polygon(lines(rings)),
                model::Shape::MultiPolygon(all) => {
                    G::MultiPolygon(all.iter().map(|one| lines(one)).collect())
                }
            },
        }
    }
}

impl From<data::Value> for model::Value {
    fn from(value: data::Value) -> Self {
        use data::Value as V;
        match value {
            V::Text(text) => model::Value::Text(text.into()),
            V::Code(s) => model::Value::Code(s.into()),
            V::Codes(all) => model::Value::Codes(all.into_iter().map(Into::into).collect()),
            V::Integer(n) => model::Value::Integer(n),
            V::Number(n) => model::Value::Number(n),
            V::Boolean(b) => model::Value::Boolean(b),
            V::Instant(ms) => model::Value::Instant(model::Instant::within_calendar(ms)),
            V::Date(s) => model::Value::Date(s.into()),
            V::DurationS(n) => model::Value::DurationS(n),
            V::LengthM(n) => model::Value::LengthM(n),
            V::Price(money) => {
                model::Value::Price(model::Money { cents: money.cents, currency: money.currency.into() })
            }
            V::Url(s) => model::Value::Url(s.into()),
            V::Phone(s) => model::Value::Phone(s.into()),
            V::Email(s) => model::Value::Email(s.into()),
            V::OpeningHours(s) => model::Value::OpeningHours(s.into()),
            V::Colour(s) => model::Value::Colour(s.into()),
            V::Feature(s) => model::Value::Feature(s.into()),
            V::Image(s) => model::Value::Image(s.into()),
            V::Point(at) => model::Value::Point(point(at)),
        }
    }
}

impl From<&model::Value> for data::Value {
    fn from(value: &model::Value) -> Self {
        use model::Value as V;
        match value {
            V::Text(text) => data::Value::Text(text.into()),
            V::Code(s) => data::Value::Code(s.to_string()),
            V::Codes(all) => data::Value::Codes(all.iter().map(ToString::to_string).collect()),
            V::Integer(n) => data::Value::Integer(*n),
            V::Number(n) => data::Value::Number(*n),
            V::Boolean(b) => data::Value::Boolean(*b),
            V::Instant(at) => data::Value::Instant(at.0),
            V::Date(s) => data::Value::Date(s.to_string()),
            V::DurationS(n) => data::Value::DurationS(*n),
            V::LengthM(n) => data::Value::LengthM(*n),
            V::Price(money) => {
                data::Value::Price(data::Money { cents: money.cents, currency: money.currency.to_string() })
            }
            V::Url(s) => data::Value::Url(s.to_string()),
            V::Phone(s) => data::Value::Phone(s.to_string()),
            V::Email(s) => data::Value::Email(s.to_string()),
            V::OpeningHours(s) => data::Value::OpeningHours(s.to_string()),
            V::Colour(s) => data::Value::Colour(s.to_string()),
            V::Feature(s) => data::Value::Feature(s.to_string()),
            V::Image(s) => data::Value::Image(s.to_string()),
            V::Point(at) => data::Value::Point(from_point(*at)),
        }
    }
}

/// Its ends, in whatever order they are.
pub(super) fn ends(period: data::Period) -> (model::Instant, model::Instant) {
    let moment = model::Instant::within_calendar;
    (moment(period.start), moment(period.end))
}

impl From<&model::Feature> for data::Feature {
    fn from(feature: &model::Feature) -> Self {
        let property =
            |p: &model::Property| data::Property { name: p.name.to_string(), value: (&p.value).into() };
        data::Feature {
            id: feature.id.to_string(),
            title: (&feature.title).into(),
            geometry: feature.geometry.as_ref().map(Into::into),
            period: feature.period.map(|p| data::Period { start: p.start.0, end: p.end().0 }),
            parent: feature.parent.as_ref().map(ToString::to_string),
            properties: feature.properties.iter().map(property).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_geometry_has_20000_points_and_not_20001() {
        let line = |points| {
            checked_geometry(geo::Geometry::LineString(vec![
                geo::Point { longitude: 2.26, latitude: 48.82 };
                points
            ]))
        };
        assert!(line(20_000).is_ok());
        assert_eq!(line(20_001).expect_err("one past it"), "20001 points; at most 20000");
    }
}
