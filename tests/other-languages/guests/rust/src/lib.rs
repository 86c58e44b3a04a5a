//! Lost property: a card, pages and a refresh, the same in every language of the tests.
//! It must never know: more than a partner's plugin would; it is written on the SDK alone.
//! To add a deed: one line in `deeds::DEEDS`, and the same in `guests/javascript` and `guests/python`.
//! Tested by being run beside the others: `tests/other-languages/tests/languages`.

mod deeds;
mod refresh;

use parvis_sdk::{
    self as sdk, Block, Error, Fact, Format, Geometry, Home, Page, Request, SlotSource, Text, Value, View,
};
use sdk::{board, data, item, near_here, property, slot, text};

/// The plugin: its exports are implemented on it.
pub struct Desks;

fn nearest() -> sdk::Feed {
    let mut shown = item();
    shown.details =
        vec![slot(SlotSource::Distance, Format::WalkingMinutes), property("phone", Format::Phone)];
    shown.link = Some("desk/{id}".into());
    let empty = text("Aucun guichet à moins de 5 km.").en("No desk within 5 km.");
    board("guichets", near_here("places", 5_000.0, 3), shown, empty)
}

fn title() -> Text {
    text("Objets trouvés").en("Lost property")
}

impl Home for Desks {
    fn render(_language: String) -> Result<View, Error> {
        Ok(View::new(title()).feed(nearest()))
    }
}

impl Page for Desks {
    fn render(request: Request) -> Result<View, Error> {
        if request.path.is_empty() {
            return Ok(first(&request));
        }
        if let Some(id) = request.path.strip_prefix("desk/") {
            return desk(id);
        }
        let deed = deeds::DEEDS.iter().find(|(name, _)| *name == request.path);
        deed.map_or(Err(Error::NotFound), |(_, deed)| deed())
    }
}

fn first(request: &Request) -> View {
    let asked = request.query.iter().find(|parameter| parameter.name == "q");
    let view = View::new(title());
    let view = match asked {
        Some(asked) => view.paragraph(format!("Recherche : {}", asked.value)),
        None => view,
    };
    view.feed(nearest())
        .search(text("Nom d'un objet").en("Name of a thing"), "", "q")
        .block(Block::Links(vec![sdk::Link::to_page("advice", "Que faire ?")]))
}

fn desk(id: &str) -> Result<View, Error> {
    let found = data::get("places", id)?;
    let phone = found.properties.iter().find_map(|property| match (&*property.name, &property.value) {
        ("phone", Value::Phone(number)) => Some(number.clone()),
        _ => None,
    });
    let position = match found.geometry {
        Some(Geometry::Point(at)) => format!("{} {}", at.longitude, at.latitude),
        _ => String::new(),
    };
    let facts = [("Téléphone", phone.unwrap_or_default()), ("Position", position)];
    Ok(View::new(found.title).block(facts_of(&facts)))
}

fn facts_of(facts: &[(&str, String)]) -> Block {
    let fact = |(label, value): &(&str, String)| Fact { label: text(*label), value: text(value.clone()) };
    Block::Facts(facts.iter().map(fact).collect())
}

sdk::worlds::home::export_home!(Desks with_types_in sdk::worlds::home);
sdk::worlds::page::export_page!(Desks with_types_in sdk::worlds::page);
