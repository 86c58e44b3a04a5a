//! The map: what `/autour` says as a list, on a map for those who like one. Nothing needs it: the list stands below it.

use maud::{Markup, html};
use parvis_model::{Bounds, Freshness, Language, NoticeKind, Point};
use serde::Serialize;
use serde_json::{Value, json};

use super::AroundPage;
use super::filters::{AROUND, MAP};
use super::found;
use crate::blocks::notice;
use crate::static_files::address;
use crate::writer::Writer;
use crate::{PagesError, freshness, icons};

/// `/carte`.
#[derive(Clone, Debug)]
pub struct MapPage {
    /// The same as a list.
    pub list: AroundPage,
    /// What draws the map; none where it is not installed.
    pub setup: Option<MapSetup>,
    /// Where the visitor is, rounded.
    pub here: Option<Point>,
    /// The box around the territory.
    pub territory: Option<Bounds>,
    /// What lies on the map, by kind.
    pub layers: Vec<MapLayer>,
    /// What is lent and stands in the list: it is in no tile.
    pub lent: Vec<LentPoint>,
    /// Who says so: all that is on the map, also beyond the list.
    pub sources: Vec<String>,
    /// True if one of them is an illustration.
    pub example: bool,
    /// The worst state of the data.
    pub freshness: Option<Freshness>,
}

/// What draws the map: addresses of this hub.
#[derive(Clone, Debug, Serialize)]
pub struct MapSetup {
    /// MapLibre GL.
    pub library: String,
    /// Its worker.
    pub worker: String,
    /// The reader of PMTiles archives.
    pub archives: String,
    /// What is drawn below everything; none: the communes alone.
    pub base: Option<BaseMap>,
}

/// An archive of tiles that the operator named.
#[derive(Clone, Debug, Serialize)]
pub struct BaseMap {
    /// Its address.
    pub address: String,
    /// Who made it.
    pub attribution: String,
}

/// A collection on the map.
#[derive(Clone, Debug)]
pub struct MapLayer {
    /// The collection.
    pub collection: String,
    /// Address of its tiles, with `{z}`, `{x}` and `{y}`.
    pub tiles: String,
}

/// A lent thing of the list.
#[derive(Clone, Debug)]
pub struct LentPoint {
    /// The collection.
    pub collection: String,
    /// Its id.
    pub id: String,
    /// What people read first.
    pub title: String,
    /// Where it is.
    pub point: Point,
}

/// Behind the address of the page: the map was asked for already, and needs no button.
pub(super) const SHOWN: &str = "carte";

