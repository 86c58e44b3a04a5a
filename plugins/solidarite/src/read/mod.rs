//! The refreshes: one file for each kind of list.

mod data_inclusion;
mod mednum;
mod places;
mod service;

pub(crate) use data_inclusion::data_inclusion;
pub(crate) use mednum::mednum;
pub(crate) use places::places;
