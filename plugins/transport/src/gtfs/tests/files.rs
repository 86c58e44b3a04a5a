//! Quirks of whole files: zips, folders, encodings, line ends, limits.

use super::sample::{Sample, board};
use crate::gtfs::Limits;

const BOARD: [&str; 2] = ["15 08:00 A Invalides", "15 08:05 B Invalides"];

#[test]
fn the_sample_is_sound() {
    let (feed, warnings) = Sample::new().sound();
    assert_eq!(board(&feed, "20170315", 1), BOARD);
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn line_ends_marks_and_a_missing_last_one_change_nothing() {
    let (plain, _) = Sample::new().sound();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let variants: [fn(String) -> String; 5] = [
        |text| text.replace('\n', "\r\n"),
        |text| text.replace('\n', "\r"),
        |text| format!("\u{FEFF}{text}"),
        |text| text.trim_end().to_owned(),
        |text| text.replace('\n', "\n\n,,\n"),
    ];
    for variant in variants {
        let (mut feed, warnings) = Sample::new().rewrite(|bytes| variant(text(bytes)).into_bytes()).sound();
        feed.trips[0].line_in_file = plain.trips[0].line_in_file;
        assert_eq!(feed, plain);
        assert!(warnings.is_empty(), "{warnings:?}");
    }
}

#[test]
fn the_line_in_the_report_is_the_line_in_the_file() {
    let bad = "Z,\"a name\nof two lines\",x,2.2,,,\n";
    for end in ["\n", "\r\n", "\r"] {
        let sample =
            Sample::new().and("stops.txt", "\n\n").and("stops.txt", bad).and("stops.txt", "Y,y,x,2,,,\n");
        let (_, warnings) =
            sample.rewrite(|bytes| String::from_utf8_lossy(bytes).replace('\n', end).into()).sound();
        assert!(warnings[0].starts_with("stops.txt:8 stop_lat is \"x\""), "{warnings:?}");
        assert!(warnings[1].starts_with("stops.txt:10 "), "{warnings:?}");
    }
}

#[test]
fn quotes_spaces_and_columns_may_vary() {
    let routes = "\"route_type\", ROUTE_ID ,mascot,route_short_name\n 2 , R ,\"a \"\"bear\"\", brown\", C\n";
    let (feed, warnings) = Sample::new().with("routes.txt", routes).sound();
    assert_eq!((feed.routes[0].id.as_str(), feed.routes[0].short_name.as_str()), ("R", "C"));
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn rows_may_be_short_or_long() {
    let (feed, warnings) =
        Sample::new().and("stops.txt", "D,Short,48.8,2.2\nE,Long,48.8,2.2,,,,,,\n").sound();
    assert_eq!(feed.stops.len(), 6);
    assert!(warnings.is_empty(), "{warnings:?}");
    let (_, warnings) = Sample::new().and("stops.txt", "F,Long,48.8,2.2,,,,surprise\n").sound();
    assert!(warnings[0].starts_with("stops.txt:6 more cells than columns"), "{warnings:?}");
}

#[test]
fn one_folder_is_entered_and_several_are_refused() {
    let (feed, _) =
        Sample::new().in_folder("feed/v2").with("__MACOSX/feed/stops.txt", "x").with("readme", "x").sound();
    assert_eq!(board(&feed, "20170315", 1), BOARD);
    let two = Sample::new().in_folder("one").with("two/stops.txt", "x").refused();
    assert!(two.contains("feed.zip") && two.contains("one, two"), "{two}");
    let none = Sample::new().in_folder("__MACOSX").refused();
    assert!(none.contains("no GTFS file"), "{none}");
}

#[test]
fn a_file_that_is_no_zip_is_refused() {
    let mut report = crate::gtfs::Report::default();
    let refusal = crate::gtfs::read_feed(std::io::Cursor::new(b"<html>"), &mut report).unwrap_err();
    assert_eq!(refusal.file, "feed.zip");
    let mut zip = Sample::new().zip();
    zip.truncate(zip.len() - 30);
    assert_eq!(crate::gtfs::read_feed(std::io::Cursor::new(zip), &mut report).unwrap_err().file, "feed.zip");
}

#[test]
fn a_damaged_file_is_refused_by_name() {
    let mut zip = Sample::new().zip();
    let name = zip.windows(10).position(|bytes| bytes == b"agency.txt").unwrap();
    zip[name + 20] ^= 0xFF;
    let refusal =
        crate::gtfs::read_feed(std::io::Cursor::new(zip), &mut crate::gtfs::Report::default()).unwrap_err();
    assert_eq!(refusal.file, "agency.txt", "{refusal}");
}

#[test]
fn each_required_file_and_column_is_named() {
    for file in ["agency.txt", "stops.txt", "routes.txt", "calendar.txt", "trips.txt", "stop_times.txt"] {
        let refusal = Sample::new().without(file).refused();
        assert!(refusal.contains(file) && refusal.contains("add "), "{refusal}");
        assert!(Sample::new().with(file, "").refused().contains(file));
    }
    for (file, column) in
        [("stops.txt", "stop_lat"), ("stop_times.txt", "stop_sequence"), ("calendar.txt", "friday")]
    {
        let refusal = Sample::new().change(file, column, "other").refused();
        assert!(refusal.starts_with(&format!("{file}, line 1: the column {column} is missing")), "{refusal}");
    }
}

#[test]
fn utf_16_is_refused_and_bad_utf_8_is_shown() {
    let wide =
        |bytes: &[u8]| [0xFF, 0xFE].into_iter().chain(bytes.iter().flat_map(|byte| [*byte, 0])).collect();
    assert!(Sample::new().rewrite(wide).refused().contains("UTF-16"));
    let latin =
        b"stop_id,stop_name,stop_lat,stop_lon\nA,Mus\xE9e,48.8,2.2\nB,Ja\0vel,48.8,2.2\nC,c,48.8,2.2\n";
    let (feed, warnings) = Sample::new().with("stops.txt", latin).sound();
    assert_eq!((feed.stops[0].name.as_str(), feed.stops[1].name.as_str()), ("Mus\u{FFFD}e", "Javel"));
    assert!(warnings[0].starts_with("stops.txt:2 not written in UTF-8"), "{warnings:?}");
    assert!(warnings[1].starts_with("stops.txt:3 the row holds NUL"), "{warnings:?}");
}

#[test]
fn each_limit_holds_at_the_limit_and_not_one_past_it() {
    let all = Limits::DEFAULT;
    let at = |limits: Limits| Sample::new().limits(limits).read().0.map_err(|refusal| refusal.to_string());
    let sizes = Sample::new().sizes();
    let total: u64 = sizes.iter().map(|(bytes, _)| bytes).sum();
    let largest = sizes.iter().map(|(bytes, _)| *bytes).max().unwrap();
    let row = sizes.iter().map(|(_, row)| *row).max().unwrap();
    let cases = [
        ("feed.zip", Limits { files: 6, ..all }, Limits { files: 5, ..all }),
        ("calendar.txt", Limits { columns: 10, ..all }, Limits { columns: 9, ..all }),
        ("stop_times.txt", Limits { stop_times: 3, ..all }, Limits { stop_times: 2, ..all }),
        ("stops.txt", Limits { rows: 4, ..all }, Limits { rows: 3, ..all }),
        ("stops.txt", Limits { file_bytes: largest, ..all }, Limits { file_bytes: largest - 1, ..all }),
        ("calendar.txt", Limits { row_bytes: row, ..all }, Limits { row_bytes: row - 1, ..all }),
        ("feed.zip", Limits { total_bytes: total, ..all }, Limits { total_bytes: total - 1, ..all }),
    ];
    for (file, within, past) in cases {
        at(within).unwrap();
        let refusal = at(past).unwrap_err();
        assert!(refusal.starts_with(file), "{file}: {refusal}");
    }
}

#[test]
fn a_file_may_be_packed_as_well_as_the_limit_and_no_better() {
    let empty_lines = "\n".repeat(2 << 20);
    let at = |ratio| {
        let sample = Sample::new().and("stops.txt", &empty_lines);
        sample.limits(Limits { ratio, ..Limits::DEFAULT }).read().0.map_err(|refusal| refusal.to_string())
    };
    let refusal = at(Limits::DEFAULT.ratio).unwrap_err();
    assert!(refusal.starts_with("stops.txt: ") && refusal.contains("more than 200 times"), "{refusal}");
    assert!(at(2_000).is_ok());
}

#[test]
fn what_is_too_long_for_the_hub_is_left_out_or_cut() {
    let (id, name) = ("x".repeat(200), "n".repeat(300));
    let (feed, warnings) =
        Sample::new().and("stops.txt", &format!("{id},Long,48.8,2.2\n{id}x,Longer,48.8,2.2\n")).sound();
    assert_eq!(feed.stops.last().unwrap().id, id);
    assert!(warnings[0].starts_with("stops.txt:7 stop_id is longer than 200 bytes"), "{warnings:?}");
    let (feed, warnings) = Sample::new().and("stops.txt", &format!("N,{name},48.8,2.2\n")).sound();
    assert_eq!((feed.stops.last().unwrap().name.len(), warnings.len()), (200, 0));
    let (_, warnings) =
        Sample::new().and("stops.txt", &format!("B,Bad,{},2.2\n", "9".repeat(60_000))).sound();
    assert!(warnings[0].len() < 500, "{}", warnings[0].len());
}
