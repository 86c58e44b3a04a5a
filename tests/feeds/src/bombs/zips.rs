//! Zips as bombs (H73): more comes out than goes in, more files than anyone has, names that lead elsewhere, lies.

use std::io::Read;

use super::{Bomb, End, Line};
use crate::sound;
use crate::zip_forge::{End as ZipEnd, Member, zip, zip_of_large_numbers, zip_of_many, zip_that_says};

const MIB: usize = 1 << 20;

/// Every zip.
pub const ZIPS: &[Bomb] = &[
    archive(
        "nine files that are one and the same",
        || nine(|_, member| member.says_start = Some(0)),
        "lies over",
    ),
    archive("files quoted within each other, as in 42.zip", quoted, "lies over"),
    archive(
        "a file that reaches into the directory",
        || spoilt("trips.txt", |trips| trips.says_packed *= 40),
        "lies over",
    ),
    file(
        "a megabyte that unpacks to ten gigabytes",
        "stops.txt",
        || replaced(ten_gigabytes()),
        "10737418240 bytes unpacked, more than",
    ),
    file(
        "a file that says 2^64-1 bytes",
        "stops.txt",
        || spoilt("stops.txt", |stops| stops.says_size = u64::MAX),
        "18446744073709551615 bytes",
    ),
    archive(
        "a file that says that it is packed in 2^64-1",
        || spoilt("stops.txt", |stops| stops.says_packed = u64::MAX),
        "lies over",
    ),
    file(
        "a file packed a thousand times",
        "agency.txt",
        || replaced(Member::endless("agency.txt", &[b'x'; MIB], 60)),
        "more than 200 times",
    ),
    archive("five files that unpack to more than all may", all_large, "bytes unpacked, more than 1073741824"),
    Bomb {
        name: "a file that says 99 bytes and goes on for ever",
        make: || replaced(Member { says_size: 99, ..Member::endless("stops.txt", &[b'\n'; MIB], 500) }),
        end: End::Refused { file: "stops.txt", line: Line::Any, words: "longer than the zip says" },
    },
    Bomb {
        name: "a file shorter than it says",
        make: || spoilt("stops.txt", |stops| stops.says_size += 1),
        end: End::Refused { file: "stops.txt", line: Line::Any, words: "shorter than the zip says" },
    },
    Bomb {
        name: "a file with a wrong check sum",
        make: || spoilt("stops.txt", |stops| stops.crc ^= 1),
        end: End::Refused { file: "stops.txt", line: Line::Any, words: "check sum" },
    },
    archive("a million files", || zip_of_many(1_000_000, 1_000_000), "1000000 files, more than 64"),
    archive("a million files that say they are five", || zip_of_many(1_000_000, 5), "a directory of"),
    archive(
        "five files that say they are a million",
        || says(|end| ZipEnd { files: 1_000_000, ..end }),
        "1000000 files, more than 64",
    ),
    archive(
        "six files that say they are seven",
        || says(|end| ZipEnd { files: 7, ..end }),
        "contradicts itself",
    ),
    archive(
        "six files that say they are four",
        || says(|end| ZipEnd { files: 4, ..end }),
        "contradicts itself",
    ),
    archive("2^64-1 files", || says(|end| ZipEnd { files: u64::MAX, ..end }), "18446744073709551615 files"),
    archive(
        "a directory beyond the end",
        || says(|end| ZipEnd { start: u64::MAX - 9, ..end }),
        "contradicts itself",
    ),
    archive(
        "a directory larger than the zip",
        || says(|end| ZipEnd { bytes: 900_000, ..end }),
        "contradicts itself",
    ),
    archive("a name that leads upwards", || added("../../stops.txt"), "leads out of the zip"),
    archive(
        "a name that leads upwards, with backslashes",
        || added("..\\..\\stops.txt"),
        "leads out of the zip",
    ),
    archive("an absolute name", || added("/etc/passwd"), "leads out of the zip"),
    archive("a name on a drive", || added("C:\\stops.txt"), "leads out of the zip"),
    file(
        "a symbolic link",
        "stops.txt",
        || spoilt("stops.txt", |stops| stops.mode = 0o120_777),
        "a symbolic link",
    ),
    file("an encrypted file", "stops.txt", || spoilt("stops.txt", |stops| stops.flags = 1), "encrypted"),
    file(
        "a file encrypted by AES",
        "stops.txt",
        || spoilt("stops.txt", |stops| stops.method = 99),
        "method 99",
    ),
    file("a file that is not where it says", "stops.txt", displaced, "not where the zip says"),
    archive("a zip cut off in the middle", cut_off, "its end is missing"),
    archive("ten megabytes that are no zip", || b"<html>".repeat(10 * MIB / 6), "its end is missing"),
    archive(
        "nothing but ends",
        || b"PK\x05\x06\0\0\0\0\x05\0\x05\0\xFF\0\0\0\0\0\0\0\0\0".repeat(100_000),
        "not a readable zip",
    ),
    taken("a zip whose every number is in a field of ZIP64", || zip_of_large_numbers(&members())),
    taken("a zip behind a megabyte of something else", || [random(MIB), zip(&members())].concat()),
    taken("a zip with a picture beside the feed", || replaced(Member::stored("logo.png", random(MIB)))),
];

