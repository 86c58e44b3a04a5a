//! The visitor's place: chosen by position, by the name of a public place, or by commune. Never stored.

use parvis_model::{Commune, Point, PublicPlace, Text, Value};
use serde::{Deserialize, Serialize};

use crate::Platform;

/// Where the visitor is, rounded to 0.001 degrees before it is kept anywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The rounded position.
    pub point: Point,
    /// Name of the public place or commune, if one was chosen by name.
    pub name: Option<Text>,
    /// INSEE code of the commune around it; none outside the territory.
    pub commune: Option<String>,
}

/// What a visitor asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaceChoice {
    /// A position.
    Position(Point),
    /// Id or name of a public place, or name of a commune.
    Named(String),
    /// INSEE code or name of a commune, also a former one.
    Commune(String),
}

impl Platform {
    /// The place that a visitor asked for; `None` if no place has that name.
    pub fn place(&self, choice: &PlaceChoice) -> Option<Place> {
        match choice {
            PlaceChoice::Position(point) => Some(self.place_at(*point, None)),
            PlaceChoice::Named(wanted) => {
                let named = self.named_place(wanted).or_else(|| self.commune_place(wanted));
                named.or_else(|| self.address(wanted))
            }
            PlaceChoice::Commune(wanted) => self.commune_place(wanted),
        }
    }

    /// Public places and communes whose names fit what was typed, the best first, at most `most`: id or name, and name.
    /// Mistakes are forgiven where no name is written as it was typed.
    pub fn places_called(&self, typed: &str, most: usize) -> Vec<(String, Text)> {
        let exact = self.named_like(typed, most, false);
        if exact.is_empty() { self.named_like(typed, most, true) } else { exact }
    }

    fn named_like(&self, typed: &str, most: usize, forgiving: bool) -> Vec<(String, Text)> {
        let territory = self.territory();
        let places = territory.places.iter().map(|place| (place.id.clone(), place.name.clone()));
        // Of names that fit equally, the one with fewer words holds less that was not asked for.
        let rank = |name: &Text| {
            let words = name.fallback().split_whitespace().count();
            Some((parvis_index::name_rank(typed, name, forgiving)?, words))
        };
        let communes = territory.communes.iter().filter_map(|commune| {
            let names = std::iter::once(&commune.name).chain(&commune.also);
            let best = names.filter_map(|name| rank(&Text::new(name.as_str()))).min()?;
            Some((best, commune.name.clone(), Text::new(commune.name.as_str())))
        });
        let ranked = |(id, name): (String, Text)| Some((rank(&name)?, id, name));
        let mut ranked: Vec<_> = communes.chain(places.filter_map(ranked)).collect();
        ranked.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.2.cmp(&b.2)));
        ranked.truncate(most);
        ranked.into_iter().map(|(_, id, name)| (id, name)).collect()
    }

    fn place_at(&self, point: Point, name: Option<Text>) -> Place {
        let point = point.rounded();
        let commune = self.territory().commune_of(point).map(|commune| commune.code.clone());
        Place { point, name, commune }
    }

    fn named_place(&self, wanted: &str) -> Option<Place> {
        let key = folded(wanted);
        let is_wanted = |place: &&PublicPlace| {
            place.id == wanted
                || folded(place.name.fallback()) == key
                || place.name.translations().iter().any(|(_, name)| folded(name) == key)
        };
        let place = self.territory().places.iter().find(is_wanted)?;
        Some(self.place_at(place.point, Some(place.name.clone())))
    }

    /// The address of that id. It is called by its street: with the house number, the name would say more than the rounded
    /// position.
    fn address(&self, wanted: &str) -> Option<Place> {
        let address = self.read().snapshot.get("addresses", wanted)?;
        let point = address.geometry.as_ref()?.anchor()?;
        let street = match address.property("street") {
            Some(Value::Text(street)) => street.clone(),
            _ => return None,
        };
        Some(self.place_at(point, Some(street)))
    }

    fn commune_place(&self, wanted: &str) -> Option<Place> {
        let key = folded(wanted);
        let is_called = |commune: &&Commune| {
            commune.code == wanted
                || std::iter::once(&commune.name).chain(&commune.also).any(|name| folded(name) == key)
        };
        let commune = self.territory().communes.iter().find(is_called)?;
        let mut place = self.place_at(commune.centre, Some(Text::new(commune.name.as_str())));
        place.commune = Some(commune.code.clone());
        Some(place)
    }
}

/// The letters and digits of a name, without case, accents or spaces, so that "Issy val de seine" is found.
fn folded(name: &str) -> String {
    parvis_index::fold(name).split(|c: char| !c.is_alphanumeric()).collect()
}
