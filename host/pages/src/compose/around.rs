//! `/autour`: what every service knows around the visitor, the nearest first.

use parvis_model::{Feed, Moment, Query, TimeRange};
use parvis_services::{Place, Reading, Visit};

use super::hub_feeds::{Gathered, SEARCHED, in_few_words, near_here};
use super::{Composed, Composer, Visitor, visit};
use crate::{AroundPage, Filters, Page, PageError, What, When};

/// Most results of one collection.
const OF_EACH: usize = 100;

impl Composer {
    /// The id of the public place, or the name of the commune, of a place that was chosen by its name.
    pub(super) fn public_place(&self, place: &Place) -> Option<String> {
        let name = place.name.as_ref()?;
        let territory = self.platform.territory();
        let place = territory.places.iter().find(|place| place.name == *name).map(|place| place.id.clone());
        let commune =
            || territory.communes.iter().find(|commune| commune.name.as_str() == &**name.fallback());
        place.or_else(|| commune().map(|commune| commune.name.clone()))
    }

    /// `/autour`: everything near, filtered by words.
    pub fn around(&self, visitor: &Visitor, query: &[(String, String)]) -> Result<Composed<'_>, PageError> {
        let reading = self.platform.read();
        let page = self.around_page(&reading, visitor, Filters::of(query))?;
        Ok(self.composed(visitor, &reading, Page::Around(Box::new(page))))
    }

    /// What is near the visitor, the nearest first.
    pub(super) fn around_page(
        &self,
        reading: &Reading,
        visitor: &Visitor,
        filters: Filters,
    ) -> Result<AroundPage, PageError> {
        let gathered = self.found_around(reading, &visit(visitor), filters, in_few_words)?;
        Ok(AroundPage {
            filters,
            needs_place: visitor.place.is_none(),
            found: gathered.found,
            sources: gathered.sources,
            example: gathered.example,
            freshness: gathered.freshness,
            public_place: visitor.place.as_ref().and_then(|place| self.public_place(place)),
        })
    }

    /// What every service knows around a place, the nearest first, each as `shown`; of an event with many times one.
    pub(super) fn found_around(
        &self,
        reading: &Reading,
        visit: &Visit,
        filters: Filters,
        shown: impl Fn(Query) -> Feed,
    ) -> Result<Gathered, PageError> {
        let query = |collection: &'static str| {
            let during = self.during(reading, collection, filters.when);
            near_here(collection, filters.distance.metres(), during, OF_EACH)
        };
        self.nearest(reading, visit, filters.what.collections().map(query), shown)
    }

    /// The range of time that the words mean for a collection.
    pub(super) fn during(&self, reading: &Reading, collection: &str, when: When) -> Option<TimeRange> {
        let today = reading.now.in_zone(&self.platform.territory().zone).date();
        (collection != "stops").then(|| range(when, days_to_weekend(today)))
    }
}

impl What {
    /// The collections that are asked for.
    pub(super) fn collections(self) -> impl Iterator<Item = &'static str> {
        SEARCHED.into_iter().filter(move |name| self.shows(name))
    }

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
