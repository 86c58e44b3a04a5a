//! Fuzz targets: what comes from strangers as bytes, given to the code that reads it, with what must hold of any input.
//! It must never know: the engine, which is the business of `main.rs`; a target is a function of bytes that may panic.
//! To add one: a file here, a line in `TARGETS`, some inputs in `seeds/NAME`; a crash's in `regressions/NAME`.
//! Tested by `tests/replay.rs`, which replays all inputs in every run; `cargo xtask fuzz` looks for new inputs.

mod cookie;
mod gtfs;
mod manifest;
mod outbound;
mod page_check;
mod view;

/// A fuzz target.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, and that of its folders of inputs.
    pub name: &'static str,
    /// Reads the bytes, and panics if something does not hold.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: &[Target] = &[
    Target { name: "manifest", run: manifest::manifest },
    Target { name: "view", run: view::view },
    Target { name: "gtfs", run: gtfs::gtfs },
    Target { name: "cookie", run: cookie::cookie },
    Target { name: "outbound", run: outbound::outbound },
];

/// The target of that name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
