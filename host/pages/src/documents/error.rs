//! What is said when something went wrong: a reason and a next step.

use maud::{Markup, html};
use serde::Serialize;
use serde_json::{Value, json};

use crate::icons;
use crate::writer::Writer;

/// Something went wrong.
#[derive(Clone, Debug)]
pub struct ErrorPage {
    /// What went wrong.
    pub error: PageError,
    /// Number of the request, by which the operator finds it in the log.
    pub request: Option<String>,
}

/// What went wrong, as far as a visitor needs to know. The crate `web` chooses the status codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageError {
    /// The request cannot be understood.
    BadRequest,
    /// No place has this name.
    UnknownPlace,
    /// The position lies outside of the territory, or is none.
    OutsideTerritory,
    /// This may not be done, or the form was sent from elsewhere.
    Forbidden,
    /// There is no such page.
    NotFound,
    /// Too many requests.
    TooMany,
    /// The request is longer than the hub takes.
    TooLarge,
    /// The request arrives too slowly.
    TooSlow,
    /// The hub is not reached under this name.
    WrongAddress,
    /// The hub failed. The page shows the request's number and nothing else.
    Internal,
    /// The hub or the service cannot answer now.
    Unavailable,
}

impl PageError {
    /// Every error.
    pub const ALL: [PageError; 11] = [
        PageError::BadRequest,
        PageError::UnknownPlace,
        PageError::OutsideTerritory,
        PageError::Forbidden,
        PageError::NotFound,
        PageError::TooMany,
        PageError::TooLarge,
        PageError::TooSlow,
        PageError::WrongAddress,
        PageError::Internal,
        PageError::Unavailable,
    ];

    /// Its name in the translations.
    pub(crate) fn name(self) -> &'static str {
        match self {
            PageError::BadRequest => "bad-request",
            PageError::UnknownPlace => "unknown-place",
            PageError::OutsideTerritory => "outside-territory",
            PageError::Forbidden => "forbidden",
            PageError::NotFound => "not-found",
            PageError::TooMany => "too-many",
            PageError::TooLarge => "too-large",
            PageError::TooSlow => "too-slow",
            PageError::WrongAddress => "wrong-address",
            PageError::Internal => "internal",
            PageError::Unavailable => "unavailable",
        }
    }

    fn is_about_place(self) -> bool {
        matches!(self, PageError::UnknownPlace | PageError::OutsideTerritory)
    }
}

impl ErrorPage {
    fn say(&self, w: &Writer<'_>, key: &str) -> String {
        w.say_with(key, &[("error", self.error.name().into())])
    }

    pub(crate) fn title(&self, w: &Writer<'_>) -> String {
        self.say(w, "error-title")
    }

    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        let next = if self.error.is_about_place() { ("/#lieu", "choose-place") } else { ("/", "back-home") };
        html! {
            h1 { (self.title(w)) }
            p.lede { (self.say(w, "error-reason")) }
            p { (self.say(w, "error-next")) }
            @if let Some(request) = &self.request {
                p { (w.say("request-number")) " " code { (request) } }
            }
            p { a.button href=(next.0) { (w.say(next.1)) (icons::forward()) } }
        }
    }

    pub(crate) fn json(&self, w: &Writer<'_>) -> Value {
        json!({
            "error": self.error,
            "reason": self.say(w, "error-reason"),
            "next": self.say(w, "error-next"),
            "request": self.request,
        })
    }
}
