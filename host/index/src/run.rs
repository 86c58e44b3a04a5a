//! Running a query.

use parvis_model::{Condition, Placement, PlatformError, Query, Test};

use crate::access::Access;
use crate::filter::Filter;
use crate::order::Sorting;
use crate::placement::Place;
use crate::search::{Cursor, Search};
use crate::text_match::TextMatch;
use crate::timeline::Range;
use crate::{Answer, Collection, Hit, QueryContext, Snapshot};

/// The largest `limit` of a query.
pub const MAX_LIMIT: usize = 500;
/// Most conditions of a query: each is looked at for every candidate.
const MAX_CONDITIONS: usize = 32;
/// Most values that a condition `one-of` may list.
const MAX_VALUES: usize = 500;
/// Most keys of an order.
const MAX_ORDERS: usize = 8;

impl Snapshot {
    /// Runs a query. A collection that nobody fills has no results.
    ///
    /// Costs: the nearest few, the soonest few (of all, or of one parent) and lookups by id stop as soon as they
    /// have enough; an area or a range of time costs what lies in it; anything else reads the whole collection.
    ///
    /// # Errors
    /// `Invalid` names the field: a limit not in 1..=500, more than 32 conditions, 500 values in one of them or 8 keys of an
    /// order, a radius or box that is none, an unknown commune, an order by distance without `near` or by relevance
    /// without `text`, an `after` that is not in the collection.
    pub fn run(&self, query: &Query, context: &QueryContext<'_>) -> Result<Answer, PlatformError> {
        check_limit("query.limit", query.limit, MAX_LIMIT)?;
        check_conditions("query.conditions", &query.conditions)?;
        check_most("query.order", "keys", query.order.len(), MAX_ORDERS)?;
        let place = Place::resolve(query.placement.as_ref(), self, context)?;
        let is_near = query.placement.as_ref().is_some_and(|p| matches!(p, Placement::Near { .. }));
        let sorting = Sorting::of_query(query, is_near, context.language)?;
        match (place, self.collection(&query.collection)) {
            (Place::Unchosen, _) => Ok(Answer { needs_place: true, ..Answer::default() }),
            (Place::Nowhere, _) | (_, None) => Ok(Answer::default()),
            (place, Some(collection)) => answer(collection, query, context, &place, &sorting),
        }
    }
}

pub(crate) fn check_limit(field: &str, limit: usize, most: usize) -> Result<(), PlatformError> {
    if (1..=most).contains(&limit) {
        return Ok(());
    }
    Err(PlatformError::invalid(field, format!("{limit} is not between 1 and {most}")))
}

/// A condition is looked at for every candidate, a value for every candidate too.
pub(crate) fn check_conditions(field: &str, conditions: &[Condition]) -> Result<(), PlatformError> {
    check_most(field, "conditions", conditions.len(), MAX_CONDITIONS)?;
    conditions.iter().try_for_each(|condition| match &condition.test {
        Test::OneOf(values) => check_most(field, "values in a list", values.len(), MAX_VALUES),
        _ => Ok(()),
    })
}

fn check_most(field: &str, what: &str, given: usize, most: usize) -> Result<(), PlatformError> {
    if given <= most {
        return Ok(());
    }
    Err(PlatformError::invalid(field, format!("{given} {what}; at most {most}")))
}

fn answer(
    collection: &Collection,
    query: &Query,
    context: &QueryContext<'_>,
    place: &Place<'_>,
    sorting: &Sorting<'_>,
) -> Result<Answer, PlatformError> {
    let filter = Filter {
        conditions: &query.conditions,
        area: match place {
            Place::Inside(area) => Some(area),
            _ => None,
        },
        range: Range::resolve(query.during, context.now, context.zone),
        text: query.text.as_deref().and_then(TextMatch::new),
    };
    let near = place.near();
    let cursor = match &query.after {
        Some(id) => {
            let feature = collection.get(id).ok_or_else(|| {
                PlatformError::invalid(
                    "query.after",
                    format!("{id:?} is no longer there: start again without it"),
                )
            })?;
            Some(Cursor::new(feature, near, &filter, sorting))
        }
        None => None,
    };
    let access = Access::choose(&query.conditions, place, query.during.is_some(), sorting);
    // One more than asked for tells whether there is a next page.
    let search = Search { access, filter, near, sorting, cursor, wanted: query.limit + 1 };
    Ok(page(search.hits(collection), query.limit))
}

fn page(mut hits: Vec<Hit>, limit: usize) -> Answer {
    let more = hits.len() > limit;
    hits.truncate(limit);
    let next = hits.last().filter(|_| more).map(|hit| hit.feature.id.to_string());
    Answer { hits, next, needs_place: false }
}