impl MapPage {
    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        let filters = self.list.filters;
        html! {
            h1 { (w.say("map-title")) }
            (filters.html(w, MAP))
            p.more-link { a href=(filters.href(AROUND)) { (icons::back()) (w.say("see-list")) } }
            @match &self.setup {
                Some(setup) => {
                    p.map-ask hidden { button type="button" { (icons::pin()) (w.say("map-show")) } }
                    (self.map(w, setup))
                    p.map-plain.quiet { (w.say("map-needs-script")) }
                }
                None => p.quiet { (w.say("map-absent")) }
            }
            div data-map-list="" {
                @if self.list.needs_place {
                    p.quiet { (w.say("no-place")) " " a href="/#lieu" { (w.say("choose-place")) } }
                } @else { (self.list.list(w)) }
            }
        }
    }

    /// Shown by the script, once there is a map to see.
    fn map(&self, w: &Writer<'_>, setup: &MapSetup) -> Markup {
        html! {
            section.map id=(SHOWN) data-map=(self.data(w, setup).to_string()) aria-label=(w.say("map")) hidden {
                p.map-state role="status" { (w.say("map-waiting")) }
                div.map-frame {
                    div.map-canvas {}
                    (buttons(w))
                    div.map-panel role="group" aria-label=(w.say("map-chosen")) hidden {
                        p { span.kind {} " " span.title {} }
                        button.quiet-button type="button" data-map-do="close" { (w.say("map-close")) }
                    }
                }
                p.map-help.quiet id="map-help" { (w.say("map-help")) }
                ul.map-legend aria-label=(w.say("map-legend")) {
                    @if self.here.is_some() { li { span.map-dot.map-ring {} (w.say("map-here")) } }
                    @for layer in &self.layers {
                        li { span.map-dot data-kind=(layer.collection) {} (kind(w, "kind-many", layer)) }
                    }
                }
                h2 { (w.say("map-list")) }
                @if let Some(sentence) = self.freshness.and_then(|state| freshness::sentence(w, state)) {
                    (notice(NoticeKind::Warning, &html! {}, &html! { (sentence) }))
                }
                ul.list.panel.map-seen {}
                details.more.map-more { summary { (w.say("see-more")) } ul.list.panel {} }
                (found::sources(w, &self.sources, self.example))
                @if let Some(base) = &setup.base { p.sources { (w.say("map-base")) " " (base.attribution) } }
            }
        }
    }

    /// What the script needs to know. The place stands in this page alone, which nobody may keep.
    fn data(&self, w: &Writer<'_>, setup: &MapSetup) -> Value {
        let layer = |layer: &MapLayer| json!({ "name": layer.collection, "tiles": layer.tiles, "kind": kind(w, "kind", layer) });
        let lent = |lent: &LentPoint| {
            json!({
                "type": "Feature",
                "geometry": { "type": "Point", "coordinates": position(lent.point) },
                "properties": { "collection": lent.collection, "id": lent.id, "title": lent.title },
            })
        };
        let bounds = self.territory.map(|b| [[b.west, b.south], [b.east, b.north]]);
        let language = w.context.language;
        json!({
            "setup": setup,
            "baseScript": address("map-base.js"),
            "here": self.here.map(position),
            "metres": self.list.filters.distance.metres(),
            "territory": bounds,
            "ground": tiles("territoire", language, ""),
            "layers": self.layers.iter().map(layer).collect::<Vec<_>>(),
            "lent": self.lent.iter().map(lent).collect::<Vec<_>>(),
            "words": words(w),
        })
    }

    pub(crate) fn json(&self, w: &Writer<'_>) -> Result<Value, PagesError> {
        let mut page = self.list.json(w)?;
        let tiles = |layer: &MapLayer| (layer.collection.clone(), json!(layer.tiles));
        page["tiles"] = self.layers.iter().map(tiles).collect::<serde_json::Map<_, _>>().into();
        page["sources"] = json!(self.sources);
        Ok(page)
    }
}

/// The address of the tiles of a collection, as maps write it.
pub(crate) fn tiles(collection: &str, language: Language, more: &str) -> String {
    format!("/tiles/{collection}/{{z}}/{{x}}/{{y}}.mvt?lang={}{more}", language.tag())
}

fn position(point: Point) -> [f64; 2] {
    [point.longitude, point.latitude]
}

fn kind(w: &Writer<'_>, key: &str, layer: &MapLayer) -> String {
    w.say_with(key, &[("name", layer.collection.as_str().into())])
}

fn buttons(w: &Writer<'_>) -> Markup {
    html! {
        div.map-buttons role="group" aria-label=(w.say("map-move")) {
            button type="button" data-map-do="closer" aria-label=(w.say("map-closer")) { "+" }
            button type="button" data-map-do="farther" aria-label=(w.say("map-farther")) { "−" }
            button type="button" data-map-do="back" aria-label=(w.say("map-back")) { (icons::target()) }
        }
    }
}

/// Sentences that the script says. A number is put where `#` stands.
fn words(w: &Writer<'_>) -> Value {
    let seen = |count: i64| w.say_with("map-seen", &[("count", count.into()), ("number", "#".into())]);
    json!({
        "label": w.say("map-label"),
        "failed": w.say("map-failed"),
        "none": seen(0),
        "one": seen(1),
        "many": seen(2),
        "crowd": w.say_with("map-crowd", &[("number", "#".into())]),
    })
}
