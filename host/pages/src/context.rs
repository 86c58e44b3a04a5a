//! What every page knows of the visit: language, place, time.

use parvis_model::{Instant, Language, TimeZone, Verb};
use serde::Serialize;

/// What every page knows of the visit.
#[derive(Clone, Debug, Serialize)]
pub struct PageContext {
    /// Language of the page.
    pub language: Language,
    /// Name of the territory.
    pub territory: String,
    /// Its time zone, in which every time is shown.
    #[serde(skip)]
    pub zone: TimeZone,
    /// The moment of the page, by the hub's clock.
    pub now: Instant,
    /// The place that the visitor chose, if any.
    pub place: Option<PlaceShown>,
    /// True if the hub's clock does not show the real time: the page says so.
    pub clock_shifted: bool,
    /// Path of the page, as it was asked for and without its query: `/services/transport/lines/c`.
    pub path: String,
    /// Verbs for which there is at least one service.
    pub verbs: Vec<Verb>,
    /// True for the bundled sample territory: the page says so.
    pub sample: bool,
}

/// A visitor's place as pages show it: names only, no coordinate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceShown {
    /// Name of the place, or of what is nearest.
    pub name: String,
    /// Name of its commune, if it lies in one of the territory.
    pub commune: Option<String>,
}
