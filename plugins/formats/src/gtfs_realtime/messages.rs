//! The messages of `gtfs-realtime.proto` and the fields of them that are read, under the names of the specification.
//!
//! Enumerations stay numbers, as an unknown one is no error: the accessors give what is known.

/// A whole feed.
#[derive(Clone, PartialEq, prost::Message)]
pub struct FeedMessage {
    /// About the feed.
    #[prost(message, required, tag = "1")]
    pub header: FeedHeader,
    /// What it holds.
    #[prost(message, repeated, tag = "2")]
    pub entity: Vec<FeedEntity>,
}

/// About a feed.
#[derive(Clone, PartialEq, prost::Message)]
pub struct FeedHeader {
    /// `2.0`; `1.0` reads the same.
    #[prost(string, required, tag = "1")]
    pub gtfs_realtime_version: String,
    /// 0 the whole dataset, 1 differences.
    #[prost(int32, optional, tag = "2")]
    pub incrementality: Option<i32>,
    /// When it was made, in seconds since 1970.
    #[prost(uint64, optional, tag = "3")]
    pub timestamp: Option<u64>,
}

/// One thing that is told: a trip's times, a vehicle's position, or an alert.
#[derive(Clone, PartialEq, prost::Message)]
pub struct FeedEntity {
    /// Unique in the feed.
    #[prost(string, required, tag = "1")]
    pub id: String,
    /// A trip's times.
    #[prost(message, optional, tag = "3")]
    pub trip_update: Option<TripUpdate>,
    /// Where a vehicle is.
    #[prost(message, optional, tag = "4")]
    pub vehicle: Option<VehiclePosition>,
    /// Something that disturbs the service.
    #[prost(message, optional, tag = "5")]
    pub alert: Option<Alert>,
}

/// What becomes of a trip.
#[derive(Clone, PartialEq, prost::Message)]
pub struct TripUpdate {
    /// Which trip.
    #[prost(message, required, tag = "1")]
    pub trip: TripDescriptor,
    /// What becomes of its stops, in order.
    #[prost(message, repeated, tag = "2")]
    pub stop_time_update: Vec<StopTimeUpdate>,
    /// Seconds by which the whole trip is late, where no stop says more.
    #[prost(int32, optional, tag = "5")]
    pub delay: Option<i32>,
}

/// Which trip of the timetable, on which day.
#[derive(Clone, PartialEq, prost::Message)]
pub struct TripDescriptor {
    /// Of `trips.txt`.
    #[prost(string, optional, tag = "1")]
    pub trip_id: Option<String>,
    /// `08:30:00`, where the timetable repeats the trip.
    #[prost(string, optional, tag = "2")]
    pub start_time: Option<String>,
    /// Day of service, `20170315`.
    #[prost(string, optional, tag = "3")]
    pub start_date: Option<String>,
    /// See [`TripDescriptor::relationship`].
    #[prost(int32, optional, tag = "4")]
    pub schedule_relationship: Option<i32>,
    /// Of `routes.txt`.
    #[prost(string, optional, tag = "5")]
    pub route_id: Option<String>,
}

/// How a trip is related to the timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TripRelationship {
    /// It runs, perhaps at other times.
    Scheduled,
    /// It runs and is not in the timetable.
    Added,
    /// It does not run.
    Cancelled,
    /// Runs that this reader cannot place: repeated, replaced or doubled trips, and numbers to come.
    Other,
}

impl TripDescriptor {
    /// How it is related to the timetable.
    pub fn relationship(&self) -> TripRelationship {
        match self.schedule_relationship.unwrap_or(0) {
            0 => TripRelationship::Scheduled,
            // NEW (8) is the later name of what ADDED (1) was used for.
            1 | 8 => TripRelationship::Added,
            // DELETED (7) does not run either.
            3 | 7 => TripRelationship::Cancelled,
            _ => TripRelationship::Other,
        }
    }
}

/// What becomes of a stop of a trip. Without a stop between two that are told, the delay of the earlier one goes on.
#[derive(Clone, PartialEq, prost::Message)]
pub struct StopTimeUpdate {
    /// Of `stop_times.txt`; tells apart two calls at one stop.
    #[prost(uint32, optional, tag = "1")]
    pub stop_sequence: Option<u32>,
    /// When it comes.
    #[prost(message, optional, tag = "2")]
    pub arrival: Option<StopTimeEvent>,
    /// When it leaves.
    #[prost(message, optional, tag = "3")]
    pub departure: Option<StopTimeEvent>,
    /// Of `stops.txt`.
    #[prost(string, optional, tag = "4")]
    pub stop_id: Option<String>,
    /// See [`StopTimeUpdate::relationship`].
    #[prost(int32, optional, tag = "5")]
    pub schedule_relationship: Option<i32>,
}

/// How a stop is related to the timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopRelationship {
    /// It is served.
    Scheduled,
    /// The vehicle does not stop there.
    Skipped,
    /// Nothing is known from here on.
    NoData,
}

impl StopTimeUpdate {
    /// How it is related to the timetable.
    pub fn relationship(&self) -> StopRelationship {
        match self.schedule_relationship.unwrap_or(0) {
            0 => StopRelationship::Scheduled,
            1 => StopRelationship::Skipped,
            _ => StopRelationship::NoData,
        }
    }
}