const fn taken(name: &'static str, make: fn() -> Vec<u8>) -> Bomb {
    Bomb { name, make, end: End::Taken }
}

const fn archive(name: &'static str, make: fn() -> Vec<u8>, words: &'static str) -> Bomb {
    file(name, "feed.zip", make, words)
}

const fn file(name: &'static str, file: &'static str, make: fn() -> Vec<u8>, words: &'static str) -> Bomb {
    Bomb { name, make, end: End::Refused { file, line: Line::None, words } }
}

fn members() -> Vec<Member> {
    sound::files("Nowhere").iter().map(|(name, bytes)| Member::deflated(name, &bytes[..])).collect()
}

/// The sound feed with one file changed.
fn spoilt(name: &str, spoil: impl Fn(&mut Member)) -> Vec<u8> {
    let mut members = members();
    members.iter_mut().filter(|member| member.name == name).for_each(spoil);
    zip(&members)
}

/// The sound feed with one file in the place of its own.
fn replaced(member: Member) -> Vec<u8> {
    let others = members().into_iter().filter(|other| other.name != member.name);
    zip(&others.chain([member.clone()]).collect::<Vec<_>>())
}

/// The sound feed and one file more.
fn added(name: &str) -> Vec<u8> {
    let mut members = members();
    members.push(Member::stored(name, b"root".to_vec()));
    zip(&members)
}

/// The sound feed, whose end lies.
fn says(lie: impl Fn(ZipEnd) -> ZipEnd) -> Vec<u8> {
    zip_that_says(&members(), lie)
}

/// Nine files with the names of a feed, each changed by its number.
fn nine(change: impl Fn(usize, &mut Member)) -> Vec<u8> {
    let names = [
        "agency",
        "stops",
        "routes",
        "calendar",
        "calendar_dates",
        "trips",
        "stop_times",
        "frequencies",
        "feed_info",
    ];
    let mut members: Vec<Member> =
        names.iter().map(|name| Member::endless(&format!("{name}.txt"), &random(MIB / 4), 1)).collect();
    members.iter_mut().enumerate().for_each(|(number, member)| change(number, member));
    zip(&members)
}

/// Each file holds the one behind it as bytes of its own: so the last is unpacked nine times.
fn quoted() -> Vec<u8> {
    nine(|number, member| member.says_packed = ((9 - number) * MIB / 4) as u64)
}

/// Nothing that can be packed, so that the archive is as large as it is.
fn random(bytes: usize) -> Vec<u8> {
    let mut numbers = tests_end_to_end::random::Random(42);
    (0..bytes).map(|_| numbers.below(256) as u8).collect()
}

fn ten_gigabytes() -> Member {
    Member::endless("stops.txt", &[b'x'; 16 * MIB], 640)
}

/// Five files of 250 MiB, each packed less than two hundred times.
fn all_large() -> Vec<u8> {
    let large = |name: &str| Member { says_size: 250 << 20, ..Member::stored(name, vec![b'x'; 5 * MIB / 2]) };
    zip(&["agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt"].map(large))
}

/// A gap of a few bytes, in which a file is said to begin.
fn displaced() -> Vec<u8> {
    let mut members = members();
    let before: usize =
        members.iter().take_while(|member| member.name != "stops.txt").map(whole_length).sum();
    for member in &mut members {
        if member.name == "stops.txt" {
            member.says_start = Some(before as u64 + 3);
            member.says_packed -= 3;
        }
    }
    zip(&members)
}

fn whole_length(member: &Member) -> usize {
    30 + member.name.len() + member.packed.len()
}

fn cut_off() -> Vec<u8> {
    let noise = Member::stored("noise.bin", random(3 * MIB));
    let whole = replaced(noise);
    let mut half = Vec::new();
    (&whole[..]).take(whole.len() as u64 / 2).read_to_end(&mut half).unwrap();
    half
}
