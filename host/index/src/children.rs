//! The next children of a feature: the departures of a stop.

use std::borrow::Cow;

use parvis_model::{Children, OrderBy, PlatformError};

use crate::access::Access;
use crate::filter::Filter;
use crate::order::Sorting;
use crate::run::{check_conditions, check_limit};
use crate::search::Search;
use crate::timeline::Range;
use crate::{FeatureRef, QueryContext, Snapshot};

/// The largest `limit` of children.
pub const MAX_CHILDREN: usize = 100;

impl Snapshot {
    /// The children of `parent` that `children` describes, over all sources of their collection. With the order by
    /// start it costs O(log n) to the first, then what is shown and what the conditions skip; with another order it
    /// reads all children of the parent in the range.
    ///
    /// # Errors
    /// `Invalid` names the field: a limit not in 1..=100, more than 32 conditions, an order by distance or relevance.
    pub fn children(
        &self,
        parent: &str,
        children: &Children,
        context: &QueryContext<'_>,
    ) -> Result<Vec<FeatureRef>, PlatformError> {
        check_limit("children.limit", children.limit, MAX_CHILDREN)?;
        check_conditions("children.conditions", &children.conditions)?;
        let sorting = sorting(children, context)?;
        let Some(collection) = self.collection(&children.collection) else { return Ok(Vec::new()) };
        let filter = Filter {
            conditions: &children.conditions,
            area: None,
            range: Range::resolve(children.during, context.now, context.zone),
            text: None,
        };
        let search = Search {
            access: Access::Children(vec![parent]),
            filter,
            near: None,
            sorting: &sorting,
            cursor: None,
            wanted: children.limit,
        };
        Ok(search.hits(collection).into_iter().map(|hit| hit.feature).collect())
    }
}

fn sorting<'q>(children: &'q Children, context: &QueryContext<'_>) -> Result<Sorting<'q>, PlatformError> {
    if children.order.is_empty() {
        return Ok(Sorting::by(OrderBy::Start, context.language));
    }
    if children.order.iter().any(|order| matches!(order.by, OrderBy::Distance | OrderBy::Relevance)) {
        return Err(PlatformError::invalid("children.order", "children have neither distance nor relevance"));
    }
    Ok(Sorting { orders: Cow::Borrowed(&children.order), language: context.language })
}
