//! What every result must fulfil, whichever way it was found.

use parvis_model::{Condition, Feature};

use crate::area::ResolvedArea;
use crate::compare::{field, holds};
use crate::part::anchor;
use crate::text_match::TextMatch;
use crate::timeline::Range;

/// The conditions of a query, resolved. Nearness is measured in `search.rs`, because its distance is an answer too.
pub(crate) struct Filter<'q> {
    pub(crate) conditions: &'q [Condition],
    pub(crate) area: Option<&'q ResolvedArea<'q>>,
    pub(crate) range: Range,
    pub(crate) text: Option<TextMatch>,
}

impl Filter<'_> {
    /// How far the text is from a perfect match (0 without a text); `None` if the feature is no result.
    pub(crate) fn rank(&self, feature: &Feature) -> Option<u32> {
        let accepted = self.range.contains(feature.period)
            && self.conditions.iter().all(|c| holds(&c.test, field(feature, &c.property).as_ref()))
            && self.area.is_none_or(|area| anchor(feature).is_some_and(|point| area.contains(point)));
        if !accepted {
            return None;
        }
        self.text.as_ref().map_or(Some(0), |text| text.rank(feature))
    }
}
