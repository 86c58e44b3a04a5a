//! The other side of a cached page: axum handlers written by hand, without plugins.
//!
//! They ask the same snapshot the same questions and write the same bytes with the same pen (`parvis-pages`); the
//! descriptions of the feeds are ready made. What they do not have is what is measured: routing to plugins, the view
//! cache and its check of the trace, numbering and guarding of requests, choosing language and form.

use std::sync::Arc;

use anyhow::bail;
use axum::Router;
use axum::extract::{FromRef, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum_extra::extract::cookie::{Key, PrivateCookieJar};
use parvis_model::{Block, Condition, Feed, Test, Text, Value, Verb, View};
use parvis_pages::{
    FilledBlock, FilledView, HomePage, Page, PageContext, Pages, PlaceChooser, PlaceShown, ServicePage,
    ServicePart,
};
use parvis_services::{Place, Platform, Reading, Visit};

use crate::hub::{Hub, LANGUAGE, STOP};

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct Native {
    shared: Arc<Shared>,
}

struct Shared {
    platform: Arc<Platform>,
    pages: Pages,
    key: Key,
    title: Text,
    maker: String,
    card: Description,
    board: Description,
}

/// A view of feeds.
struct Description {
    title: Text,
    description: Text,
    feeds: Vec<Feed>,
}

impl FromRef<Native> for Key {
    fn from_ref(native: &Native) -> Key {
        native.shared.key.clone()
    }
}

/// The two handlers. `headers` are those that the hub answers with.
pub(crate) async fn router(hub: &Hub, cookie_key: &[u8], headers: HeaderMap) -> anyhow::Result<Router> {
    let reading = hub.platform.read();
    let plugin = hub.plugin(&reading)?;
    let failed = |failure| anyhow::anyhow!("no view to describe: {failure:?}");
    let card = hub.fresh.home(&plugin, &reading, LANGUAGE).await.map_err(failed)?;
    let path = format!("arret/{STOP}");
    let board = hub.fresh.page(&plugin, &reading, &path, &[], LANGUAGE).await.map_err(failed)?;
    let shared = Shared {
        platform: hub.platform.clone(),
        pages: Pages::new()?,
        key: Key::try_from(cookie_key)?,
        title: plugin.manifest.title.clone(),
        maker: plugin.manifest.maker.clone(),
        card: description(&card)?,
        board: description(&board)?,
    };
    let with_headers = move |mut response: Response| {
        let headers = headers.clone();
        async move {
            response.headers_mut().extend(headers);
            response
        }
    };
    Ok(Router::new()
        .route("/", get(home))
        .route("/services/transport/arret/{*id}", get(stop))
        .layer(axum::middleware::map_response(with_headers))
        .with_state(Native { shared: Arc::new(shared) }))
}

fn description(view: &View) -> anyhow::Result<Description> {
    let feed = |block: &Block| match block {
        Block::Feed(feed) => Ok(Feed::clone(feed)),
        _ => bail!("the view has more than feeds"),
    };
    let feeds = view.blocks.iter().map(feed).collect::<Result<_, _>>()?;
    Ok(Description { title: view.title.clone(), description: view.description.clone(), feeds })
}

/// The front page.
async fn home(State(native): State<Native>, jar: PrivateCookieJar) -> Result<Response, StatusCode> {
    let shared = &native.shared;
    let place: Option<Place> = jar.get("ici").and_then(|cookie| serde_json::from_str(cookie.value()).ok());
    let reading = shared.platform.read();
    let card = &shared.card;
    let part = ServicePart {
        plugin: "transport".to_owned(),
        title: shared.title.clone(),
        view: Ok(shared.filled(&reading, place.as_ref(), &card.title, &card.description, &card.feeds)?),
    };
    let page = HomePage {
        chooser: PlaceChooser::of(shared.platform.territory(), LANGUAGE),
        notices: Vec::new(),
        services: vec![part],
    };
    Ok(shared.answer(&reading, "/", place, Page::Home(Box::new(page))))
}

/// The board of a stop.
async fn stop(State(native): State<Native>, Path(id): Path<String>) -> Result<Response, StatusCode> {
    let shared = &native.shared;
    let reading = shared.platform.read();
    let stop = reading.snapshot.get("stops", &id).ok_or(StatusCode::NOT_FOUND)?;
    let feeds: Vec<Feed> = shared.board.feeds.iter().map(|feed| of_stop(feed, &id)).collect();
    let page = ServicePage {
        plugin: "transport".to_owned(),
        title: shared.title.clone(),
        maker: shared.maker.clone(),
        view: shared.filled(&reading, None, &stop.title, &shared.board.description, &feeds)?,
    };
    let path = format!("/services/transport/arret/{}", id.replace('/', "%2F"));
    Ok(shared.answer(&reading, &path, None, Page::Service(Box::new(page))))
}

/// A feed of the board of one stop, for another one.
fn of_stop(feed: &Feed, stop: &str) -> Feed {
    let property = match feed.id.as_str() {
        "departs" => "parent",
        "perturbations-gare" => "stops",
        _ => return feed.clone(),
    };
    let mut feed = feed.clone();
    let test = Test::Equals(Value::code(stop));
    feed.query.conditions = vec![Condition { property: property.to_owned(), test }];
    feed
}

impl Shared {
    fn filled(
        &self,
        reading: &Reading,
        place: Option<&Place>,
        title: &Text,
        description: &Text,
        feeds: &[Feed],
    ) -> Result<FilledView, StatusCode> {
        let visit = Visit {
            here: place.map(|place| place.point),
            commune: place.and_then(|place| place.commune.clone()),
            language: LANGUAGE,
        };
        let mut blocks = Vec::with_capacity(feeds.len());
        for feed in feeds {
            let filled = self.platform.fill(reading, "transport", feed, &visit);
            let filled = filled.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
            if !filled.is_silent() {
                blocks.push(FilledBlock::Feed(Box::new(filled)));
            }
        }
        Ok(FilledView { title: title.clone(), description: description.clone(), blocks })
    }

    fn answer(&self, reading: &Reading, path: &str, place: Option<Place>, page: Page) -> Response {
        let territory = self.platform.territory();
        let shown = |place: Place| {
            let code = place.commune?;
            let commune = territory.communes.iter().find(|commune| commune.code == code)?.name.clone();
            Some(PlaceShown { name: place.name?.get(LANGUAGE).to_owned(), commune: Some(commune) })
        };
        let context = PageContext {
            language: LANGUAGE,
            territory: territory.name.clone(),
            zone: territory.zone.clone(),
            now: reading.now,
            place: place.and_then(shown),
            clock_shifted: true,
            path: path.to_owned(),
            verbs: vec![Verb::Move],
            sample: territory.sample,
        };
        self.pages.html(&context, &page).into_response()
    }
}
