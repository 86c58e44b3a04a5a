//! What is compared on the real feed: twenty stations, at minutes chosen for what they could break.

/// The feed, within the shared test data.
pub const FEED: &str = "gtfs/transilien-lines-2016.zip";

/// The outlines of the territory's communes, within the shared test data.
pub const OUTLINES: &str = "communes/gpso.geojson";

/// The setting of the transport plugin that publishes stations outside the territory too.
pub const FILTER_OFF: (&str, &str) = ("transport.territory-only", "false");

/// Issy, on the RER C.
pub const ISSY: &str = "StopArea:DUA8739307";

/// Every station of the feed that lies in the territory. `tests/plan.rs` checks that against the outlines.
pub const INSIDE: [(&str, &str); 10] = [
    (ISSY, "Issy"),
    ("StopArea:DUA8739330", "Issy Val de Seine"),
    ("StopArea:DUA8739308", "Meudon Val Fleury"),
    ("StopArea:DUA8739310", "Meudon"),
    ("StopArea:DUA8739311", "Bellevue"),
    ("StopArea:DUA8739312", "Sèvres Rive Gauche"),
    ("StopArea:DUA8738234", "Sèvres Ville d'Avray"),
    ("StopArea:DUA8739320", "Chaville Rive Gauche"),
    ("StopArea:DUA8738233", "Chaville Rive Droite"),
    ("StopArea:DUA8739153", "Vanves Malakoff"),
];

/// Stations outside it: a busy one, ends of lines, two platforms in one station, several lines, a tram.
pub const OUTSIDE: [(&str, &str); 10] = [
    ("StopArea:DUA8775860", "Châtelet les Halles"),
    ("StopArea:DUA8739100", "Paris Montparnasse"),
    ("StopArea:DUA8739300", "Versailles Chantiers"),
    ("StopArea:DUA8739357", "Massy Palaiseau"),
    ("StopArea:DUA8754524", "Juvisy"),
    ("StopArea:DUA8727613", "Pontoise"),
    ("StopArea:DUA8738221", "La Défense"),
    ("StopArea:DUA8711340", "Bondy"),
    ("StopArea:DUA8738150", "Mantes la Jolie"),
    ("StopArea:DUA8754702", "Paris Austerlitz"),
];

/// The minutes, in the order of time, and why each was chosen. `tests/plan.rs` checks that those called
/// exception days have exceptions for services at stations of the territory.
pub const MINUTES: [(&str, &str); 26] = [
    ("2016-12-01T07:15:00+01:00", "first day of the feed"),
    ("2016-12-03T18:00:00+01:00", "exception day: Saturday, many services removed"),
    ("2016-12-25T10:00:00+01:00", "exception day: Christmas"),
    ("2017-01-01T00:10:00+01:00", "exception day: New Year's night, trains of the old year"),
    ("2017-01-15T14:20:00+01:00", "exception day: Sunday of works"),
    ("2017-02-07T00:45:00+01:00", "past midnight, the last trains of Monday"),
    ("2017-03-15T08:30:00+01:00", "an ordinary Wednesday"),
    ("2017-03-18T17:40:00+01:00", "exception day: Saturday of works"),
    ("2017-03-19T00:10:00+01:00", "exception day: past midnight during works"),
    ("2017-03-25T12:00:00+01:00", "the day before the clock change"),
    ("2017-03-25T23:50:00+01:00", "the evening before the clock change"),
    ("2017-03-26T00:30:00+01:00", "the night of the clock change"),
    ("2017-03-26T01:50:00+01:00", "ten minutes before the clock change"),
    ("2017-03-26T03:05:00+02:00", "five minutes after the clock change"),
    ("2017-03-26T12:00:00+02:00", "the day of the clock change"),
    ("2017-03-27T00:45:00+02:00", "past midnight, the last trains of the day of the clock change"),
    ("2017-04-08T00:45:00+02:00", "past midnight on a Saturday"),
    ("2017-04-17T08:30:00+02:00", "exception day: Easter Monday"),
    ("2017-04-30T23:55:00+02:00", "Sunday evening before a holiday"),
    ("2017-05-01T09:15:00+02:00", "exception day: 1 May"),
    ("2017-05-08T18:30:00+02:00", "exception day: 8 May"),
    ("2017-05-25T07:05:00+02:00", "exception day: Ascension"),
    ("2017-05-26T05:20:00+02:00", "exception day: the bridge after it, first trains"),
    ("2017-06-05T12:45:00+02:00", "exception day: Whit Monday"),
    ("2017-06-07T06:10:00+02:00", "morning of the last day of the feed"),
    ("2017-06-07T23:50:00+02:00", "the last trains of the feed"),
];
