//! A page of a service: the whole of one view.

use maud::{Markup, html};
use parvis_model::Text;
use serde_json::{Value, json};

use crate::blocks::{self, FilledView, Frame};
use crate::writer::Writer;
use crate::{PagesError, icons, link};

/// A page of a service, at `/services/{plugin}/...`.
#[derive(Clone, Debug)]
pub struct ServicePage {
    /// Name of the plugin.
    pub plugin: String,
    /// Title of the service.
    pub title: Text,
    /// Who makes it.
    pub maker: String,
    /// What it shows.
    pub view: FilledView,
}

impl ServicePage {
    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        let frame = Frame { plugin: &self.plugin, level: 2 };
        html! {
            p.back { a href="/" { (icons::back()) (w.say("home")) } }
            h1 { (w.text(&self.view.title)) }
            @if !self.view.description.is_empty() { p.lede { (w.text(&self.view.description)) } }
            (blocks::html(w, frame, &self.view))
            p.sources {
                (w.say("offered-by")) " " a href=(link::about(&self.plugin)) { (w.text(&self.title)) }
                ", " (self.maker)
            }
        }
    }

    pub(crate) fn json(&self, w: &Writer<'_>) -> Result<Value, PagesError> {
        Ok(json!({
            "service": self.plugin,
            "service-title": w.plain(&self.title),
            "maker": self.maker,
            "view": blocks::json(w, &self.view)?,
        }))
    }
}