/// An arrival or a departure.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct StopTimeEvent {
    /// Seconds late, early if negative.
    #[prost(int32, optional, tag = "1")]
    pub delay: Option<i32>,
    /// Seconds since 1970; stands over the delay.
    #[prost(int64, optional, tag = "2")]
    pub time: Option<i64>,
}

/// Where a vehicle is.
#[derive(Clone, PartialEq, prost::Message)]
pub struct VehiclePosition {
    /// Which trip it makes.
    #[prost(message, optional, tag = "1")]
    pub trip: Option<TripDescriptor>,
    /// Its place.
    #[prost(message, optional, tag = "2")]
    pub position: Option<Position>,
    /// When it was there, in seconds since 1970.
    #[prost(uint64, optional, tag = "5")]
    pub timestamp: Option<u64>,
    /// Which vehicle.
    #[prost(message, optional, tag = "8")]
    pub vehicle: Option<VehicleDescriptor>,
}

/// A place and a direction.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct Position {
    /// Degrees north.
    #[prost(float, required, tag = "1")]
    pub latitude: f32,
    /// Degrees east.
    #[prost(float, required, tag = "2")]
    pub longitude: f32,
    /// Degrees from north, clockwise.
    #[prost(float, optional, tag = "3")]
    pub bearing: Option<f32>,
}

/// Which vehicle.
#[derive(Clone, PartialEq, prost::Message)]
pub struct VehicleDescriptor {
    /// For machines.
    #[prost(string, optional, tag = "1")]
    pub id: Option<String>,
    /// For people.
    #[prost(string, optional, tag = "2")]
    pub label: Option<String>,
}

/// Something that disturbs the service.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Alert {
    /// When it is to be shown; always where absent.
    #[prost(message, repeated, tag = "1")]
    pub active_period: Vec<TimeRange>,
    /// What it is about.
    #[prost(message, repeated, tag = "5")]
    pub informed_entity: Vec<EntitySelector>,
    /// See [`Alert::cause_word`].
    #[prost(int32, optional, tag = "6")]
    pub cause: Option<i32>,
    /// See [`Alert::effect_word`].
    #[prost(int32, optional, tag = "7")]
    pub effect: Option<i32>,
    /// A page about it.
    #[prost(message, optional, tag = "8")]
    pub url: Option<TranslatedString>,
    /// In few words.
    #[prost(message, optional, tag = "10")]
    pub header_text: Option<TranslatedString>,
    /// In more words.
    #[prost(message, optional, tag = "11")]
    pub description_text: Option<TranslatedString>,
}

/// Words of `Alert.Cause`, from 1.
const CAUSES: [&str; 12] = [
    "unknown",
    "other",
    "technical-problem",
    "strike",
    "demonstration",
    "accident",
    "holiday",
    "weather",
    "maintenance",
    "construction",
    "police-activity",
    "medical-emergency",
];
/// Words of `Alert.Effect`, from 1.
const EFFECTS: [&str; 11] = [
    "no-service",
    "reduced-service",
    "significant-delays",
    "detour",
    "additional-service",
    "modified-service",
    "other",
    "unknown",
    "stop-moved",
    "no-effect",
    "accessibility-issue",
];

impl Alert {
    /// The cause in the specification's words, `technical-problem`; none where it is unknown.
    pub fn cause_word(&self) -> Option<&'static str> {
        word(&CAUSES, self.cause)
    }

    /// The effect, `significant-delays`.
    pub fn effect_word(&self) -> Option<&'static str> {
        word(&EFFECTS, self.effect)
    }
}

fn word(words: &[&'static str], number: Option<i32>) -> Option<&'static str> {
    let index = usize::try_from(number?).ok()?.checked_sub(1)?;
    words.get(index).copied().filter(|word| *word != "unknown")
}

/// A span of time, open where a side is absent.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct TimeRange {
    /// Seconds since 1970.
    #[prost(uint64, optional, tag = "1")]
    pub start: Option<u64>,
    /// Seconds since 1970.
    #[prost(uint64, optional, tag = "2")]
    pub end: Option<u64>,
}

/// What an alert is about: everything that is given must hold.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EntitySelector {
    /// A whole operator.
    #[prost(string, optional, tag = "1")]
    pub agency_id: Option<String>,
    /// Of `routes.txt`.
    #[prost(string, optional, tag = "2")]
    pub route_id: Option<String>,
    /// A trip.
    #[prost(message, optional, tag = "4")]
    pub trip: Option<TripDescriptor>,
    /// Of `stops.txt`.
    #[prost(string, optional, tag = "5")]
    pub stop_id: Option<String>,
}

/// A text in several languages.
#[derive(Clone, PartialEq, prost::Message)]
pub struct TranslatedString {
    /// One for each language.
    #[prost(message, repeated, tag = "1")]
    pub translation: Vec<Translation>,
}

/// A text in one language.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Translation {
    /// The words.
    #[prost(string, required, tag = "1")]
    pub text: String,
    /// BCP 47 tag; none for the language of the feed.
    #[prost(string, optional, tag = "2")]
    pub language: Option<String>,
}
