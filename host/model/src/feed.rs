//! Feeds: a query with a description of how to show its results, and feeds that the hub has filled.
//! Mirrors `feeds` of the contract.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Condition, Freshness, Order, Period, Query, Text, TimeRange, Value};

/// A query, and how its results are shown. The plugin that describes it sees neither the place nor the results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feed {
    /// Name of the feed, unique in its view; appears in the JSON form and as an anchor.
    pub id: String,
    /// What to look for.
    pub query: Query,
    /// General look.
    pub layout: Layout,
    /// How each result is shown.
    pub item: Item,
    /// What to show below each result, the next departures of a stop.
    pub children: Option<Children>,
    /// Said when nothing is found.
    pub empty: Text,
    /// Said when the visitor has chosen no place and the query needs one. Empty: the hub's own words.
    pub no_place: Text,
    /// Said, with the age, when the data is older than its promise. Empty: the hub's own words.
    pub stale: Text,
    /// Path of a page of this plugin that shows more, without leading slash.
    pub more: Option<String>,
}

/// Children of each result: features of a collection whose parent is the result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Children {
    /// Their collection.
    pub collection: String,
    /// Conditions on them.
    pub conditions: Vec<Condition>,
    /// Only those in this range.
    pub during: Option<TimeRange>,
    /// Their order. Empty: soonest first.
    pub order: Vec<Order>,
    /// At most this many for each result, 1 to 100.
    pub limit: usize,
    /// How each is shown.
    pub item: Item,
    /// Said when a result has none.
    pub empty: Text,
}

/// General look of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Times first, like the board of a station.
    Board,
    /// A card for each result.
    Cards,
    /// A plain list.
    List,
    /// A table, one column for each slot.
    Table,
    /// Along a line of time.
    Timeline,
}

/// How one result is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The largest thing: a time, a price.
    pub lead: Option<Slot>,
    /// A short mark before the title: a line's code in its colour.
    pub badge: Option<Slot>,
    /// The title; the feature's own where absent.
    pub title: Option<Slot>,
    /// Everything below.
    pub details: Vec<Slot>,
    /// Page of this plugin about the result, without leading slash; `{id}` and `{property}` are replaced.
    pub link: Option<String>,
}

/// One value of a result, with its format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    /// Where the value comes from.
    pub source: SlotSource,
    /// How it is written.
    pub format: Format,
    /// Said before it. Empty: nothing.
    pub label: Text,
}

/// Where the value of a slot comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotSource {
    /// The feature's title.
    Title,
    /// A property, by its name.
    Property(Arc<str>),
    /// Start of the period.
    Start,
    /// End of the period.
    End,
    /// Distance from the origin of `near`.
    Distance,
    /// Title of the source that published it.
    Source,
    /// When the source was published.
    Updated,
}

impl SlotSource {
    /// Name of the value in the JSON form: the property's name, or `title`, `start`, `distance`...
    pub fn name(&self) -> &str {
        match self {
            SlotSource::Title => "title",
            SlotSource::Property(name) => name,
            SlotSource::Start => "start",
            SlotSource::End => "end",
            SlotSource::Distance => "distance",
            SlotSource::Source => "source",
            SlotSource::Updated => "updated",
        }
    }
}

/// How a value is written for people. A closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// As words.
    Text,
    /// A short code in a coloured box; the colour is the property `NAME-colour` beside the property `NAME`.
    Badge,
    /// "in 3 min", then the clock time when it is far.
    MinutesFromNow,
    /// 08:33.
    ClockTime,
    /// "today", "tomorrow", "Monday 3 April".
    Day,
    /// Day and clock time.
    DayAndTime,
    /// How long ago.
    Age,
    /// 350 m, 1.2 km.
    Distance,
    /// "6 min walk", an estimate.
    WalkingMinutes,
    /// A duration.
    Duration,
    /// A number.
    Number,
    /// A percentage, 0 to 100.
    Percent,
    /// A price; zero is "free".
    Price,
    /// Open or closed now, from opening hours.
    OpenNow,
    /// Opening hours written out.
    OpeningHours,
    /// A phone number that can be called.
    Phone,
    /// An e-mail address.
    Email,
    /// A link to a web address.
    Link,
    /// Yes or no.
    YesNo,
    /// A picture.
    Image,
}

/// A feed with its results, ready to be written as HTML or JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FilledFeed {
    /// Name of the feed.
    pub id: String,
    /// General look.
    pub layout: Layout,
    /// Results in order.
    pub items: Vec<FilledItem>,
    /// Said in place of results, if there are none.
    pub empty: Text,
    /// True if the query needs a place and the visitor has chosen none; `no_place` is then said.
    pub needs_place: bool,
    /// Said when `needs_place`.
    pub no_place: Text,
    /// State of the data behind the feed, the worst of its sources.
    pub freshness: Freshness,
    /// State of the sources that amend what is shown, real time over a timetable: the worst; `None` if there is none.
    pub live: Option<Freshness>,
    /// Said beside the age when the data is stale.
    pub stale: Text,
    /// Titles and licences of the sources behind the results shown, each once.
    pub sources: Vec<String>,
    /// True if one of them is an illustration, which must be said beside the results.
    pub example: bool,
    /// Page of the plugin that shows more.
    pub more: Option<String>,
}

impl FilledFeed {
    /// True if nothing was found, and there are no words for that.
    pub fn is_silent(&self) -> bool {
        self.items.is_empty() && self.empty.is_empty() && !self.needs_place
    }
}

/// One result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FilledItem {
    /// Collection of the feature.
    pub collection: Arc<str>,
    /// Id of the feature.
    pub id: Box<str>,
    /// The largest thing.
    pub lead: Option<FilledSlot>,
    /// The mark before the title.
    pub badge: Option<FilledSlot>,
    /// The title.
    pub title: FilledSlot,
    /// Everything below.
    pub details: Vec<FilledSlot>,
    /// Page of the plugin, placeholders replaced and escaped for a path.
    pub link: Option<String>,
    /// When it is.
    pub period: Option<Period>,
    /// True if it does not take place, by its property `status`.
    pub cancelled: bool,
    /// Its children, if the feed asks for them.
    pub children: Vec<FilledItem>,
    /// Said when it has no children, if the feed asks for them.
    pub no_children: Option<Text>,
}

/// One value with its format.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FilledSlot {
    /// Where the value comes from.
    pub source: SlotSource,
    /// Said before it.
    pub label: Text,
    /// How it is written.
    pub format: Format,
    /// The raw value; a slot without a value is left out.
    pub value: Value,
    /// Colour of a badge, six hexadecimal digits.
    pub colour: Option<Arc<str>>,
}
