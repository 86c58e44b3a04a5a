//! Composing pages: asks services for their views, fills the feeds in, and puts the page together.

mod about;
mod around;
mod export;
mod feature;
mod hub_feeds;
mod legal;
mod map;
mod nearest;
mod parts;
mod poster;
mod search;

pub use export::ExportFile;

use std::sync::Arc;

use futures_util::future::join_all;
use parvis_model::{Language, Verb, distance_m};
use parvis_plugin_runtime::{CallFailure, PluginRuntime};
use parvis_services::{Place, Platform, PluginRecord, Reading, Visit};

use crate::{
    ErrorPage, HomePage, HubNotice, MapSetup, Operator, Page, PageContext, PageError, Pages, PagesError,
    PlaceChooser, PlaceShown, ServicePage, ServicePart, ServiceSummary, ServicesPage, VerbPage,
};

/// How far away a public place may be and still name a visitor's position, in metres.
const NAMES_A_POSITION_M: f64 = 600.0;

/// Composes pages. One for each hub.
pub struct Composer {
    pages: Pages,
    platform: Arc<Platform>,
    runtime: Arc<PluginRuntime>,
    operator: Operator,
    map: Option<MapSetup>,
}

/// Who asks, and for which address. Lives for the request only.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The language of the answer.
    pub language: Language,
    /// The visitor's place.
    pub place: Option<Place>,
    /// Path asked for, without its query.
    pub path: String,
}

/// A page that is ready to be written.
pub struct Composed<'a> {
    pages: &'a Pages,
    context: PageContext,
    /// The page.
    pub page: Page,
}

impl Composed<'_> {
    /// As an HTML document.
    pub fn html(&self) -> String {
        self.pages.html(&self.context, &self.page)
    }

    /// As JSON.
    pub fn json(&self) -> Result<serde_json::Value, PagesError> {
        self.pages.json(&self.context, &self.page)
    }
}

impl Composer {
    /// A composer over the platform and its plugins.
    pub fn new(pages: Pages, platform: Arc<Platform>, runtime: Arc<PluginRuntime>) -> Self {
        Self { pages, platform, runtime, operator: Operator::default(), map: None }
    }

    /// The same, run by this operator.
    #[must_use]
    pub fn run_by(self, operator: Operator) -> Self {
        Self { operator, ..self }
    }

    /// What is said, in every language at once, when a request is not even looked at: see [`Pages::refusal`].
    pub fn refusal(&self, error: PageError, home: &str) -> String {
        self.pages.refusal(error, home)
    }

    /// How many instances of plugins were made so far.
    pub fn instances(&self) -> u64 {
        self.runtime.instances()
    }

    /// The platform below.
    pub fn platform(&self) -> &Arc<Platform> {
        &self.platform
    }

