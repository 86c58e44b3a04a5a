//! The pages there are. Each file holds one page: what it knows, its HTML, its JSON.

mod about;
mod about_parts;
mod around;
mod data;
mod error;
mod feature;
mod filters;
mod found;
mod home;
mod legal;
mod map;
mod part;
mod poster;
mod search;
mod service;
mod services;
mod verb;

pub use about::{Power, ReadLine, ServiceAboutPage};
pub use around::AroundPage;
pub use data::{DataCollection, DataPage, DataSource};
pub use error::{ErrorPage, PageError};
pub use feature::FeaturePage;
pub use filters::{Distance, Filters, What, When};
pub use found::Found;
pub use home::{HomePage, HubNotice};
pub(crate) use legal::title as legal_title;
pub use legal::{LegalKind, LegalPage, Operator, OutsideLine};
pub(crate) use map::tiles;
pub use map::{BaseMap, LentPoint, MapLayer, MapPage, MapSetup};
pub use part::{PartFault, ServicePart};
pub use poster::{PosterList, PosterPage};
pub use search::{SearchGroup, SearchPage};
pub use service::ServicePage;
pub use services::{ServiceSummary, ServicesPage};
pub use verb::VerbPage;
pub(crate) use verb::{title as verb_title, verb_icon};

use maud::Markup;
use serde_json::{Value, json};

use crate::PagesError;
use crate::writer::Writer;

/// A page, whichever it is.
#[derive(Clone, Debug)]
pub enum Page {
    /// `/`: around me.
    Home(Box<HomePage>),
    /// A plugin's own page.
    Service(Box<ServicePage>),
    /// `/autour`: what every service knows near here.
    Around(Box<AroundPage>),
    /// `/carte`: the same on a map.
    Map(Box<MapPage>),
    /// `/autour/affiche`: the list around a public place, to be printed.
    Poster(Box<PosterPage>),
    /// `/donnees`: what can be taken away.
    Data(Box<DataPage>),
    /// What everybody may ask of a hub.
    Legal(Box<LegalPage>),
    /// `/chercher`.
    Search(Box<SearchPage>),
    /// Everything that is known of one thing.
    Feature(Box<FeaturePage>),
    /// A verb, made of the services that offer it.
    Verb(VerbPage),
    /// `/services`: who does what.
    Services(ServicesPage),
    /// `/services/{plugin}`: who a service is, what it can see, what it did.
    ServiceAbout(Box<ServiceAboutPage>),
    /// Something went wrong.
    Error(ErrorPage),
}

impl Page {
    /// The title of the browser's window.
    pub(crate) fn title(&self, w: &Writer<'_>) -> String {
        match self {
            Page::Home(page) => page.title(w),
            Page::Service(page) => w.plain(&page.view.title).to_owned(),
            Page::Around(_) => w.say("around-me"),
            Page::Map(_) => w.say("map-title"),
            Page::Poster(page) => page.title(w),
            Page::Data(_) => w.say("open-data"),
            Page::Legal(page) => legal_title(w, page.kind),
            Page::Search(_) => w.say("search"),
            Page::Feature(page) => page.title(w),
            Page::Verb(page) => verb_title(w, page.verb),
            Page::Services(_) => w.say("services"),
            Page::ServiceAbout(page) => w.plain(&page.title).to_owned(),
            Page::Error(page) => page.title(w),
        }
    }

    /// What stands in `<main>`; holds the page's only `<h1>`.
    pub(crate) fn main(&self, w: &Writer<'_>) -> Markup {
        match self {
            Page::Home(page) => page.html(w),
            Page::Service(page) => page.html(w),
            Page::Around(page) => page.html(w),
            Page::Map(page) => page.html(w),
            Page::Poster(page) => page.html(w),
            Page::Data(page) => page.html(w),
            Page::Legal(page) => page.html(w),
            Page::Search(page) => page.html(w),
            Page::Feature(page) => page.html(w),
            Page::Verb(page) => page.html(w),
            Page::Services(page) => page.html(w),
            Page::ServiceAbout(page) => page.html(w),
            Page::Error(page) => page.html(w),
        }
    }
}

/// The page as JSON, with what every page knows beside it.
pub(crate) fn json(w: &Writer<'_>, page: &Page) -> Result<Value, PagesError> {
    let (kind, content) = match page {
        Page::Home(page) => ("home", page.json(w)?),
        Page::Service(page) => ("service", page.json(w)?),
        Page::Around(page) => ("around", page.json(w)?),
        Page::Map(page) => ("map", page.json(w)?),
        Page::Poster(page) => ("poster", page.json(w)?),
        Page::Data(page) => ("data", serde_json::to_value(page)?),
        Page::Legal(page) => ("legal", serde_json::to_value(page)?),
        Page::Search(page) => ("search", page.json(w)?),
        Page::Feature(page) => ("feature", page.json(w)?),
        Page::Verb(page) => ("verb", page.json(w)?),
        Page::Services(page) => ("services", serde_json::to_value(page)?),
        Page::ServiceAbout(page) => ("service-about", serde_json::to_value(page)?),
        Page::Error(error) => ("error", error.json(w)),
    };
    let context = w.context;
    Ok(json!({
        "kind": kind,
        "title": page.title(w),
        "territory": context.territory,
        "language": context.language,
        "now": crate::formats::timestamp(w, context.now),
        "clock-shifted": context.clock_shifted,
        "place": context.place,
        "page": content,
    }))
}
