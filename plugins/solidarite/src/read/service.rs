//! A service that helps as a row: the same for every kind of list.

use parvis_connect::{Collection, codes, hours, id, in_words, lines, phone, shortened, url};
use parvis_formats::mapping::{Mapping, Record};
use parvis_sdk::{Geometry, Money, Point, Row, Value, text};

/// What rows hold.
pub(super) const SERVICES: Collection = Collection {
    name: "social-services",
    columns: &[
        "needs",
        "organisation",
        "phone",
        "email",
        "url",
        "address",
        "commune",
        "opening-hours",
        "hours",
        "conditions",
        "price",
        "audience-text",
        "description",
        "checked",
    ],
};

/// What a mapping may say of a service.
pub(super) const WORDS: &[&str] = &[
    "id",
    "title",
    "needs",
    "topics",
    "organisation",
    "phone",
    "email",
    "url",
    "address",
    "opening-hours",
    "hours",
    "conditions",
    "fees",
    "audience",
    "description",
    "checked",
    "position",
    "longitude",
    "latitude",
];

/// The service that a record holds, for these needs.
pub(super) fn row(mapping: &Mapping, record: &dyn Record, needs: Vec<String>) -> Result<Row, String> {
    let said = |word: &str| mapping.text(record, word);
    let words = |word: &str| said(word).and_then(|words| in_words(&words));
    let title = said("title").ok_or("no name: see title in the mapping")?;
    let position = mapping.position(record)?;
    let geometry = position.map(|[longitude, latitude]| Geometry::Point(Point { longitude, latitude }));
    let written = said("opening-hours").and_then(|written| hours(&written));
    // Hours in prose are shown as they are; a machine cannot tell from them what is open.
    let prose = if written.is_some() { None } else { words("hours").or_else(|| words("opening-hours")) };
    Ok(Row {
        id: id(said("id"), &title, said("address"), geometry.as_ref()),
        title: text(shortened(&title, 200)),
        geometry,
        period: None,
        parent: None,
        values: vec![
            codes(&needs.join(";")),
            words("organisation"),
            said("phone").and_then(|number| phone(&french(&number))),
            said("email").and_then(|address| email(&address)),
            said("url").and_then(|address| url(&address)),
            words("address"),
            None,
            written,
            prose,
            words("conditions"),
            said("fees").and_then(|fees| free(&fees)),
            words("audience"),
            words("description"),
            said("checked").and_then(|day| date(&day)),
        ],
    })
}

/// A French number whose first zero a spreadsheet has eaten.
fn french(number: &str) -> String {
    let nine =
        number.len() == 9 && number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    if nine { format!("0{number}") } else { number.to_owned() }
}

fn email(cell: &str) -> Option<Value> {
    let first = lines(cell).into_iter().next()?;
    let sound = first.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    (sound && !first.contains(char::is_whitespace)).then_some(Value::Email(first))
}

/// Free is a price; of others nothing is known but that there is one.
fn free(fees: &str) -> Option<Value> {
    let fees = fees.to_lowercase();
    let free = fees.starts_with("gratuit") && !fees.contains("condition") && !fees.contains("payant");
    free.then(|| Value::Price(Money { cents: 0, currency: "EUR".into() }))
}

/// The day on which somebody last looked: `2025-02-14`, also with a time behind it.
fn date(day: &str) -> Option<Value> {
    let day = day.get(..10)?;
    let sound = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    sound.then(|| Value::Date(day.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_value_for_each_column_and_phones_keep_their_zero() {
        struct One;
        impl Record for One {
            fn text(&self, name: &str) -> Option<String> {
                let known = [
                    ("nom", "Épicerie"),
                    ("tel", "123456789"),
                    ("horaires", "le lundi matin"),
                    ("frais", "gratuit"),
                ];
                known.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
            }
            fn names(&self) -> Vec<String> {
                Vec::new()
            }
        }
        let usual = [("title", "nom"), ("phone", "tel"), ("opening-hours", "horaires"), ("fees", "frais")];
        let mapping = Mapping::new(&usual, "", WORDS).expect("mapping");
        let found = row(&mapping, &One, vec!["manger".into()]).expect("a row");
        assert_eq!(found.values.len(), SERVICES.columns.len());
        assert!(matches!(&found.values[2], Some(Value::Phone(number)) if number == "0123456789"));
        assert!(found.values[7].is_none(), "prose is no opening hours");
        assert!(matches!(&found.values[8], Some(Value::Text(words)) if words.main == "le lundi matin"));
        assert!(matches!(&found.values[10], Some(Value::Price(price)) if price.cents == 0));
    }

    #[test]
    fn what_cannot_be_meant_is_left_out() {
        assert!(email("moi@exemple.fr; toi@exemple.fr").is_some() && email("moi chez exemple").is_none());
        assert!(free("gratuit-sous-conditions").is_none() && free("payant").is_none());
        assert!(date("2025-02-14T10:00").is_some() && date("14/02/2025").is_none());
    }
}
