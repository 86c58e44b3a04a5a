//! The near query as a page asks it: with filters, its results made ready to be written.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use parvis_index::{Answer, QueryContext, Snapshot};
use parvis_model::{
    Clock, Condition, Feed, FilledFeed, Format, Instant, Item, Language, Layout, Origin, Placement, Point,
    Query, Slot, SlotSource, SourceInfo, SourceState, Territory, Test, Text, TimeZone, Value,
};
use parvis_outbound::{Outbound, OutboundConfig};
use parvis_services::{OperatorSettings, Platform, PlatformParts, Quotas, Reading, Visit};
use parvis_storage_sqlite::SqliteStorage;

use crate::measure::{COUNT, RADIUS_M};

/// A hub without plugins, which fills a feed.
pub(crate) struct Filled {
    platform: Arc<Platform>,
    sources: Arc<Vec<SourceState>>,
    feed: Feed,
}

impl Filled {
    /// Starts it in `folder`.
    pub(crate) async fn new(folder: &Path) -> Result<Self> {
        let parts = PlatformParts {
            outbound: Outbound::new(OutboundConfig { private: Vec::new(), temp_dir: folder.to_owned() })?,
            territory: territory()?,
            settings: OperatorSettings::default(),
            quotas: Quotas::default(),
            clock: Clock::real(),
            storage: Arc::new(SqliteStorage::open(&folder.join("parvis.sqlite")).await?),
        };
        let sources = vec![source("bicycles", "stations"), source("city", "places")];
        Ok(Self { platform: Platform::start(parts).await?, sources: Arc::new(sources), feed: feed() })
    }

    /// The query alone, without filters.
    pub(crate) fn run(&self, snapshot: &Snapshot, query: &Query) -> Result<Answer> {
        let territory = self.platform.territory();
        let context = QueryContext {
            here: None,
            there: None,
            commune_here: None,
            now: self.platform.read().now,
            zone: &territory.zone,
            territory,
            language: Language::Fr,
        };
        snapshot.run(query, &context).map_err(|error| anyhow::anyhow!("no answer: {error}"))
    }

    /// Half of the kinds, of some capacity: the nearest with their kind, distance and hours.
    pub(crate) fn nearest(&self, snapshot: Arc<Snapshot>, origin: Point) -> Result<FilledFeed> {
        let reading = Reading { snapshot, sources: self.sources.clone(), ..self.platform.read() };
        let visit = Visit { here: Some(origin), commune: None, language: Language::Fr };
        let filled = self.platform.fill(&reading, "city", &self.feed, &visit);
        filled.map_err(|error| anyhow::anyhow!("not filled: {error}"))
    }
}

/// A source that is fresh.
fn source(plugin: &str, name: &str) -> SourceState {
    let info = SourceInfo {
        title: Text::new("Lieux de la région"),
        attribution: "Région".to_owned(),
        licence: "Licence Ouverte 2.0".to_owned(),
        ..SourceInfo::default()
    };
    SourceState {
        plugin: plugin.to_owned(),
        name: name.to_owned(),
        info: Some(info),
        published: Some(Instant(0)),
        features: 0,
        last_run: None,
    }
}

fn territory() -> Result<Territory> {
    Ok(Territory {
        name: "region".into(),
        zone: TimeZone::get("Europe/Paris").context("time zone")?,
        languages: vec![Language::Fr],
        communes: Vec::new(),
        places: Vec::new(),
        outlines_credit: String::new(),
        sample: true,
    })
}

fn feed() -> Feed {
    let condition = |property: &str, test| Condition { property: property.into(), test };
    let kinds = ["stop", "shop", "library", "school"].map(Value::code).to_vec();
    let conditions =
        vec![condition("kind", Test::OneOf(kinds)), condition("capacity", Test::AtLeast(Value::Integer(5)))];
    let placement = Some(Placement::Near { origin: Origin::Here, radius_m: RADIUS_M });
    let slot = |source, format| Slot { source, format, label: Text::default() };
    let property = |name: &str| SlotSource::Property(name.into());
    Feed {
        id: "near".into(),
        query: Query { conditions, placement, ..Query::all("places", COUNT) },
        layout: Layout::List,
        item: Item {
            lead: Some(slot(SlotSource::Distance, Format::WalkingMinutes)),
            badge: Some(slot(property("kind"), Format::Text)),
            title: None,
            details: vec![slot(property("opening-hours"), Format::OpenNow)],
            link: Some("place/{id}".into()),
        },
        children: None,
        empty: Text::default(),
        no_place: Text::default(),
        stale: Text::default(),
        more: None,
    }
}
