//! The refreshes: one file for each kind of source.

mod carpool;
mod gbfs;
mod lifts;

pub(crate) use carpool::carpool;
pub(crate) use gbfs::gbfs;
pub(crate) use lifts::lifts;
