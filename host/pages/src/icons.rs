//! The hub's own signs, drawn on a grid of 24 with lines of 1.75. They say nothing that words do not say.

use maud::{Markup, PreEscaped, html};

/// The mark: a sun above the paving of a square.
pub(crate) fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 48 48" aria-hidden="true" focusable="false" {
            (PreEscaped(concat!(
                r#"<circle class="sun" cx="24" cy="15" r="8"/>"#,
                r#"<path class="paving" d="M3 45a21 21 0 0 1 42 0"/>"#,
                r#"<path class="paving" d="M10 45a14 14 0 0 1 28 0"/>"#,
                r#"<path class="paving" d="M17 45a7 7 0 0 1 14 0"/>"#,
            )))
        }
    }
}

fn icon(lines: &'static str) -> Markup {
    html! {
        svg.icon viewBox="0 0 24 24" aria-hidden="true" focusable="false" { path d=(lines) {} }
    }
}

pub(crate) fn home() -> Markup {
    icon("M4 11.5 12 4l8 7.5M6.5 10v9.5h11V10M10 19.5V14h4v5.5")
}

pub(crate) fn search() -> Markup {
    icon("M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21")
}

pub(crate) fn train() -> Markup {
    icon(
        "M7 3.5h10a2 2 0 0 1 2 2V15a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5.5a2 2 0 0 1 2-2zM5 11h14M9 14h.01M15 14h.01M8.5 17 6 21M15.5 17l2.5 4",
    )
}

pub(crate) fn hands() -> Markup {
    icon("M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.3 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z")
}

pub(crate) fn ticket() -> Markup {
    icon("M4 7.5h16v3a2 2 0 0 0 0 4v3H4v-3a2 2 0 0 0 0-4zM14 7.5v2M14 11.5v2M14 15.5v2")
}

pub(crate) fn tools() -> Markup {
    icon("M4 8.5h16v11H4zM9 8.5V5.5h6v3M4 13h16M12 12v2.5")
}

pub(crate) fn voices() -> Markup {
    icon("M4 5h11v8H9l-3.5 3v-3H4zM18 9h2v8h-1.5v3L15 17h-4")
}

pub(crate) fn paper() -> Markup {
    icon("M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 15.5h6")
}

pub(crate) fn pin() -> Markup {
    icon(
        "M12 21s-6.5-6-6.5-11.2a6.5 6.5 0 0 1 13 0C18.5 15 12 21 12 21zM12 12.2a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z",
    )
}

pub(crate) fn target() -> Markup {
    icon("M12 17.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM12 3v3.5M12 17.5V21M3 12h3.5M17.5 12H21M12 12h.01")
}

pub(crate) fn info() -> Markup {
    icon("M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5.5M12 7.7h.01")
}

pub(crate) fn warning() -> Markup {
    icon("M12 4 21 19.5H3zM12 10v4.5M12 17h.01")
}

pub(crate) fn check() -> Markup {
    icon("M5 12.5 10 17.5 19.5 7")
}

pub(crate) fn cross() -> Markup {
    icon("M6.5 6.5l11 11M17.5 6.5l-11 11")
}

pub(crate) fn phone() -> Markup {
    icon(
        "M5 4.5h4l1.5 4.5-2.2 1.7a12 12 0 0 0 5 5L15 13.5l4.5 1.5v4A1.5 1.5 0 0 1 18 20.5C10.5 20.5 3.5 13.5 3.5 6A1.5 1.5 0 0 1 5 4.5z",
    )
}

pub(crate) fn forward() -> Markup {
    icon("M9.5 5.5 16 12l-6.5 6.5")
}

pub(crate) fn back() -> Markup {
    icon("M14.5 5.5 8 12l6.5 6.5")
}

pub(crate) fn outside() -> Markup {
    icon("M9 6H6v12h12v-3M13 5h6v6M19 5l-8.5 8.5")
}
