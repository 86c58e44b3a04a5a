//! Comparing values, and addressing `id` and `parent` like properties.

use std::cmp::Ordering;

use parvis_model::{Feature, Test, Value};

/// What a name means in a feature: its id, its parent or one of its properties.
pub(crate) enum Field<'a> {
    Id(&'a str),
    Value(&'a Value),
}

/// The field of that name, if the feature has it.
pub(crate) fn field<'a>(feature: &'a Feature, name: &str) -> Option<Field<'a>> {
    match name {
        "id" => Some(Field::Id(&feature.id)),
        "parent" => feature.parent.as_deref().map(Field::Id),
        _ => feature.property(name).map(Field::Value),
    }
}

/// True if the test holds for the field. What is absent differs from everything and is neither more nor less.
pub(crate) fn holds(test: &Test, field: Option<&Field<'_>>) -> bool {
    match test {
        Test::Equals(wanted) => field.is_some_and(|field| equals(field, wanted)),
        Test::Differs(wanted) => !field.is_some_and(|field| equals(field, wanted)),
        Test::OneOf(wanted) => field.is_some_and(|field| wanted.iter().any(|wanted| equals(field, wanted))),
        Test::AtLeast(least) => field.and_then(|field| compare(field, least)).is_some_and(Ordering::is_ge),
        Test::AtMost(most) => field.and_then(|field| compare(field, most)).is_some_and(Ordering::is_le),
        Test::Present => field.is_some(),
        Test::Absent => field.is_none(),
    }
}

fn equals(field: &Field<'_>, wanted: &Value) -> bool {
    match (field, wanted) {
        // Most conditions compare codes; nothing else needs to be tried for them.
        (Field::Value(Value::Code(code)), Value::Code(wanted)) => return code == wanted,
        (Field::Value(Value::Codes(codes)), _) if wanted.as_str().is_some() => {
            return codes.iter().any(|known| Some(&**known) == wanted.as_str());
        }
        _ => {}
    }
    matches!(field, Field::Value(value) if *value == wanted)
        || compare(field, wanted) == Some(Ordering::Equal)
}

/// Textual values compare to the byte, numeric ones as numbers, prices only in one currency; the rest does not.
fn compare(field: &Field<'_>, other: &Value) -> Option<Ordering> {
    let value = match field {
        Field::Id(id) => return Some((*id).cmp(other.as_str()?)),
        Field::Value(value) => *value,
    };
    match (value, other) {
        (Value::Integer(a), Value::Integer(b)) => Some(a.cmp(b)),
        (Value::Price(a), Value::Price(b)) => (a.currency == b.currency).then(|| a.cents.cmp(&b.cents)),
        (Value::Price(_), _) | (_, Value::Price(_)) => None,
        _ => match (value.as_str(), other.as_str()) {
            (Some(a), Some(b)) => Some(a.cmp(b)),
            _ => value.as_f64()?.partial_cmp(&other.as_f64()?),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parvis_model::Money;

    fn test(value: &Value, test: Test) -> bool {
        holds(&test, Some(&Field::Value(value)))
    }

    #[test]
    fn a_list_of_codes_equals_a_code_that_it_holds() {
        let lines = Value::Codes(vec!["C".into(), "N".into()]);
        assert!(test(&lines, Test::Equals(Value::code("C"))));
        assert!(test(&lines, Test::OneOf(vec![Value::code("X"), Value::code("N")])));
        assert!(test(&lines, Test::Differs(Value::code("X"))));
        assert!(!test(&lines, Test::Differs(Value::code("C"))));
        assert!(!test(&lines, Test::AtLeast(Value::code("A"))));
    }

    #[test]
    fn bounds_hold_at_the_bound() {
        assert!(test(&Value::Integer(3), Test::AtLeast(Value::Integer(3))));
        assert!(!test(&Value::Integer(2), Test::AtLeast(Value::Integer(3))));
        assert!(test(&Value::Number(2.5), Test::AtMost(Value::Integer(3))));
        assert!(test(&Value::Date("2026-11-23".into()), Test::AtMost(Value::Date("2026-11-23".into()))));
        assert!(!test(&Value::code("3"), Test::AtLeast(Value::Integer(3))), "a code is no number");
    }

    #[test]
    fn prices_in_two_currencies_do_not_compare() {
        let price = |cents, currency: &str| Value::Price(Money { cents, currency: currency.into() });
        assert!(test(&price(100, "EUR"), Test::AtMost(price(200, "EUR"))));
        assert!(!test(&price(100, "EUR"), Test::AtMost(price(200, "CHF"))));
    }

    #[test]
    fn what_is_absent_only_differs() {
        assert!(holds(&Test::Differs(Value::Integer(1)), None));
        assert!(holds(&Test::Absent, None));
        assert!(!holds(&Test::Equals(Value::Integer(1)), None));
        assert!(!holds(&Test::AtMost(Value::Integer(1)), None));
        assert!(!holds(&Test::Present, None));
    }
}
