//! Every misdeed of a page, and how it must end.

/// How a call ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    /// The page shows these words; the hub's log holds these words, or nothing of the call if they are empty.
    Shown(&'static str, &'static str),
    /// A calm notice in place of the plugin's part; the hub's log holds these words.
    Notice(&'static str),
    /// The same, where the plugin answered and the hub cannot fill in a feed of its view.
    NoFeed(&'static str),
}

use End::{NoFeed, Notice, Shown};

/// By processor time, or by time in all where the machine is busy with other things.
const CPU: &str = "stopped after ";
/// What a call reads when a host call carries too much from the guest.
const TOO_MUCH_AT_ONCE: &str = "limit passed: more than 1048576 bytes in one host call or answer";

/// Path, and how it ends.
pub(crate) const PAGES: &[(&str, End)] = &[
    ("trap", Notice("trap: wasm trap: wasm `unreachable` instruction executed")),
    ("panic", Notice("trap: wasm trap: wasm `unreachable` instruction executed")),
    ("loop", Notice(CPU)),
    ("fill", Notice(CPU)),
    ("copy", Notice(CPU)),
    ("touch", Notice(CPU)),
    ("memory", Notice("out of memory: it asked for more than 64 MiB")),
    ("memory-ignored", Shown("64 Mio", "")),
    ("memory-dirty", Shown("0 sales", "")),
    ("recursion", Notice("trap: wasm trap: call stack exhausted")),
    ("host-calls", Notice("limit passed: more than 2000 calls of host functions")),
    ("flood-log", Shown("1000", "more lines of log were dropped")),
    ("huge-log", Notice(TOO_MUCH_AT_ONCE)),
    ("most-text", Shown("éééé", "")),
    ("big-text", Notice("the view is refused: a text of 4001 characters; at most 4000")),
    ("most-blocks", Shown("Blocs", "")),
    ("many-blocks", Notice("the view is refused: 501 blocks; at most 500")),
    ("big-view", Notice("bytes in all; at most 262144")),
    ("huge-view", Notice(TOO_MUCH_AT_ONCE)),
    ("aliased-view", Notice(TOO_MUCH_AT_ONCE)),
    ("many-strings", Notice(TOO_MUCH_AT_ONCE)),
    ("bad-utf8", Notice("invalid utf-8")),
    ("markup", Shown("&lt;script&gt;alert(1)", "")),
    ("odd-characters", Shown("abcd", "")),
    ("later-blocks", Shown("Plus tard", "")),
    ("bad-feed-id", Notice("the view is refused: feed 'Pas bon!'")),
    ("same-feed-twice", Notice("the view is refused: feed 'deux'")),
    ("unknown-collection", Shown("rien", "")),
    ("wild-near", NoFeed("feed bord-0 cannot be filled")),
    ("wild-moments", Shown("rien", "")),
    ("wild-find", Shown("refus", "")),
    ("wild-clock", Shown("Survécu", "")),
    ("clock-stands-still", Shown("0 ms, 0 ms", "")),
    ("wild-geo", Shown("10001 6", "")),
    ("wild-random", Shown("[0, 0, 0, 4096, 4096, 4096]", "")),
    ("wild-dates", Shown("Dates", "")),
    ("read-denied", Shown("denied denied denied", "")),
    ("read-names", Shown("1000 denied", "")),
    ("read-all", Shown("quota", "")),
    ("query-bomb", Shown("invalid invalid", "")),
    ("feed-bomb", Notice("feeds; at most")),
    ("here-in-find", Shown("invalid", "")),
    ("publish-in-page", Shown("denied denied", "")),
    ("outbound-in-page", Shown("denied", "")),
    ("source-in-page", Shown("denied", "")),
    ("give-up", Notice("")),
    ("big-setting", Notice(TOO_MUCH_AT_ONCE)),
    ("big-zone", Notice(TOO_MUCH_AT_ONCE)),
    ("big-instant", Notice(TOO_MUCH_AT_ONCE)),
    ("big-collection", Notice(TOO_MUCH_AT_ONCE)),
    ("big-id", Notice(TOO_MUCH_AT_ONCE)),
    ("big-search", Notice(TOO_MUCH_AT_ONCE)),
    ("big-source", Notice(TOO_MUCH_AT_ONCE)),
    ("big-draft", Notice(TOO_MUCH_AT_ONCE)),
    ("big-open", Notice(TOO_MUCH_AT_ONCE)),
    ("big-address", Notice(TOO_MUCH_AT_ONCE)),
    ("big-remark", Notice(TOO_MUCH_AT_ONCE)),
];
