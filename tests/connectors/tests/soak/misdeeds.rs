//! What sources do wrong, and the words in which each is told.

use std::time::Duration;

use tests_connectors::Answer;

/// How long a run waits for its source in the soak (`[limits.outbound] seconds`).
pub(crate) const WAITS_S: u64 = 2;

/// Something that a source does wrong.
pub(crate) struct Misdeed {
    /// What is said of it here.
    pub(crate) name: &'static str,
    /// The answer, instead of these bytes.
    pub(crate) answer: fn(&str) -> Answer,
    /// Words that stand in the report of the run.
    pub(crate) told: &'static str,
}

const fn misdeed(name: &'static str, told: &'static str, answer: fn(&str) -> Answer) -> Misdeed {
    Misdeed { name, answer, told }
}

/// Longer than any run waits.
const FOR_LONG: Duration = Duration::from_secs(2 * WAITS_S + 1);

/// Every misdeed, in the order in which a source goes through them.
pub(crate) const MISDEEDS: &[Misdeed] = &[
    misdeed("500", "status 500", |_| Answer::Status(500)),
    misdeed("cut", "end of file before", |good| Answer::Cut(good.into())),
    misdeed("gzip bomb", "more than the", |_| Answer::Bomb),
    misdeed("silent", "took longer than", |_| Answer::Slow(FOR_LONG)),
    misdeed("wrong type", "a web page in place of data", |_| {
        Answer::good("<!DOCTYPE html>\n<html><head><title>Maintenance</title></head></html>", "page")
    }),
    misdeed("redirect to 127.0.0.1", "127.0.0.1:1", |_| Answer::Redirect("http://127.0.0.1:1/".into())),
    misdeed("trickling", "took longer than", |_| Answer::Trickle(FOR_LONG)),
    misdeed("redirect to 169.254.169.254", "169.254.169.254", |_| {
        Answer::Redirect("http://169.254.169.254/latest/meta-data".into())
    }),
];
