//! The door to the outside against servers of its own on this machine, listed as private.

mod answers;
mod encryption;
mod files;
mod limits;
mod redirects;
mod server;
