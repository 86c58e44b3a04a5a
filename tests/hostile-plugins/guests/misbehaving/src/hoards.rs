//! Misdeeds of a refresh that takes and keeps: handles, and room in the hub's storage.

use parvis_sdk::{Draft, Error, Failure, Outcome, Row, outbound, publication};

use crate::refresh::{batch, begin, begun, failed, row};

/// Opens drafts for as long as it may, and closes none.
pub(crate) fn drafts(source: &str) -> Result<Outcome, Failure> {
    let mut held = Vec::new();
    loop {
        match publication::begin(source) {
            Ok(draft) => held.push(draft),
            Err(error) => return Err(failed(&format!("{} held, then {error:?}", held.len()))),
        }
    }
}

/// The same with bodies, each a temporary file of the hub.
pub(crate) fn bodies(_: &str) -> Result<Outcome, Failure> {
    let mut held = Vec::new();
    loop {
        match outbound::open("small") {
            Ok(body) => held.push(body),
            Err(error) => return Err(failed(&format!("{} held, then {error:?}", held.len()))),
        }
    }
}

/// Uses the handle that its last run was given.
#[expect(unsafe_code, reason = "the misdeed: a handle that this call never had")]
pub(crate) fn stale_handle(_: &str) -> Result<Outcome, Failure> {
    // SAFETY: none needed here: it is a number, and what it means is for the hub to say.
    let stale = unsafe { Draft::from_handle(1) };
    let answer = stale.put(&batch(Vec::new()));
    Err(failed(&format!("{answer:?}")))
}

/// One row as large as a row may be, then one that is larger.
pub(crate) fn huge_row(source: &str) -> Result<Outcome, Failure> {
    let draft = begin(source)?;
    let sized = |bytes: usize| Row { title: parvis_sdk::text("x".repeat(bytes)), ..row("enorme", "") };
    let large = draft.put(&batch(vec![sized(60_000)])).is_ok();
    let larger = draft.put(&batch(vec![sized(70_000)]));
    Err(failed(&format!("{large}, then {larger:?}")))
}

/// Fills a draft until it is told to stop. The rows are small and many.
pub(crate) fn fills(source: &str) -> Result<Outcome, Failure> {
    let draft = begun(source, "jamais-vu")?;
    for round in 0..500 {
        let rows = (0..2_000).map(|n| row(&format!("{round}-{n}"), "jamais-vu")).collect();
        match draft.put(&batch(rows)) {
            Ok(()) => {}
            Err(Error::Quota(_)) => return Err(failed(&format!("quota after {round} batches"))),
            Err(error) => return Err(failed(&format!("{error:?}"))),
        }
    }
    Err(failed("a million rows were taken"))
}
