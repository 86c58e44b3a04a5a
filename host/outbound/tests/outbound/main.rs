//! The door to the outside against servers of its own on this machine, listed as private.

mod addresses;
mod answers;
mod encryption;
mod files;
mod limits;
mod own_network;
mod redirects;
mod server;
mod traffic;
