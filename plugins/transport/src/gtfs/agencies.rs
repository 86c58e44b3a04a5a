//! `agency.txt` and `feed_info.txt`: who runs the lines, in which time zone, and who made the feed.

use std::io::{Read, Seek};

use super::dates::Date;
use super::ids::Ids;
use super::report::{Refusal, Report};
use super::table::{Column, Row};
use super::zip_files::ZipFiles;

const AGENCY: &str = "agency.txt";
const FEED_INFO: &str = "feed_info.txt";

/// A company or a network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agency {
    /// Its id in the feed; may be empty if it is the only one.
    pub id: String,
    /// Its name, `RER C`.
    pub name: String,
    /// Its pages.
    pub url: String,
    /// IANA name of the time zone of every time in the feed.
    pub timezone: String,
    /// Language code; may be empty.
    pub lang: String,
}

/// What the feed says of itself; all empty without `feed_info.txt`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedInfo {
    /// Who publishes the feed.
    pub publisher: String,
    /// Address of the publisher.
    pub url: String,
    /// Version of the feed, as its publisher counts.
    pub version: String,
    /// The feed promises to be right from this day.
    pub start: Option<Date>,
    /// The feed promises to be right until this day, included.
    pub end: Option<Date>,
}

/// Reads `agency.txt`, with the index of each id.
pub(super) fn read_agencies<R: Read + Seek>(
    files: &mut ZipFiles<R>,
    report: &mut Report,
) -> Result<(Vec<Agency>, Ids), Refusal> {
    let mut table = files.open_required(AGENCY, report)?;
    let (name, timezone) = (table.required("agency_name")?, table.required("agency_timezone")?);
    let (id, url, lang) =
        (table.optional("agency_id"), table.optional("agency_url"), table.optional("agency_lang"));
    let (mut agencies, mut ids) = (Vec::new(), Ids::default());
    while let Some(row) = table.next_row(report)? {
        if row.text(timezone).is_empty() {
            report.refuse(AGENCY, row.line, format_args!("no agency_timezone: the agency is left out"));
            continue;
        }
        if ids.add(row.text(id)).is_none() {
            let reason =
                format_args!("the agency_id {:?} is there twice: the first one is kept", row.text(id));
            report.refuse(AGENCY, row.line, reason);
            continue;
        }
        agencies.push(Agency {
            id: row.text(id).to_owned(),
            name: row.words(name),
            url: row.words(url),
            timezone: row.words(timezone),
            lang: row.words(lang),
        });
    }
    check_time_zones(&agencies, report)?;
    Ok((agencies, ids))
}

/// A feed has one time zone; without any, no time in it means anything.
fn check_time_zones(agencies: &[Agency], report: &mut Report) -> Result<(), Refusal> {
    let Some(first) = agencies.first() else {
        return Err(Refusal::of(AGENCY, "no agency with a time zone; add agency_timezone, Europe/Paris"));
    };
    if let Some(other) = agencies.iter().find(|agency| agency.timezone != first.timezone) {
        let reason = format_args!(
            "two time zones, {} and {}: every time is read in the first, as GTFS requires one",
            first.timezone, other.timezone
        );
        report.warn(AGENCY, None, reason);
    }
    Ok(())
}

/// Reads the first row of `feed_info.txt`, if there is one. A broken `feed_info.txt` harms no timetable.
pub(super) fn read_feed_info<R: Read + Seek>(
    files: &mut ZipFiles<R>,
    report: &mut Report,
) -> Result<FeedInfo, Refusal> {
    match read_info_row(files, report) {
        Err(refusal) => {
            report.warn(FEED_INFO, refusal.line, format_args!("{}: the file is not read", refusal.reason));
            Ok(FeedInfo::default())
        }
        info => info,
    }
}

fn read_info_row<R: Read + Seek>(files: &mut ZipFiles<R>, report: &mut Report) -> Result<FeedInfo, Refusal> {
    let Some(mut table) = files.open_optional(FEED_INFO, report)? else {
        return Ok(FeedInfo::default());
    };
    let (publisher, url) = (table.optional("feed_publisher_name"), table.optional("feed_publisher_url"));
    let version = table.optional("feed_version");
    let (start, end) = (table.optional("feed_start_date"), table.optional("feed_end_date"));
    let Some(row) = table.next_row(report)? else {
        return Ok(FeedInfo::default());
    };
    Ok(FeedInfo {
        publisher: row.words(publisher),
        url: row.words(url),
        version: row.words(version),
        start: info_date(&row, start, report),
        end: info_date(&row, end, report),
    })
}

fn info_date(row: &Row<'_>, column: Column, report: &mut Report) -> Option<Date> {
    let text = row.text(column);
    let date = Date::parse(text);
    if date.is_none() && !text.is_empty() {
        report.warn(
            FEED_INFO,
            Some(row.line),
            format_args!("{text:?} is no date (20170326): it is not read"),
        );
    }
    date
}
