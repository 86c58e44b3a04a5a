//! Data that leaves the hub: GeoJSON, CSV, iCalendar, RSS. Nothing that is lent.

mod csv;
mod geojson;
mod icalendar;
mod rss;

use parvis_index::FeatureRef;
use parvis_model::{CollectionSchema, Instant, Language, TimeZone};

pub(crate) use icalendar::of_event;

/// A format of exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// RFC 7946.
    GeoJson,
    /// RFC 4180, with a header.
    Csv,
    /// RFC 5545; for what has dates.
    ICalendar,
    /// RSS 2.0.
    Rss,
}

impl ExportFormat {
    const ALL: [ExportFormat; 4] =
        [ExportFormat::GeoJson, ExportFormat::Csv, ExportFormat::ICalendar, ExportFormat::Rss];

    /// The format of a file's ending.
    pub fn of_ending(ending: &str) -> Option<ExportFormat> {
        Self::ALL.into_iter().find(|format| format.ending() == ending)
    }

    /// How its files end.
    pub fn ending(self) -> &'static str {
        match self {
            ExportFormat::GeoJson => "geojson",
            ExportFormat::Csv => "csv",
            ExportFormat::ICalendar => "ics",
            ExportFormat::Rss => "rss",
        }
    }

    /// Its media type.
    pub fn content_type(self) -> &'static str {
        match self {
            ExportFormat::GeoJson => "application/geo+json",
            ExportFormat::Csv => "text/csv; charset=utf-8",
            ExportFormat::ICalendar => "text/calendar; charset=utf-8",
            ExportFormat::Rss => "application/rss+xml; charset=utf-8",
        }
    }
}

/// What is exported, and what is said of it.
pub(crate) struct Exported<'a> {
    pub(crate) schema: &'static CollectionSchema,
    /// The features, in order.
    pub(crate) features: &'a [FeatureRef],
    /// The page about each, a path of this hub.
    pub(crate) pages: &'a [String],
    /// Title of the list.
    pub(crate) title: String,
    /// Titles, makers and licences of the sources.
    pub(crate) sources: &'a [String],
    /// Address of the hub without a slash behind it; empty where it is not known.
    pub(crate) base: &'a str,
    pub(crate) language: Language,
    /// The zone in which people read times.
    pub(crate) zone: &'a TimeZone,
    pub(crate) now: Instant,
}

/// The file. Cost: one pass over the features.
pub(crate) fn write(format: ExportFormat, exported: &Exported<'_>) -> String {
    match format {
        ExportFormat::GeoJson => geojson::write(exported),
        ExportFormat::Csv => csv::write(exported),
        ExportFormat::ICalendar => icalendar::write(exported),
        ExportFormat::Rss => rss::write(exported),
    }
}
