//! Offers: the words of several partners, in JSON, XML or CSV, become one row.

use parvis_connect::{self as connect, Collection, in_words, shortened, url};
use parvis_formats::html;
use parvis_formats::mapping::{Mapping, Record};
use parvis_sdk::{
    Commune, Failure, Geometry, Outcome, Period, Point, Row, Setting, Value, clock, geo, settings, text,
};

use crate::dates::day;

const OFFERS: Collection = Collection {
    name: "offers",
    columns: &["description", "kind", "url", "organisation", "contract", "salary", "address", "commune"],
};
const WORDS: &[&str] = &[
    "id",
    "title",
    "organisation",
    "description",
    "url",
    "contract",
    "salary",
    "city",
    "published",
    "expires",
    "position",
    "longitude",
    "latitude",
];
/// Where partners write things: Decathlon, France Travail (Cegid), HelloWork, Jooble, La Poste, leboncoin, and others alike.
const USUAL: &[(&str, &str)] = &[
    ("id", "id | reference | job_id | referencenumber | guid | identifiant"),
    ("title", "title | intitule-du-poste | titre | intitule"),
    (
        "organisation",
        "company | company_title | organisationName | entreprise | company.name | employer | entreprise.nom",
    ),
    ("description", "description | description1 | description-de-la-mission | catch_phrase"),
    ("url", "url | offerUrl | redirection | url-de-l-offre | apply_url | link"),
    ("contract", "contract_type | contractType.label | contract | type-de-contrat | jobtype | typeContrat"),
    ("salary", "salary | salary.label | remuneration | salaire"),
    (
        "city",
        "city | region.city | ville | localisation-du-poste | location.city | address.city | lieuTravail.libelle",
    ),
    (
        "published",
        "published_at | publication_date | date_updated | modificationDate | date-de-mise-a-jour | date | dateCreation",
    ),
    ("expires", "date_expired | expires_at | end_publication_date | date_fin"),
    ("position", "geoloc"),
    ("longitude", "longitude | address.longitude | location.longitude | lon | lieuTravail.longitude"),
    ("latitude", "latitude | address.latitude | location.latitude | lat | lieuTravail.latitude"),
];
const DAY_MS: i64 = 86_400_000;

/// What every offer of a run shares.
struct Run {
    mapping: Mapping,
    communes: Vec<Commune>,
    zone: String,
    now: i64,
    /// How long an offer without an end is shown.
    shown_ms: i64,
}

pub(crate) fn read() -> Result<Outcome, Failure> {
    connect::run(OFFERS, &["days"], |source, rows| {
        let run = Run {
            mapping: source.mapping(USUAL, WORDS)?,
            communes: geo::communes(),
            zone: clock::zone(),
            now: clock::now(),
            shown_ms: days()? * DAY_MS,
        };
        connect::each_record(source, rows, &mut |record| run.offer(record))
    })
}

fn days() -> Result<i64, String> {
    match settings::get("days") {
        Some(Setting::Integer(days @ 1..=180)) => Ok(days),
        Some(Setting::Integer(days)) => {
            Err(format!("the setting days is {days}: write a number from 1 to 180"))
        }
        _ => Ok(30),
    }
}

impl Run {
    /// The offer, unless it has expired.
    fn offer(&self, record: &dyn Record) -> Result<Vec<Row>, String> {
        let said = |word: &str| self.mapping.text(record, word);
        let title = said("title").ok_or("no title: see title in the mapping")?;
        let id = said("id")
            .or_else(|| said("url"))
            .ok_or("neither an id nor an address: see id in the mapping")?;
        let period = self.period(said("published"), said("expires"))?;
        if period.end < self.now {
            return Ok(Vec::new());
        }
        let city = said("city").unwrap_or_default();
        let commune = self.commune(&city);
        let exact = self.mapping.position(record)?;
        let point = exact.map(|[longitude, latitude]| Point { longitude, latitude });
        let point = point.or(commune.map(|commune| commune.centre));
        Ok(vec![Row {
            id,
            title: text(shortened(&html::words(&title), 200)),
            geometry: point.map(Geometry::Point),
            period: Some(period),
            parent: None,
            values: vec![
                said("description").and_then(|words| in_words(&html::words(&words))),
                Some(Value::Code("job".to_owned())),
                said("url").and_then(|address| url(&address)),
                said("organisation").and_then(|words| in_words(&html::words(&words))),
                said("contract").and_then(|words| in_words(&words)),
                said("salary").and_then(|words| in_words(&html::words(&words))),
                in_words(&city),
                commune.map(|commune| Value::Code(commune.code.clone())),
            ],
        }])
    }

    /// From the day of its publication to its end; to the usual end, where it has none.
    fn period(&self, published: Option<String>, expires: Option<String>) -> Result<Period, String> {
        let moment = |written: Option<String>, what: &str| match written {
            None => Ok(None),
            Some(text) => {
                let day =
                    day(&text).ok_or_else(|| format!("{what} '{}' is no date", shortened(&text, 40)))?;
                let at = clock::to_instant(&self.zone, day, 0);
                at.map(Some).ok_or_else(|| format!("{what} '{}' does not exist", shortened(&text, 40)))
            }
        };
        let start = moment(published, "published")?;
        let end = moment(expires, "expires")?.map(|day| day + DAY_MS);
        let start = start.unwrap_or(self.now);
        let end = end.unwrap_or(start + self.shown_ms);
        Ok(Period { start: start.min(end), end })
    }

    /// The commune of the territory that the city names.
    fn commune(&self, city: &str) -> Option<&Commune> {
        let city = plain(city.split([',', '(', ';']).next().unwrap_or_default());
        (!city.is_empty())
            .then(|| self.communes.iter().find(|commune| plain(&commune.name) == city))
            .flatten()
    }
}

/// Letters alone, small, without the accents of French.
fn plain(name: &str) -> String {
    let letter = |c: char| match c {
        'à' | 'â' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        c => c,
    };
    name.to_lowercase().chars().map(letter).filter(|c| c.is_alphabetic()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cities_are_told_apart_by_their_letters() {
        assert_eq!(plain("Issy-les-Moulineaux"), plain("ISSY LES MOULINEAUX"));
        assert_eq!(plain("Sèvres"), "sevres");
        assert_ne!(plain("Meudon"), plain("Meudon-la-Forêt"));
    }
}
