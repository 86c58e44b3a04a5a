//! The refreshes: one file for each kind of source.

mod event;
mod ical;
mod museums;
mod openagenda;
mod place;
mod venues;
mod words;

pub(crate) use ical::ical;
pub(crate) use museums::museums;
pub(crate) use openagenda::openagenda;
pub(crate) use venues::venues;
