//! What is said of data that is not fresh: never shown as normal.

use parvis_model::{Freshness, Instant};

use crate::formats::{sentence_day, sentence_moment};
use crate::writer::Writer;

/// The sentence about the state of data; `None` if it is fresh.
pub(crate) fn sentence(w: &Writer<'_>, freshness: Freshness) -> Option<String> {
    let moment = |at: Instant| [("moment", sentence_moment(w, at).into())];
    Some(match freshness {
        Freshness::Fresh => return None,
        Freshness::Refused(at) => w.say_with("data-refused", &moment(at)),
        Freshness::Late(at) => w.say_with("data-late", &moment(at)),
        Freshness::NotYet(from) => w.say_with("data-not-yet", &[("day", sentence_day(w, from).into())]),
        // Data that ends at midnight held until the day before.
        Freshness::Expired(until) => {
            w.say_with("data-expired", &[("day", sentence_day(w, Instant(until.0 - 1)).into())])
        }
        Freshness::Missing => w.say("data-missing"),
    })
}
