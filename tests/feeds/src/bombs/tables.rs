//! Tables as bombs (H74): too many rows, rows without an end, references in circles, figures out of this world.

use super::{Bomb, End, Line};
use crate::sound::{self, zip_of};
use crate::zip_forge::{Member, zip};

const MIB: usize = 1 << 20;
const STOP_TIMES: &str = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n";

/// Every feed.
pub const TABLES: &[Bomb] = &[
    refused(
        "a hundred million stop times",
        hundred_million,
        "stop_times.txt",
        Line::None,
        "bytes unpacked, more than",
    ),
    refused(
        "one stop time more than a hub reads",
        too_many_stop_times,
        "stop_times.txt",
        Line::At(2_000_002),
        "more rows than a hub reads",
    ),
    refused(
        "more stops than there is memory for",
        too_many_stops,
        "stops.txt",
        Line::Any,
        "more memory than a plugin may use",
    ),
    refused(
        "one line of a gigabyte",
        gigabyte_line,
        "stops.txt",
        Line::None,
        "1073741824 bytes unpacked, more than",
    ),
    refused(
        "one line of twenty megabytes",
        long_line,
        "stops.txt",
        Line::At(2),
        "a row is longer than 65536 bytes",
    ),
    refused(
        "a quote that is never closed",
        open_quote,
        "stops.txt",
        Line::At(3),
        "a quote is opened and never closed",
    ),
    refused("a thousand columns", || header(1_000), "stops.txt", Line::At(1), "1000 columns, more than 200"),
    refused(
        "a hundred thousand columns",
        || header(100_000),
        "stops.txt",
        Line::At(1),
        "a row is longer than",
    ),
    refused("UTF-16", || rewritten(utf_16), "agency.txt", Line::At(1), "UTF-16"),
    refused(
        "ten trains a second",
        frequencies,
        "stop_times.txt",
        Line::None,
        "more than 1500000 departures in 7 days",
    ),
    defused("parents in a circle", circle, "stops.txt", Line::At(5), "\"Q\" is no station"),
    defused(
        "the time 999:99:99",
        || replaced("stop_times.txt", "T5,5:00:00", "T5,999:99:99"),
        "stop_times.txt",
        Line::At(12),
        "999:99:99",
    ),
    defused(
        "a trip of seventy thousand stops",
        long_trip,
        "stop_times.txt",
        Line::Any,
        "more than 10000 stops",
    ),
    defused(
        "NUL bytes",
        || appended("stops.txt", b"N\0,Ja\0vel\0,48.8,2.2\n"),
        "stops.txt",
        Line::At(4),
        "NUL signs",
    ),
    defused(
        "Latin 1",
        || appended("stops.txt", b"L,Mus\xE9e,48.8,2.2\n"),
        "stops.txt",
        Line::At(4),
        "not written in UTF-8",
    ),
    defused("sixteen bad cells of sixty kilobytes", bad_cells, "stops.txt", Line::At(4), "stop_lat is"),
    defused("ids longer than an id may be", long_ids, "stops.txt", Line::At(4), "longer than 200 bytes"),
    defused(
        "ids with control characters",
        || appended("stops.txt", b"\"a\x07b\",Bell,48.8,2.2\n"),
        "stops.txt",
        Line::At(4),
        "control character",
    ),
    defused(
        "a service of 9,000 years",
        || {
            replaced(
                "calendar.txt",
                "20000101,20401231\n",
                "20000101,20401231\nE,0,0,0,0,0,0,1,10000101,99991231\n",
            )
        },
        "calendar.txt",
        Line::At(3),
        "more than 200 years",
    ),
    taken("calendars of thirty years, day by day", thirty_years),
    taken("two hundred thousand services that never run", idle_services),
    taken("a line whose trains all go another way", many_ways),
    taken("a name of sixty kilobytes", || {
        appended("stops.txt", format!("W,{},48.8,2.2\n", "É".repeat(30_000)).as_bytes())
    }),
];

