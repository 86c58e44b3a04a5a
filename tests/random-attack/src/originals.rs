//! Sound components from which others are made: the bundled plugin, that of the hostile tests, and a small one.

use std::path::Path;
use std::sync::LazyLock;

use arbitrary::{Result, Unstructured};

use crate::guests;

/// A sound component.
pub(crate) struct Original {
    pub(crate) bytes: Vec<u8>,
    /// Places of one byte that may be changed in a valid component; see `mutants`.
    pub(crate) places: Vec<crate::mutants::Place>,
}

static ORIGINALS: LazyLock<[Original; 3]> = LazyLock::new(|| {
    let small = guests::plugin(guests::ECHO, "page-plugin", &guests::manifest("small"));
    [small, built("test-plugins/misbehaving.wasm"), built("plugins/transport.wasm")]
        .map(|bytes| Original { places: crate::mutants::places(&bytes), bytes })
});

/// One of them; the large one seldom, as its compilation takes seconds.
pub(crate) fn any(u: &mut Unstructured<'_>) -> Result<&'static Original> {
    let [small, middle, large] = &*ORIGINALS;
    Ok(match u.int_in_range(0..=11)? {
        0 => large,
        1..=6 => middle,
        _ => small,
    })
}

fn built(file: &str) -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target").join(file);
    std::fs::read(&file)
        .unwrap_or_else(|error| panic!("{}: {error}; run `cargo xtask plugins`", file.display()))
}
