//! Every quirk of a feed, each on a small feed written in the test.

mod departures;
mod files;
mod rows;
mod sample;
mod times;
mod words;
