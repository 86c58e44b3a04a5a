//! "Around me" by the number of features: feeds, page, and the page through the whole router.

use std::hint::black_box;

use anyhow::{Context, Result, ensure};
use axum::body::Body;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderValue, Request};
use axum::response::IntoResponse;
use axum_extra::extract::cookie::{Cookie, Key, PrivateCookieJar};
use parvis_model::{
    Feed, Format, Item, Language, Layout, Origin, Placement, Point, Query, Slot, SlotSource, Text,
};
use parvis_pages::{Page, Visitor};
use parvis_services::{Place, PlaceChoice, Visit};
use tokio::runtime::Runtime;
use tower_service::Service;

use crate::Extent;
use crate::asked::{Asked, asked};
use crate::features::COLLECTIONS;
use crate::hub::{self, COOKIE_KEY, Hub};
use crate::plugins::{Plugins, REAL};
use crate::searching::{self, Searched};
use crate::start::{self, Start};

/// What is asked of each hub.
const MEASURES: usize = 3;
/// Largest page that is read.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What a hub of one size took.
pub(crate) struct Size {
    pub(crate) features: usize,
    /// Results on the page in the middle, and its bytes.
    pub(crate) results: usize,
    pub(crate) bytes: usize,
    /// Twelve feeds: the 20 nearest of each collection within a kilometre.
    pub(crate) feeds: Asked,
    /// The page, composed and written.
    pub(crate) page: Asked,
    /// The page through the router.
    pub(crate) routed: Asked,
}

/// What was measured of hubs of every size.
pub(crate) struct ByFeatures {
    pub(crate) sizes: Vec<Size>,
    pub(crate) searches: Vec<Searched>,
    pub(crate) starts: Vec<Start>,
}

/// A visitor, and the cookie with which a browser would come.
pub(crate) struct Comer {
    pub(crate) visitor: Visitor,
    visit: Visit,
    cookie: HeaderValue,
}

/// Measures hubs of every size in one set of rounds, then search in them, then their starts.
pub(crate) fn measure(
    runtime: &Runtime,
    points: &[Point],
    plugins: &Plugins,
    extent: Extent,
) -> Result<ByFeatures> {
    let hubs: Vec<Hub> = extent
        .sizes
        .iter()
        .map(|size| runtime.block_on(hub::make(&points[..*size], plugins, (REAL.len(), false))))
        .collect::<Result<_>>()?;
    let comers = comers(&hubs[0], points, extent.places)?;
    let all = asked(hubs.len() * MEASURES, (extent.rounds, comers.len()), |variant, number| {
        let (hub, comer) = (&hubs[variant / MEASURES], &comers[number]);
        match variant % MEASURES {
            0 => feeds(hub, comer),
            1 => around(hub, comer).map(|page| drop(black_box(page))),
            _ => runtime.block_on(routed(hub, comer)).map(|page| drop(black_box(page))),
        }
    })?;
    let sizes = hubs.iter().zip(extent.sizes).zip(all.chunks(MEASURES));
    let sizes = sizes.map(|((hub, features), three)| size(hub, *features, &comers, three));
    let sizes: Vec<Size> = sizes.collect::<Result<_>>()?;
    let searches = searching::measure(&hubs, &comers[0].visitor, extent)?;
    let starts = hubs.iter().map(|hub| start::measure(hub.folder.path())).collect::<Result<_>>()?;
    Ok(ByFeatures { sizes, searches, starts })
}

fn size(hub: &Hub, features: usize, comers: &[Comer], measured: &[Asked]) -> Result<Size> {
    let [feeds, page, routed] = measured else { anyhow::bail!("a size was not measured") };
    let mut pages: Vec<(usize, usize)> = Vec::new();
    for comer in comers {
        let composed = hub.composer.around(&comer.visitor, &[]);
        let composed = composed.map_err(|error| anyhow::anyhow!("no page: {error:?}"))?;
        let Page::Around(page) = &composed.page else { anyhow::bail!("another page") };
        pages.push((page.found.len(), composed.html().len()));
    }
    pages.sort_unstable();
    let (results, bytes) = pages[pages.len() / 2];
    ensure!(results > 0, "nobody finds anything");
    let (feeds, page, routed) = (feeds.clone(), page.clone(), routed.clone());
    Ok(Size { features, results, bytes, feeds, page, routed })
}

/// Visitors at some of the points that lie in the territory: people are where things are.
pub(crate) fn comers(hub: &Hub, points: &[Point], count: usize) -> Result<Vec<Comer>> {
    let inside = points.iter().filter(|point| hub.platform.territory().contains(**point));
    let comers: Vec<Comer> = inside.take(count).map(|point| comer(hub, *point)).collect::<Result<_>>()?;
    ensure!(comers.len() == count, "too few points lie in the territory");
    Ok(comers)
}

fn comer(hub: &Hub, point: Point) -> Result<Comer> {
    let place = hub.platform.place(&PlaceChoice::Position(point)).context("a position is a place")?;
    let visit = Visit { here: Some(place.point), commune: place.commune.clone(), language: Language::Fr };
    let cookie = sealed(&place)?;
    let visitor = Visitor { language: Language::Fr, place: Some(place), path: "/autour".to_owned() };
    Ok(Comer { visitor, visit, cookie })
}

fn sealed(place: &Place) -> Result<HeaderValue> {
    let text = serde_json::to_string(place)?;
    let jar = PrivateCookieJar::new(Key::try_from(COOKIE_KEY.as_slice())?).add(Cookie::new("ici", text));
    let response = jar.into_response();
    Ok(response.headers().get(SET_COOKIE).context("no cookie was sealed")?.clone())
}

/// One feed of every collection.
fn feeds(hub: &Hub, comer: &Comer) -> Result<()> {
    let reading = hub.platform.read();
    for (collection, _) in COLLECTIONS {
        let filled = hub.platform.fill(&reading, "", &feed(collection), &comer.visit);
        drop(black_box(filled.map_err(|error| anyhow::anyhow!("not filled: {error}"))?));
    }
    Ok(())
}

fn feed(collection: &str) -> Feed {
    let slot = |source, format| Slot { source, format, label: Text::default() };
    let placement = Some(Placement::Near { origin: Origin::Here, radius_m: 1_000.0 });
    let details = vec![
        slot(SlotSource::Distance, Format::WalkingMinutes),
        slot(SlotSource::Property("address".into()), Format::Text),
        slot(SlotSource::Property("opening-hours".into()), Format::OpenNow),
    ];
    Feed {
        id: collection.to_owned(),
        query: Query { placement, ..Query::all(collection, 20) },
        layout: Layout::List,
        item: Item { lead: None, badge: None, title: None, details, link: Some("{id}".into()) },
        children: None,
        empty: Text::default(),
        no_place: Text::default(),
        stale: Text::default(),
        more: None,
    }
}

/// The page of one visitor.
pub(crate) fn around(hub: &Hub, comer: &Comer) -> Result<String> {
    let composed = hub.composer.around(&comer.visitor, &[]);
    Ok(composed.map_err(|error| anyhow::anyhow!("no page: {error:?}"))?.html())
}

/// The same through every layer of the web, without a socket.
async fn routed(hub: &Hub, comer: &Comer) -> Result<axum::body::Bytes> {
    let request = Request::get("/autour").header(COOKIE, comer.cookie.clone()).body(Body::empty())?;
    let response = hub.router.clone().call(request).await?;
    ensure!(response.status().is_success(), "the hub answered {}", response.status());
    Ok(axum::body::to_bytes(response.into_body(), MOST_BYTES).await?)
}
