//! The other side of a fresh call: wasmtime alone, on the hub's own engine settings, with one canned answer.
//!
//! No trace, no counting, no limiter, no budgets, no conversion of the view. Only `data` is linked; whatever else the
//! component imports traps, which a view never meets.

use parvis_model as model;
use wasmtime::component::{Component, HasSelf, Linker};
use wasmtime::{Engine, Store};

use crate::{ComponentLimits, Limits};

mod home {
    wasmtime::component::bindgen!({
        path: "../../wit/v0.1",
        inline: "
            package parvis:bare@0.1.0;
            world bare-home {
                import parvis:hub/data@0.1.0;
                export parvis:hub/home@0.1.0;
            }
        ",
        exports: { default: async },
    });
}

/// A world of its own: finding an export costs at every instantiation, and the hub looks for one only.
mod page {
    wasmtime::component::bindgen!({
        path: "../../wit/v0.1",
        inline: "
            package parvis:bare@0.1.0;
            world bare-page {
                import parvis:hub/data@0.1.0;
                export parvis:hub/page@0.1.0;
            }
        ",
        exports: { default: async },
        with: {
            "parvis:hub/errors": super::home::parvis::hub::errors,
            "parvis:hub/text": super::home::parvis::hub::text,
            "parvis:hub/geo": super::home::parvis::hub::geo,
            "parvis:hub/data": super::home::parvis::hub::data,
            "parvis:hub/feeds": super::home::parvis::hub::feeds,
            "parvis:hub/views": super::home::parvis::hub::views,
        },
    });
}

use home::BareHomePre;
use home::parvis::hub::data::{Feature, Property, Query, Results, Value};
use home::parvis::hub::errors::Error;
use home::parvis::hub::{data, errors, geo, text};
use page::BarePagePre;
use page::exports::parvis::hub::page::Request;

pub(crate) use home::parvis::hub::views::View;

/// What the host answers.
pub(crate) struct Canned {
    stop: Feature,
}

/// The component, linked once.
pub(crate) struct Bare {
    engine: Engine,
    home: BareHomePre<Canned>,
    page: BarePagePre<Canned>,
    stop: Feature,
}

impl Bare {
    /// Compiles and links it. `stop` is what `data.get` answers.
    pub(crate) fn new(component: &[u8], stop: &model::Feature) -> wasmtime::Result<Self> {
        let engine = crate::engine::new_engine(&Limits::default(), &ComponentLimits::default())?;
        let stop =
            canned(stop).ok_or_else(|| wasmtime::Error::msg("the stop has a value that no stop has"))?;
        let component = Component::from_binary(&engine, component)?;
        let mut linker = Linker::new(&engine);
        data::add_to_linker::<_, HasSelf<Canned>>(&mut linker, |canned| canned)?;
        linker.define_unknown_imports_as_traps(&component)?;
        let pre = linker.instantiate_pre(&component)?;
        Ok(Self { engine, home: BareHomePre::new(pre.clone())?, page: BarePagePre::new(pre)?, stop })
    }

    fn store(&self) -> Store<Canned> {
        let mut store = Store::new(&self.engine, Canned { stop: self.stop.clone() });
        store.epoch_deadline_async_yield_and_update(1);
        store.set_epoch_deadline(1);
        store
    }

    /// The card, by a fresh instance.
    pub(crate) async fn home(&self) -> wasmtime::Result<View> {
        let mut store = self.store();
        let plugin = self.home.instantiate_async(&mut store).await?;
        told(plugin.parvis_hub_home().call_render(&mut store, crate::hub::LANGUAGE.tag()).await?)
    }

    /// A page, by a fresh instance.
    pub(crate) async fn page(&self, path: &str) -> wasmtime::Result<View> {
        let language = crate::hub::LANGUAGE.tag().to_owned();
        let request = Request { path: path.to_owned(), query: Vec::new(), language };
        let mut store = self.store();
        let plugin = self.page.instantiate_async(&mut store).await?;
        told(plugin.parvis_hub_page().call_render(&mut store, &request).await?)
    }
}

fn told(answer: Result<View, Error>) -> wasmtime::Result<View> {
    answer.map_err(|error| wasmtime::Error::msg(format!("the plugin answers {error:?}")))
}

impl data::Host for Canned {
    fn get(&mut self, _collection: String, _id: String) -> Result<Feature, Error> {
        Ok(self.stop.clone())
    }

    fn find(&mut self, _query: Query) -> Result<Results, Error> {
        Err(Error::Unavailable)
    }

    fn count(&mut self, _collection: String) -> Result<i64, Error> {
        Err(Error::Unavailable)
    }
}

impl errors::Host for Canned {}
impl geo::Host for Canned {
    fn communes(&mut self) -> Vec<geo::Commune> {
        Vec::new()
    }

    fn commune_of(&mut self, points: Vec<geo::Point>) -> Vec<Option<String>> {
        vec![None; points.len()]
    }

    fn distance_m(&mut self, _a: geo::Point, _b: geo::Point) -> f64 {
        0.0
    }
}
impl text::Host for Canned {}

/// A stop in the words of the contract; none for values that stops do not have.
fn canned(stop: &model::Feature) -> Option<Feature> {
    let model::Geometry::Point(at) = stop.geometry.as_ref()? else { return None };
    let property = |property: &model::Property| {
        let value = match &property.value {
            model::Value::Code(code) => Value::Code(code.to_string()),
            model::Value::Codes(codes) => Value::Codes(codes.iter().map(ToString::to_string).collect()),
            _ => return None,
        };
        Some(Property { name: property.name.to_string(), value })
    };
    Some(Feature {
        id: stop.id.to_string(),
        title: text::Text { main: stop.title.fallback().to_string(), translations: Vec::new() },
        geometry: Some(geo::Geometry::Point(geo::Point { longitude: at.longitude, latitude: at.latitude })),
        period: None,
        parent: None,
        properties: stop.properties.iter().map(property).collect::<Option<_>>()?,
    })
}