const fn refused(
    name: &'static str,
    make: fn() -> Vec<u8>,
    file: &'static str,
    line: Line,
    words: &'static str,
) -> Bomb {
    Bomb { name, make, end: End::Refused { file, line, words } }
}

const fn defused(
    name: &'static str,
    make: fn() -> Vec<u8>,
    file: &'static str,
    line: Line,
    words: &'static str,
) -> Bomb {
    Bomb { name, make, end: End::Defused { file, line, words } }
}

const fn taken(name: &'static str, make: fn() -> Vec<u8>) -> Bomb {
    Bomb { name, make, end: End::Taken }
}

/// The sound feed with files in the place of its own.
fn with(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut all = sound::files("Nowhere");
    all.extend(files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())));
    zip_of(&all.into_iter().collect::<Vec<_>>())
}

/// The sound feed with rows added to a file.
fn appended(file: &str, rows: &[u8]) -> Vec<u8> {
    let mut bytes = sound::files("Nowhere").remove(file).unwrap();
    bytes.extend_from_slice(rows);
    with(&[(file, bytes)])
}

/// The sound feed with words of a file replaced, once.
fn replaced(file: &str, from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(sound::files("Nowhere").remove(file).unwrap()).unwrap();
    assert!(text.contains(from), "{from:?} is in {file}");
    with(&[(file, text.replacen(from, to, 1).into_bytes())])
}

/// The sound feed with every file changed.
fn rewritten(change: fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let files = sound::files("Nowhere").into_iter().map(|(name, bytes)| (name, change(&bytes)));
    zip_of(&files.collect::<Vec<_>>())
}

/// The sound feed with one packed file in the place of its own.
fn packed(member: Member) -> Vec<u8> {
    let others = sound::files("Nowhere");
    let others = others.iter().filter(|(name, _)| **name != member.name);
    let members = others.map(|(name, bytes)| Member::deflated(name, &bytes[..]));
    zip(&members.chain([member.clone()]).collect::<Vec<_>>())
}

fn rows(header: &str, count: usize, row: impl Fn(usize) -> String) -> Vec<u8> {
    let mut text = header.to_owned();
    (0..count).for_each(|number| text.push_str(&row(number)));
    text.into_bytes()
}

fn hundred_million() -> Vec<u8> {
    let million = b"T0,08:00:00,08:00:00,A,0\n".repeat(100_000);
    packed(Member::endless("stop_times.txt", &million, 1_000))
}

fn too_many_stop_times() -> Vec<u8> {
    // Rows that differ, so that they are packed no better than real ones.
    let row = |number: usize| {
        format!("T{},8:{:02}:00,8:{:02}:00,A,{number}\n", number * 7 % 24, number % 60, number % 60)
    };
    packed(Member::deflated("stop_times.txt", &rows(STOP_TIMES, 2_000_001, row)[..]))
}

fn too_many_stops() -> Vec<u8> {
    let name = "Gare ".repeat(20);
    let row =
        |number: usize| format!("S{number}-{:x},{name}{number},48.{number:06},2.2\n", number * 2_654_435_761);
    let row = |number| format!("{}{}", row(number), row(number + 1_000_000));
    packed(Member::deflated("stops.txt", &rows("stop_id,stop_name,stop_lat,stop_lon\n", 499_999, row)[..]))
}

fn gigabyte_line() -> Vec<u8> {
    packed(Member::endless("stops.txt", &[b'x'; 16 * MIB], 64))
}

fn long_line() -> Vec<u8> {
    let mut text = b"stop_id,stop_name,stop_lat,stop_lon\n".to_vec();
    text.resize(20 * MIB, b'x');
    packed(Member::stored("stops.txt", text))
}

fn open_quote() -> Vec<u8> {
    let row =
        |number: usize| format!("S{number},{}Quai {number},48.8,2.2\n", if number == 1 { "\"" } else { "" });
    with(&[("stops.txt", rows("stop_id,stop_name,stop_lat,stop_lon\n", 10_000, row))])
}

fn header(columns: usize) -> Vec<u8> {
    with(&[("stops.txt", rows("stop_id", columns - 1, |number| format!(",c{number}")))])
}

