//! What a query needs to know beside itself, and what it answers.

use parvis_model::{Instant, Language, Point, Territory, TimeZone};

use crate::FeatureRef;

/// The request that a query is run for.
#[derive(Clone, Debug)]
pub struct QueryContext<'a> {
    /// Where the visitor is, if they chose a place.
    pub here: Option<Point>,
    /// Where the visitor goes, if they chose a second place.
    pub there: Option<Point>,
    /// INSEE code of the visitor's commune, if they chose one or their place lies in one.
    pub commune_here: Option<String>,
    /// The hub's time.
    pub now: Instant,
    /// Where days begin.
    pub zone: &'a TimeZone,
    /// Outlines of areas.
    pub territory: &'a Territory,
    /// Language of the titles that are put in order.
    pub language: Language,
}

/// The results of a query.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// In the order asked for, at most `limit`.
    pub hits: Vec<Hit>,
    /// Id of the last hit if there are more: `after` of the next query.
    pub next: Option<String>,
    /// True if the query needs a place that the visitor has not chosen; there are no hits then.
    pub needs_place: bool,
}

/// One result.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The feature.
    pub feature: FeatureRef,
    /// Metres from the origin of `near`.
    pub distance_m: Option<f64>,
}
