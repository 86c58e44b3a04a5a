//! What sources do wrong, and the words in which each is told.

use std::time::Duration;

use tests_connectors::Answer;

use crate::partners::Partner;

/// How long a run waits for its source in the soak (`[limits.outbound] seconds`).
pub(crate) const WAITS_S: u64 = 2;

/// Something that a source does wrong.
pub(crate) struct Misdeed {
    /// What is said of it here.
    pub(crate) name: &'static str,
    /// The answer, instead of these bytes.
    pub(crate) answer: fn(&str) -> Answer,
    /// Words that stand in the report of the run; none for those that the partner names.
    told: Option<&'static str>,
}

impl Misdeed {
    /// The words in which the connector's report names it.
    pub(crate) fn told(&self, partner: &Partner) -> &'static str {
        self.told.unwrap_or(partner.wrong_type)
    }
}

const fn misdeed(name: &'static str, told: Option<&'static str>, answer: fn(&str) -> Answer) -> Misdeed {
    Misdeed { name, answer, told }
}

/// Longer than any run waits.
const FOR_LONG: Duration = Duration::from_secs(2 * WAITS_S + 1);

/// Every misdeed, in the order in which a source goes through them.
pub(crate) const MISDEEDS: &[Misdeed] = &[
    misdeed("500", Some("status 500"), |_| Answer::Status(500)),
    misdeed("cut", Some("end of file before"), |good| Answer::Cut(good.into())),
    misdeed("gzip bomb", Some("more than the"), |_| Answer::Bomb),
    misdeed("silent", Some("took longer than"), |_| Answer::Slow(FOR_LONG)),
    misdeed("wrong type", None, |_| {
        Answer::good("<!DOCTYPE html>\n<html><head><title>Maintenance</title></head></html>", "page")
    }),
    misdeed("redirect to 127.0.0.1", Some("127.0.0.1:1"), |_| Answer::Redirect("http://127.0.0.1:1/".into())),
    misdeed("trickling", Some("took longer than"), |_| Answer::Trickle(FOR_LONG)),
    misdeed("redirect to 169.254.169.254", Some("169.254.169.254"), |_| {
        Answer::Redirect("http://169.254.169.254/latest/meta-data".into())
    }),
];
