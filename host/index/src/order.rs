//! The order of results: keys, what has no value last, ties by id.

use std::borrow::Cow;
use std::cmp::Ordering;

use parvis_model::{Feature, Language, Order, OrderBy, PlatformError, Query, Value};

use crate::compare::{Field, field};
use crate::fold::fold;

/// One value to order by; `None` comes last in either direction.
type SortValue = Option<Sortable>;
/// The values of a feature, one for each key of the order. Most orders have one key, kept without an allocation.
#[derive(Clone, Debug)]
pub(crate) enum SortKey {
    One(SortValue),
    Several(Vec<SortValue>),
}

impl SortKey {
    fn values(&self) -> &[SortValue] {
        match self {
            SortKey::One(value) => std::slice::from_ref(value),
            SortKey::Several(values) => values,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Sortable {
    Number(f64),
    Text(Box<str>),
}

/// The order keys of a query and the language of titles.
pub(crate) struct Sorting<'q> {
    pub(crate) orders: Cow<'q, [Order]>,
    pub(crate) language: Language,
}

/// What a key is made from.
pub(crate) struct Ranked<'a> {
    pub(crate) feature: &'a Feature,
    pub(crate) distance_m: Option<f64>,
    /// How far its text is from a perfect match.
    pub(crate) rank: u32,
}

impl<'q> Sorting<'q> {
    /// The order that a query asks for, or else the natural one.
    pub(crate) fn of_query(query: &'q Query, near: bool, language: Language) -> Result<Self, PlatformError> {
        let sorting = match (&*query.order, near) {
            ([], true) => Self::by(OrderBy::Distance, language),
            ([], false) if query.during.is_some() => Self::by(OrderBy::Start, language),
            ([], false) => Self::by(OrderBy::Title, language),
            (orders, _) => Self { orders: Cow::Borrowed(orders), language },
        };
        let uses = |by| sorting.orders.iter().any(|order| order.by == by);
        if uses(OrderBy::Distance) && !near {
            return Err(PlatformError::invalid("query.order", "by distance needs a placement `near`"));
        }
        if uses(OrderBy::Relevance) && query.text.is_none() {
            return Err(PlatformError::invalid("query.order", "by relevance needs a `text`"));
        }
        Ok(sorting)
    }

    /// By one key, smallest first.
    pub(crate) fn by(by: OrderBy, language: Language) -> Self {
        Self { orders: Cow::Owned(vec![Order { by, descending: false }]), language }
    }

    /// True if this is the only key, smallest first: an index may then give results in order.
    pub(crate) fn is_by(&self, by: &OrderBy) -> bool {
        matches!(&*self.orders, [Order { by: only, descending: false }] if only == by)
    }

    /// The values that the feature is ordered by.
    pub(crate) fn key(&self, ranked: &Ranked<'_>) -> SortKey {
        match &*self.orders {
            [order] => SortKey::One(self.value(&order.by, ranked)),
            orders => SortKey::Several(orders.iter().map(|order| self.value(&order.by, ranked)).collect()),
        }
    }

    fn value(&self, by: &OrderBy, ranked: &Ranked<'_>) -> SortValue {
        match by {
            OrderBy::Distance => ranked.distance_m.map(Sortable::Number),
            OrderBy::Start => ranked.feature.period.map(|period| Sortable::Number(period.start.0 as f64)),
            OrderBy::Title => Some(Sortable::Text(fold(ranked.feature.title.get(self.language)).into())),
            // The best match is the first, as people expect of a search.
            OrderBy::Relevance => Some(Sortable::Number(f64::from(ranked.rank))),
            OrderBy::Property(name) => match field(ranked.feature, name)? {
                Field::Id(id) => Some(Sortable::Text(id.into())),
                Field::Value(value) => self.sortable(value),
            },
        }
    }

    fn sortable(&self, value: &Value) -> SortValue {
        match value {
            Value::Text(text) => Some(Sortable::Text(fold(text.get(self.language)).into())),
            Value::Codes(codes) => codes.first().map(|code| Sortable::Text((**code).into())),
            other => match other.as_str() {
                Some(text) => Some(Sortable::Text(text.into())),
                // Adding zero makes one zero of both; what is not a number has no place in an order.
                None => other.as_f64().filter(|n| !n.is_nan()).map(|n| Sortable::Number(n + 0.0)),
            },
        }
    }

    /// The order of two features by key and id.
    pub(crate) fn compare(&self, (a, a_id): (&SortKey, &str), (b, b_id): (&SortKey, &str)) -> Ordering {
        let by_keys = match (a, b, &*self.orders) {
            (SortKey::One(a), SortKey::One(b), [order]) => compare_values(a, b, order.descending),
            (_, _, orders) => orders
                .iter()
                .zip(a.values().iter().zip(b.values()))
                .map(|(order, (a, b))| compare_values(a, b, order.descending))
                .find(|ordering| ordering.is_ne())
                .unwrap_or(Ordering::Equal),
        };
        by_keys.then_with(|| a_id.cmp(b_id))
    }
}

fn compare_values(a: &SortValue, b: &SortValue, descending: bool) -> Ordering {
    let ordering = match (a, b) {
        (None, None) => return Ordering::Equal,
        (None, Some(_)) => return Ordering::Greater,
        (Some(_), None) => return Ordering::Less,
        (Some(Sortable::Number(a)), Some(Sortable::Number(b))) => a.total_cmp(b),
        (Some(Sortable::Text(a)), Some(Sortable::Text(b))) => a.cmp(b),
        (Some(Sortable::Number(_)), Some(Sortable::Text(_))) => Ordering::Less,
        (Some(Sortable::Text(_)), Some(Sortable::Number(_))) => Ordering::Greater,
    };
    if descending { ordering.reverse() } else { ordering }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_value_comes_last_in_either_direction() {
        let one = Some(Sortable::Number(1.0));
        for descending in [false, true] {
            assert_eq!(compare_values(&None, &one, descending), Ordering::Greater);
            assert_eq!(compare_values(&one, &None, descending), Ordering::Less);
        }
        let two = Some(Sortable::Number(2.0));
        assert_eq!(compare_values(&one, &two, true), Ordering::Greater);
    }

    #[test]
    fn an_order_that_needs_more_is_refused() {
        let by = |by| {
            let mut query = Query::all("stops", 1);
            query.order = vec![Order { by, descending: false }];
            query
        };
        let refused =
            |query: &Query| Sorting::of_query(query, false, Language::Fr).err().map(|e| e.to_string());
        assert!(refused(&by(OrderBy::Distance)).is_some_and(|reason| reason.contains("near")));
        assert!(refused(&by(OrderBy::Relevance)).is_some_and(|reason| reason.contains("text")));
        assert!(refused(&by(OrderBy::Start)).is_none());
    }
}
