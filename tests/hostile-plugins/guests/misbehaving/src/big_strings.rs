//! Sixty megabytes for every door in turn. The hub must refuse them before it copies them.

use parvis_sdk::{
    Date, Error, Query, ReportLine, Severity, View, all, clock, data, outbound, publication, settings,
};

use crate::survived;

/// Nearly all the memory that a page may have, and never touched by the guest.
#[expect(unsafe_code, reason = "the misdeed costs the guest nothing")]
fn big() -> String {
    // SAFETY: zeroes are characters.
    unsafe { String::from_utf8_unchecked(vec![0; 60 * 1024 * 1024]) }
}

/// The hub took the string: that is the worst that a test can find.
fn taken<T>(_: T) -> Result<View, Error> {
    survived("pris")
}

pub(crate) fn setting() -> Result<View, Error> {
    taken(settings::get(&big()))
}

pub(crate) fn zone() -> Result<View, Error> {
    taken(clock::to_local(&big(), 0))
}

pub(crate) fn instant() -> Result<View, Error> {
    taken(clock::to_instant(&big(), Date { year: 2026, month: 3, day: 16 }, 0))
}

pub(crate) fn collection() -> Result<View, Error> {
    taken(data::count(&big()))
}

pub(crate) fn id() -> Result<View, Error> {
    taken(data::get("stops", &big()))
}

pub(crate) fn search() -> Result<View, Error> {
    taken(data::find(&Query { text: Some(big()), ..all("stops", 1) }))
}

pub(crate) fn source() -> Result<View, Error> {
    taken(publication::published(&big()))
}

pub(crate) fn draft() -> Result<View, Error> {
    taken(publication::begin(&big()))
}

pub(crate) fn open() -> Result<View, Error> {
    taken(outbound::open(&big()))
}

pub(crate) fn address() -> Result<View, Error> {
    taken(outbound::fetch(&outbound::Request { url: big(), headers: Vec::new(), timeout_ms: 1_000 }))
}

pub(crate) fn remark() -> Result<View, Error> {
    let line = ReportLine { severity: Severity::Info, file: String::new(), line: None, reason: big() };
    publication::report(&[line]);
    taken(())
}
