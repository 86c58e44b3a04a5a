//! The territory: its communes with outlines, its public places, its time zone.

use serde::{Deserialize, Serialize};

use crate::{Bounds, Language, Point, Shape, Text, TimeZone};

/// The district that the hub serves.
#[derive(Clone, Debug)]
pub struct Territory {
    /// Its name, "Grand Paris Seine Ouest".
    pub name: String,
    /// Its time zone.
    pub zone: TimeZone,
    /// Languages of its pages, the first is the fallback.
    pub languages: Vec<Language>,
    /// Its communes.
    pub communes: Vec<Commune>,
    /// Places that a visitor can choose by name.
    pub places: Vec<PublicPlace>,
    /// Who drew the outlines, of which year, under which licence; empty where nothing is said.
    pub outlines_credit: String,
    /// True for the bundled sample, whose outlines are simplified: pages say so.
    pub sample: bool,
}

impl Territory {
    /// The commune that contains the point.
    pub fn commune_of(&self, point: Point) -> Option<&Commune> {
        self.communes.iter().find(|commune| commune.outline.contains(point))
    }

    /// True if the point lies in one of the communes.
    pub fn contains(&self, point: Point) -> bool {
        self.commune_of(point).is_some()
    }

    /// The smallest box around the communes.
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.communes.iter().flat_map(|commune| commune.outline.points()))
    }
}

/// A commune.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Commune {
    /// INSEE code, `92040`.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it is called besides: former names, postal codes.
    #[serde(default)]
    pub also: Vec<String>,
    /// Outline, a polygon or several.
    pub outline: Shape,
    /// The point that stands for it when a visitor chooses it: its town hall.
    pub centre: Point,
}

/// A place that a visitor can choose by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicPlace {
    /// Stable id, `gare-issy`.
    pub id: String,
    /// Name for people.
    pub name: Text,
    /// What it is.
    pub kind: PlaceKind,
    /// Where it is.
    pub point: Point,
}

/// What a public place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// A station.
    Station,
    /// A town hall.
    TownHall,
    /// A library, theatre, museum.
    Culture,
    /// A park or a forest gate.
    Park,
    /// A market or a square.
    Square,
    /// A hospital or health centre.
    Health,
    /// A sports ground or pool.
    Sport,
    /// A school or university.
    School,
    /// Anything else.
    Other,
}
