//! What real time is tested with: boards worked out by another program, and a hub whose clock is moved by hand.
//! It must never know: the transport plugin's code.
//! To add a way in which a train is late: a kind in `python/board.py`.
//! Tested by what it is used for, in `tests/`.

mod independent;
pub mod issy;
mod simulation;
mod town;

pub use independent::{Boards, boards};
pub use simulation::Simulation;
pub use town::{Fate, LINE, STATIONS, Town, Train, zipped};
