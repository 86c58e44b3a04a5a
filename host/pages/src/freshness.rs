//! What is said of data that is not fresh: never shown as normal.

use parvis_model::{Freshness, Instant};

use crate::formats::{sentence_day, sentence_moment};
use crate::writer::Writer;

/// The sentence about real time over a timetable; `None` if it is fresh.
pub(crate) fn live_sentence(w: &Writer<'_>, live: Freshness) -> Option<String> {
    Some(match live {
        Freshness::Fresh => return None,
        Freshness::Refused(at) | Freshness::Late(at) | Freshness::Expired(at) => {
            w.say_with("live-late", &[("moment", sentence_moment(w, at).into())])
        }
        Freshness::NotYet(_) | Freshness::Missing => w.say("live-missing"),
    })
}

/// What ended today ended at a minute: the state of bikes, not a timetable.
fn is_today(w: &Writer<'_>, at: Instant) -> bool {
    w.local(Instant(at.0 - 1)).date() == w.local(w.context.now).date()
}

/// The sentence about the state of data; `None` if it is fresh.
pub(crate) fn sentence(w: &Writer<'_>, freshness: Freshness) -> Option<String> {
    let moment = |at: Instant| [("moment", sentence_moment(w, at).into())];
    Some(match freshness {
        Freshness::Fresh => return None,
        Freshness::Refused(at) => w.say_with("data-refused", &moment(at)),
        Freshness::Late(at) => w.say_with("data-late", &moment(at)),
        Freshness::NotYet(from) => w.say_with("data-not-yet", &[("day", sentence_day(w, from).into())]),
        Freshness::Expired(until) if is_today(w, until) => w.say_with("data-late", &moment(until)),
        // Data that ends at midnight held until the day before.
        Freshness::Expired(until) => {
            w.say_with("data-expired", &[("day", sentence_day(w, Instant(until.0 - 1)).into())])
        }
        Freshness::Missing => w.say("data-missing"),
    })
}
