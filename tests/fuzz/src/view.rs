//! Views: a guest's memory with any answer in it, read by the real runtime, held to its limits, filled, written as HTML
//! and as JSON, as a visitor's request does it.

use std::sync::Arc;

use arbitrary::Unstructured;
use parvis_model::{
    Feature, Geometry, Instant, Language, Period, Point, Property, RunOutcome, RunReport, SourceInfo, Text,
    Value,
};
use parvis_pages::{Composed, Composer, Pages, Visitor};
use parvis_services::Place;
use parvis_storage::PartBatch;
use tests_random_attack::{ECHO, Hub, answer, limits, manifest, plugin};
use tokio::runtime::Runtime;

use crate::page_check;

/// Bytes of a page: a view has at most 256 KiB, of which an empty cell of a table takes two and gives nine.
const LARGEST_PAGE: usize = 8 * 1024 * 1024;

struct Site {
    runtime: Runtime,
    composer: Composer,
    _hub: Hub,
}

thread_local! {
    static SITE: Site = site();
}

/// Answers a visitor with the view that the bytes describe.
pub(crate) fn view(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let english = u.arbitrary().unwrap_or(false);
    let somewhere = u.arbitrary().unwrap_or(false);
    let Ok(memory) = answer(&mut u) else { return };
    let visitor = Visitor {
        language: if english { Language::En } else { Language::Fr },
        place: somewhere.then(here),
        path: "/services/echo/page".to_owned(),
    };
    SITE.with(|site| {
        // A page that does not exist is an answer too.
        let Some(page) = site.page(&visitor, &memory) else { return };
        let html = page.html();
        assert!(html.len() <= LARGEST_PAGE, "a page of {} bytes", html.len());
        page_check::check(&html);
        let json = page.json().expect("every page can be written as JSON").to_string();
        assert!(json.len() <= LARGEST_PAGE, "{} bytes of JSON", json.len());
    });
}

impl Site {
    /// The page of a guest whose memory holds this.
    fn page(&self, visitor: &Visitor, memory: &[u8]) -> Option<Composed<'_>> {
        let path = letters(memory);
        self.runtime.block_on(self.composer.service(visitor, "echo", &path, &[])).ok()
    }
}

/// Two letters of a to p for each byte: how the guest is told its answer.
fn letters(bytes: &[u8]) -> String {
    let letter = |half: u8| char::from(b'a' + half);
    bytes.iter().flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]).collect()
}

fn here() -> Place {
    Place { point: Point { longitude: 2.26, latitude: 48.82 }, name: None, commune: Some("92040".into()) }
}

fn site() -> Site {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let hub = runtime.block_on(async {
        let hub = Hub::start(limits()).await.expect("a hub");
        let echo = plugin(ECHO, "page-plugin", &manifest("echo"));
        let inspection = parvis_plugin_runtime::inspect(&echo).expect("a sound guest");
        hub.install(&inspection, &echo).await.expect("installed");
        publish(&hub).await.expect("published");
        hub
    });
    let pages = Pages::new().expect("translations");
    let composer = Composer::new(pages, hub.platform.clone(), hub.runtime.clone());
    Site { runtime, composer, _hub: hub }
}

/// Data for feeds to find, as nasty as a plugin may publish it.
async fn publish(hub: &Hub) -> anyhow::Result<()> {
    let storage = hub.platform.storage();
    for collection in ["stops", "departures", "places", "events"] {
        let generation = storage.begin_publication("echo", collection).await?;
        let features = (0..12).map(|number| feature(number, hub.platform.clock().now())).collect();
        storage.add_features(generation, PartBatch { collection: collection.into(), features }).await?;
        let report = RunReport {
            started: Instant(0),
            finished: hub.platform.clock().now(),
            outcome: RunOutcome::Published,
            reason: String::new(),
            read: 12,
            kept: 12,
            refused: 0,
            lines: Vec::new(),
        };
        let info = SourceInfo { title: NASTY.into(), attribution: NASTY.into(), ..SourceInfo::default() };
        storage.commit_publication(generation, &info, &report).await?;
    }
    Ok(hub.platform.catch_up().await?)
}

const NASTY: &str = "<x-guest>\" x-guest='1' & é \u{202e}";

fn feature(number: i64, now: Instant) -> Feature {
    let property = |name: &str, value| Property { name: name.into(), value };
    Feature {
        id: format!("stop-{number}").into(),
        title: Text::new(format!("{NASTY} {number}")).with(Language::En, NASTY),
        geometry: Some(Geometry::Point(Point { longitude: 2.26 + number as f64 / 500.0, latitude: 48.82 })),
        period: Some(Period::at(now.plus_seconds(60 * number))),
        parent: Some(Arc::from("stop-1")),
        properties: Arc::from([
            property("code", Value::code(NASTY)),
            property("url", Value::Url("javascript:alert(1)".into())),
            property("title", Value::text(NASTY)),
            property("feed-1", Value::Email(NASTY.into())),
            property("stop-1", Value::Phone(NASTY.into())),
            property("a", Value::Number(f64::MAX)),
            property("é", Value::Integer(i64::MIN)),
        ]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Else the target would look at apologies only.
    #[test]
    fn the_guest_is_asked_again_after_many_faults() {
        let visitor = Visitor { language: Language::Fr, place: None, path: "/services/echo/page".to_owned() };
        SITE.with(|site| {
            let answers = |memory: &[u8]| {
                let page = site.page(&visitor, memory).expect("a page");
                !page.html().contains("ne répond pas")
            };
            assert!(answers(&[0; 64]), "an empty view");
            assert!((0..100).all(|_| !answers(&[0xEE; 64])), "no case of a result");
            assert!(answers(&[0; 64]), "an empty view again");
        });
    }
}
