//! Faults of the disk, the process and the machine: no answered write is lost, no start needs a hand.

mod full_disk;
mod kills;
mod nth_call;
mod own_disk;
mod power_cut;
mod round;
mod starts;
