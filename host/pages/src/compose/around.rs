//! `/autour`: what every service knows around the visitor, the nearest first.

use parvis_model::{Moment, TimeRange};

use super::hub_feeds::{SEARCHED, in_few_words, near_here};
use super::{Composed, Composer, Visitor, visit};
use crate::{AroundPage, Filters, Page, PageError, What, When};

/// Most results of one collection.
const OF_EACH: usize = 100;

impl Composer {
    /// The id of the public place, or the name of the commune, that the visitor chose by its name.
    fn public_place(&self, visitor: &Visitor) -> Option<String> {
        let name = visitor.place.as_ref()?.name.as_ref()?;
        let territory = self.platform.territory();
        let place = territory.places.iter().find(|place| place.name == *name).map(|place| place.id.clone());
        let commune =
            || territory.communes.iter().find(|commune| commune.name.as_str() == &**name.fallback());
        place.or_else(|| commune().map(|commune| commune.name.clone()))
    }

    /// `/autour`: everything near, filtered by words.
    pub fn around(&self, visitor: &Visitor, query: &[(String, String)]) -> Result<Composed<'_>, PageError> {
        let reading = self.platform.read();
        let filters = Filters::of(query);
        let visit = visit(visitor);
        let days_to_weekend = days_to_weekend(reading.now.in_zone(&self.platform.territory().zone).date());
        let queries = SEARCHED.into_iter().filter(|name| filters.what.shows(name)).map(|collection| {
            let during = (collection != "stops").then(|| range(filters.when, days_to_weekend));
            near_here(collection, filters.distance.metres(), during, OF_EACH)
        });
        let gathered = self.nearest(&reading, &visit, queries, in_few_words)?;
        let page = AroundPage {
            filters,
            needs_place: visitor.place.is_none(),
            found: gathered.found,
            sources: gathered.sources,
            example: gathered.example,
            freshness: gathered.freshness,
            public_place: self.public_place(visitor),
        };
        Ok(self.composed(visitor, &reading, Page::Around(Box::new(page))))
    }
}

impl What {
    /// Whether the collection is asked for.
    fn shows(self, collection: &str) -> bool {
        match self {
            What::All => collection != "lines",
            What::Outings => collection == "events",
            What::Places => collection == "places",
            What::Help => collection == "social-services",
            What::Transport => ["stops", "vehicle-stations", "alerts"].contains(&collection),
            What::Offers => collection == "offers",
        }
    }
}

fn range(when: When, (first, after): (i32, i32)) -> TimeRange {
    let (from, until) = match when {
        When::Now => (Moment::NowPlusS(0), Moment::NowPlusS(3_600)),
        When::Today => (Moment::NowPlusS(0), Moment::Day(1)),
        When::Weekend if first <= 0 => (Moment::NowPlusS(0), Moment::Day(after)),
        When::Weekend => (Moment::Day(first), Moment::Day(after)),
        When::Week => (Moment::NowPlusS(0), Moment::Day(7)),
    };
    TimeRange { from: Some(from), until: Some(until) }
}

/// The first day of the weekend and the day after its last, from today.
fn days_to_weekend(today: jiff::civil::Date) -> (i32, i32) {
    match i32::from(today.weekday().to_monday_zero_offset()) {
        6 => (-1, 1),
        day => (5 - day, 7 - day),
    }
}
