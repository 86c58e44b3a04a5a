//! The pages: descriptions of what to look for and how to show it. The hub fills them in.

mod event;
mod items;
mod lists;
mod place;

pub(crate) use event::event;
pub(crate) use place::place;

use parvis_sdk::View;

/// The card of the front page: what is on today near here.
pub(crate) fn card() -> View {
    lists::card()
}

/// The page of that name; none if there is none.
pub(crate) fn named(path: &str) -> Option<View> {
    Some(match path {
        "" => lists::front(),
        "aujourd-hui" => lists::today(),
        "week-end" => lists::weekend(),
        "gratuit" => lists::free(),
        "enfants" => lists::for_children(),
        "accessible" => lists::accessible(),
        "lieux" => lists::venues(),
        "musees" => lists::museums(),
        _ => return None,
    })
}
