//! Notices: something to know, said quietly in its own place.

use maud::{Markup, html};
use parvis_model::NoticeKind;

use crate::icons;

/// A notice with its mark. `title` may be empty.
pub(crate) fn notice(kind: NoticeKind, title: &Markup, text: &Markup) -> Markup {
    let (class, icon) = match kind {
        NoticeKind::Info => ("notice info", icons::info()),
        NoticeKind::Success => ("notice success", icons::check()),
        NoticeKind::Warning => ("notice warning", icons::warning()),
        NoticeKind::Urgent => ("notice urgent", icons::warning()),
    };
    html! {
        div class=(class) {
            (icon)
            div {
                @if !title.0.is_empty() { p.notice-title { (title) } }
                p { (text) }
            }
        }
    }
}
