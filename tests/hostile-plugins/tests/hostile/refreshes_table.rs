//! Every misdeed of a refresh, and how it must end.

/// How a run of a refresh ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    /// It published.
    Published,
    /// The plugin gave up, for this reason.
    Failed(&'static str),
    /// The hub stopped it, for this reason, which is in the log too.
    Stopped(&'static str),
}

/// A refresh, by its task.
pub(crate) struct Refresh {
    pub(crate) task: &'static str,
    pub(crate) end: End,
}

const fn refresh(task: &'static str, end: End) -> Refresh {
    Refresh { task, end }
}

use End::{Failed, Published, Stopped};

/// Every misdeed of a refresh.
pub(crate) const REFRESHES: &[Refresh] = &[
    refresh("refresh-trap", Stopped("trap: wasm trap: wasm `unreachable` instruction executed")),
    refresh("refresh-loop", Stopped("stopped after ")),
    refresh("refresh-memory", Stopped("out of memory: it asked for more than 32 MiB")),
    refresh("refresh-waits", Failed("Unavailable")),
    refresh("refresh-lies", Failed("says that it published, and committed nothing")),
    refresh("refresh-talks", Failed("raison")),
    refresh("refresh-big-batch", Failed("Invalid")),
    refresh("refresh-wild-dates", Published),
    refresh("refresh-wild-points", Failed("2 of 10 stored")),
    refresh("refresh-not-granted", Failed("Denied")),
    refresh("refresh-clock", Failed("0 ms went by")),
    refresh("refresh-hoards-drafts", Failed("1 held, then Error::Invalid")),
    refresh("refresh-hoards-bodies", Stopped("resource table has no free keys")),
    refresh("refresh-stale-handle", Stopped("unknown handle index 1")),
    refresh("refresh-huge-row", Failed("true, then Err(Error::Invalid")),
    refresh("refresh-fills", Failed("quota")),
];

/// Components of `wat/sync`, and words of the reason in the log; none where the run ends well.
pub(crate) const SYNC: &[(&str, &str)] = &[
    ("draft-as-a-body", "handle index 1 used with the wrong type"),
    ("draft-committed-twice", "unknown handle index 1"),
    ("draft-dropped-twice", "unknown handle index 1"),
    ("draft-used-after-drop", "unknown handle index 1"),
    ("well", ""),
];