    /// `/`: around me. Every service with a card is asked at the same time; one that fails leaves a calm notice.
    pub async fn home(&self, visitor: &Visitor) -> Composed<'_> {
        let reading = self.platform.read();
        let visit = visit(visitor);
        let with_card = self.runtime.with_card(&reading);
        let mut plugins: Vec<_> = with_card.iter().collect();
        // In the order of the verbs: what is asked for most stands first.
        plugins.sort_by_key(|plugin| {
            plugin.manifest.verbs.iter().min().copied().map_or(u8::MAX, |verb| verb as u8)
        });
        let parts = plugins.into_iter().map(|plugin| async {
            let view = self.runtime.home(plugin, &reading, visitor.language).await;
            self.part(plugin, &reading, &visit, view)
        });
        let services: Vec<ServicePart> = join_all(parts).await.into_iter().flatten().collect();
        let page = HomePage {
            chooser: PlaceChooser::of(self.platform.territory(), visitor.language),
            notices: self.notices(&reading),
            services,
        };
        self.composed(visitor, &reading, Page::Home(Box::new(page)))
    }

    /// A verb's page: the first page of every service that offers it. `NotFound` if none does.
    pub async fn verb(&self, visitor: &Visitor, verb: Verb) -> Result<Composed<'_>, PageError> {
        let reading = self.platform.read();
        let visit = visit(visitor);
        let offering = reading.registry.all().filter(|p| p.enabled && p.manifest.verbs.contains(&verb));
        let parts = offering.map(|plugin| async {
            let view = self.runtime.page(plugin, &reading, "", &[], visitor.language).await;
            self.part(plugin, &reading, &visit, view)
        });
        let services: Vec<ServicePart> = join_all(parts).await.into_iter().flatten().collect();
        if services.is_empty() {
            return Err(PageError::NotFound);
        }
        Ok(self.composed(visitor, &reading, Page::Verb(VerbPage { verb, services })))
    }

    /// A page of a service, at `/services/{plugin}/{path}`.
    pub async fn service(
        &self,
        visitor: &Visitor,
        plugin: &str,
        path: &str,
        query: &[(String, String)],
    ) -> Result<Composed<'_>, PageError> {
        let reading = self.platform.read();
        let plugin = reading.registry.enabled(plugin).cloned().ok_or(PageError::NotFound)?;
        let view = self.runtime.page(&plugin, &reading, path, query, visitor.language).await;
        let view = match view {
            Ok(view) => self
                .filled(&reading, &visit(visitor), plugin.name(), &view)
                .unwrap_or_else(|fault| parts::apology(&plugin, &self.pages, visitor.language, fault)),
            Err(CallFailure::NotFound) => return Err(PageError::NotFound),
            Err(failure) => parts::apology(&plugin, &self.pages, visitor.language, parts::fault_of(&failure)),
        };
        let page = ServicePage {
            plugin: plugin.name().to_owned(),
            title: plugin.manifest.title.clone(),
            maker: plugin.manifest.maker.clone(),
            view,
        };
        Ok(self.composed(visitor, &reading, Page::Service(Box::new(page))))
    }

    /// `/services`: who does what.
    pub fn services(&self, visitor: &Visitor) -> Composed<'_> {
        let reading = self.platform.read();
        let summary = |plugin: &Arc<PluginRecord>| ServiceSummary {
            plugin: plugin.name().to_owned(),
            title: plugin.manifest.title.clone(),
            summary: plugin.manifest.summary.clone(),
            maker: plugin.manifest.maker.clone(),
            enabled: plugin.enabled,
        };
        let services = reading.registry.all().map(summary).collect();
        self.composed(visitor, &reading, Page::Services(ServicesPage { services }))
    }

    /// `/services/{plugin}`: who a service is, what it can see, what it did.
    pub async fn about(&self, visitor: &Visitor, plugin: &str) -> Result<Composed<'_>, PageError> {
        let reading = self.platform.read();
        let plugin = reading.registry.get(plugin).cloned().ok_or(PageError::NotFound)?;
        let page = about::about(&self.platform, &self.runtime, &reading, &plugin).await?;
        Ok(self.composed(visitor, &reading, Page::ServiceAbout(Box::new(page))))
    }

    /// What is said when something went wrong.
    pub fn error(&self, visitor: &Visitor, error: PageError, request: Option<String>) -> Composed<'_> {
        let reading = self.platform.read();
        self.composed(visitor, &reading, Page::Error(ErrorPage { error, request }))
    }

    fn notices(&self, reading: &Reading) -> Vec<HubNotice> {
        let notices = self.platform.source_notices(reading).into_iter().filter_map(|notice| {
            let plugin = reading.registry.get(&notice.state.plugin)?;
            Some(HubNotice {
                plugin: notice.state.plugin.clone(),
                service: plugin.manifest.title.clone(),
                source: notice.state.info.map(|info| info.title).unwrap_or_default(),
                freshness: notice.freshness,
            })
        });
        let mut notices: Vec<HubNotice> = notices.collect();
        notices.sort_by_key(|notice| std::cmp::Reverse(notice.freshness));
        notices
    }

    fn composed(&self, visitor: &Visitor, reading: &Reading, page: Page) -> Composed<'_> {
        let territory = self.platform.territory();
        let offers = |verb: &Verb| {
            reading.registry.all().any(|plugin| plugin.enabled && plugin.manifest.verbs.contains(verb))
        };
        let context = PageContext {
            language: visitor.language,
            territory: territory.name.clone(),
            zone: territory.zone.clone(),
            now: reading.now,
            place: visitor.place.as_ref().map(|place| self.shown(place, visitor.language)),
            clock_shifted: self.platform.clock().is_shifted(),
            path: visitor.path.clone(),
            verbs: Verb::ALL.into_iter().filter(offers).collect(),
            sample: territory.sample,
        };
        Composed { pages: &self.pages, context, page }
    }

    /// The place in words: its name, or the public place or commune that it is near to.
    fn shown(&self, place: &Place, language: Language) -> PlaceShown {
        let territory = self.platform.territory();
        let commune = place
            .commune
            .as_ref()
            .and_then(|code| territory.communes.iter().find(|commune| commune.code == *code))
            .map(|commune| commune.name.clone());
        if let Some(name) = &place.name {
            return PlaceShown { name: name.get(language).to_owned(), commune };
        }
        let near = territory
            .places
            .iter()
            .map(|known| (distance_m(known.point, place.point), known))
            .filter(|(metres, _)| *metres <= NAMES_A_POSITION_M)
            .min_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, known)| known.name.get(language).to_owned());
        let outside = || self.pages.translator().say(language, "position-outside", &[]);
        let name = near.or_else(|| commune.clone()).unwrap_or_else(outside);
        PlaceShown { name, commune }
    }
}

fn visit(visitor: &Visitor) -> Visit {
    Visit {
        here: visitor.place.as_ref().map(|place| place.point),
        commune: visitor.place.as_ref().and_then(|place| place.commune.clone()),
        language: visitor.language,
    }
}
