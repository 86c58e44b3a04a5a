//! Which index answers a query.

use parvis_model::{Condition, OrderBy, Point, Test, Value};

use crate::order::Sorting;
use crate::placement::Place;
use crate::window::Window;

/// The way to the candidates, from the narrowest to the widest.
pub(crate) enum Access<'q> {
    /// Features with these ids.
    Ids(Vec<&'q str>),
    /// Children of these parents.
    Children(Vec<&'q str>),
    /// Within metres of a point.
    Near(Point, f64),
    /// Within a box.
    Inside(Window),
    /// Along time.
    ByStart,
    /// Everything.
    All,
}

impl<'q> Access<'q> {
    /// `in_time`: whether the query asks for a range of time.
    pub(crate) fn choose(
        conditions: &'q [Condition],
        place: &Place<'_>,
        in_time: bool,
        sorting: &Sorting<'_>,
    ) -> Access<'q> {
        if let Some(ids) = required(conditions, "id") {
            return Access::Ids(ids);
        }
        if let Some(parents) = required(conditions, "parent") {
            return Access::Children(parents);
        }
        match place {
            Place::Near { origin, radius_m } => Access::Near(*origin, *radius_m),
            // An area without extent holds nothing.
            Place::Inside(area) => {
                area.bounds().map_or(Access::Ids(Vec::new()), |b| Access::Inside(Window::of_bounds(b)))
            }
            _ if in_time || sorting.is_by(&OrderBy::Start) => Access::ByStart,
            _ => Access::All,
        }
    }
}

/// The values that the conditions leave for `id` or `parent`, each once; `None` if they leave any.
fn required<'q>(conditions: &'q [Condition], name: &str) -> Option<Vec<&'q str>> {
    let mut ids: Vec<&str> =
        conditions.iter().filter(|condition| condition.property == name).find_map(|condition| {
            match &condition.test {
                Test::Equals(value) => Some(vec![value.as_str()?]),
                Test::OneOf(values) => values.iter().map(Value::as_str).collect(),
                _ => None,
            }
        })?;
    ids.sort_unstable();
    ids.dedup();
    Some(ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use parvis_model::Language;

    fn access(property: &str, test: Test) -> Vec<String> {
        let conditions = [Condition { property: property.into(), test }];
        let sorting = Sorting::by(OrderBy::Title, Language::Fr);
        match Access::choose(&conditions, &Place::Anywhere, false, &sorting) {
            Access::Ids(ids) | Access::Children(ids) => ids.into_iter().map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn ids_and_parents_are_looked_up_and_not_searched() {
        assert_eq!(access("id", Test::Equals(Value::code("a"))), ["a"]);
        let values = ["b", "a", "b"].map(Value::code).to_vec();
        assert_eq!(access("parent", Test::OneOf(values)), ["a", "b"]);
        assert!(access("parent", Test::Differs(Value::code("a"))).is_empty());
        assert!(access("line", Test::Equals(Value::code("a"))).is_empty());
    }
}