fn utf_16(bytes: &[u8]) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(bytes.iter().flat_map(|byte| [*byte, 0])).collect()
}

fn frequencies() -> Vec<u8> {
    let stop_times = rows(STOP_TIMES, 50, |number| {
        format!("T0,8:00:00,8:00:00,{},{number}\n", if number == 49 { "Z" } else { "A" })
    });
    let every_ten_seconds = b"trip_id,start_time,end_time,headway_secs\nT0,00:00:00,24:00:00,10\n".to_vec();
    with(&[("stop_times.txt", stop_times), ("frequencies.txt", every_ten_seconds)])
}

fn circle() -> Vec<u8> {
    let stops = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n\
                 A,Issy,48.82,2.26,0,\nZ,Nowhere,48.83,2.27,0,\n\
                 P,Own,48.8,2.2,0,P\nR,One,48.8,2.2,0,Q\nQ,Two,48.8,2.2,0,R\nU,Three,48.8,2.2,1,V\nV,Four,48.8,2.2,1,U\n";
    with(&[("stops.txt", stops.as_bytes().to_vec())])
}

fn long_trip() -> Vec<u8> {
    let mut bytes = sound::files("Nowhere").remove("stop_times.txt").unwrap();
    bytes.extend(rows("", 70_000, |number| {
        format!(
            "L,{0}:00:00,{0}:00:00,{1},{number}\n",
            number / 1_000,
            if number % 2 == 0 { "A" } else { "Z" }
        )
    }));
    let mut trips = sound::files("Nowhere").remove("trips.txt").unwrap();
    trips.extend(b"R,S,L,\n");
    with(&[("stop_times.txt", bytes), ("trips.txt", trips)])
}

fn bad_cells() -> Vec<u8> {
    let mut bytes = sound::files("Nowhere").remove("stops.txt").unwrap();
    bytes.extend(rows("", 16, |number| format!("B{number},Bad,{}{number},2.2\n", "\u{7}x".repeat(30_000))));
    with(&[("stops.txt", bytes)])
}

fn long_ids() -> Vec<u8> {
    appended("stops.txt", format!("{},Long,48.8,2.2\n", "i".repeat(201)).as_bytes())
}

fn thirty_years() -> Vec<u8> {
    let day = |number: usize| {
        format!(
            "S{},{}{:02}{:02},1\n",
            number % 10,
            2000 + number / 3_360,
            number / 280 % 12 + 1,
            number / 10 % 28 + 1
        )
    };
    with(&[("calendar_dates.txt", rows("service_id,date,exception_type\n", 10 * 28 * 12 * 30, day))])
}

fn idle_services() -> Vec<u8> {
    let mut bytes = sound::files("Nowhere").remove("calendar.txt").unwrap();
    bytes.extend(rows("", 200_000, |number| format!("I{number},0,0,0,0,0,0,0,20000101,21991231\n")));
    packed(Member::deflated("calendar.txt", &bytes[..]))
}

fn many_ways() -> Vec<u8> {
    let (trips, stops) = (500, 20_000);
    let mut random = tests_end_to_end::random::Random(7);
    let all = sound::files("Nowhere");
    let text = |file: &str| String::from_utf8(all[file].clone()).unwrap();
    let (mut stop_rows, mut trip_rows, mut times) =
        (text("stops.txt"), text("trips.txt"), text("stop_times.txt"));
    (0..stops).for_each(|stop| stop_rows += &format!("W{stop},Way {stop},48.8,2.2\n"));
    for trip in 0..trips {
        trip_rows += &format!("R,LATER,W{trip},\n");
        (0..400).for_each(|place| {
            times += &format!("W{trip},9:00:00,9:00:00,W{},{place}\n", random.below(stops))
        });
    }
    // A single day far ahead: what costs is ordering the stations.
    let later = b"service_id,date,exception_type\nLATER,20300101,1\n".to_vec();
    with(&[
        ("calendar_dates.txt", later),
        ("stops.txt", stop_rows.into()),
        ("trips.txt", trip_rows.into()),
        ("stop_times.txt", times.into()),
    ])
}
