//! A service's part of a page that several services share.

use maud::{Markup, html};
use parvis_model::{Freshness, NoticeKind, Text};
use serde::Serialize;
use serde_json::{Value, json};

use crate::blocks::{self, FilledBlock, FilledView, Frame, notice};
use crate::writer::Writer;
use crate::{PagesError, link};

/// A service's part of a page.
#[derive(Clone, Debug)]
pub struct ServicePart {
    /// Name of the plugin.
    pub plugin: String,
    /// Title of the service.
    pub title: Text,
    /// Its view, or why there is none.
    pub view: Result<FilledView, PartFault>,
}

/// Why a service's part is missing. Residents read one calm sentence; the log knows more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartFault {
    /// It failed or ran out of its budget.
    Failed,
    /// Too many people ask at once.
    Busy,
    /// It asks for a power that the operator did not grant.
    NotGranted,
}

impl ServicePart {
    /// `page` is the title above: a part of the same name says it to the ear alone.
    pub(crate) fn html(&self, w: &Writer<'_>, page: &str) -> Markup {
        let frame = Frame { plugin: &self.plugin, level: 3 };
        let id = format!("service-{}", self.plugin);
        let title = match &self.view {
            Ok(view) if !view.title.is_empty() => &view.title,
            _ => &self.title,
        };
        html! {
            section.part aria-labelledby=(id) {
                h2.spoken[w.plain(title) == page] id=(id) { (w.text(title)) }
                @match &self.view {
                    Ok(view) => {
                        @if !view.description.is_empty() { p.lede { (w.text(&view.description)) } }
                        (blocks::html(w, frame, view))
                    }
                    Err(fault) => (notice(NoticeKind::Info, &html! {}, &html! { (fault.sentence(w)) })),
                }
                p.sources {
                    (w.say("offered-by")) " " a href=(link::about(&self.plugin)) { (w.text(&self.title)) }
                }
            }
        }
    }

    /// Whether one of its feeds tells this state of its data.
    pub(crate) fn tells(&self, freshness: Freshness) -> bool {
        let blocks = self.view.iter().flat_map(|view| &view.blocks);
        blocks
            .into_iter()
            .any(|block| matches!(block, FilledBlock::Feed(feed) if feed.freshness == freshness))
    }

    pub(crate) fn json(&self, w: &Writer<'_>) -> Result<Value, PagesError> {
        let (view, fault) = match &self.view {
            Ok(view) => (Some(blocks::json(w, view)?), None),
            Err(fault) => (None, Some(json!({ "kind": fault, "sentence": fault.sentence(w) }))),
        };
        Ok(json!({
            "service": self.plugin,
            "title": w.plain(&self.title),
            "view": view,
            "fault": fault,
        }))
    }
}

impl PartFault {
    fn sentence(self, w: &Writer<'_>) -> String {
        w.say(self.key())
    }

    /// Its sentence in the translations.
    pub(crate) fn key(self) -> &'static str {
        match self {
            PartFault::Failed => "part-failed",
            PartFault::Busy => "part-busy",
            PartFault::NotGranted => "part-not-granted",
        }
    }
}

/// The parts of several services.
pub(crate) fn parts_json(w: &Writer<'_>, parts: &[ServicePart]) -> Result<Vec<Value>, PagesError> {
    parts.iter().map(|part| part.json(w)).collect()
}
