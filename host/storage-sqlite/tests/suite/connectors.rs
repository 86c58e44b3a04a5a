//! Promises about connectors.

use parvis_model::{Connector, RunOutcome, SecretHeaders, SourceTerms};
use parvis_storage::{ChangeKind, Storage, StoredConnector};

use super::records::{assert_not_found, batch, features, info, news, publish, read_all, report};

fn stored(name: &str, plugin: &str) -> StoredConnector {
    let connector = Connector {
        name: name.into(),
        plugin: plugin.into(),
        task: "read".into(),
        source: "events.ics".into(),
        every_s: Some(60),
        settings: [("days".into(), "30".into())].into(),
        mapping: [("title".into(), "nom".into())].into(),
        headers: key("one"),
        terms: SourceTerms {
            licence: Some("ODbL 1.0".into()),
            lent: Some("Prêté".into()),
            ..SourceTerms::default()
        },
    };
    StoredConnector { connector, from_file: false }
}

fn key(value: &str) -> SecretHeaders {
    SecretHeaders::new([("apikey".into(), value.into())]).expect("sound")
}

fn about(name: &str) -> ChangeKind {
    ChangeKind::Connector { name: name.into() }
}

/// Publishes events under the connector's name.
async fn published(store: &dyn Storage, connector: &StoredConnector) {
    let Connector { plugin, name, .. } = &connector.connector;
    let generation = store.begin_publication(plugin, name).await.expect("begun");
    store.add_features(generation, batch("events", features(100, 103))).await.expect("added");
    store
        .commit_publication(generation, &info("Agenda"), &report(RunOutcome::Published))
        .await
        .expect("committed");
}

pub(crate) async fn a_connector_comes_back_and_is_news_only_if_it_changes(store: &dyn Storage) {
    let (issy, sevres) =
        (stored("issy", "culture"), StoredConnector { from_file: true, ..stored("sevres", "culture") });
    for connector in [&sevres, &issy, &issy] {
        store.put_connector(connector).await.expect("put");
    }
    assert_eq!(store.connectors().await.expect("connectors"), [issy.clone(), sevres]);
    assert_eq!(news(store, 0).await, [about("sevres"), about("issy")]);
    let mut changed = issy;
    changed.connector.source = "https://example.org/events.ics".into();
    store.put_connector(&changed).await.expect("put again");
    assert_eq!(store.connectors().await.expect("connectors")[0], changed);
    assert_eq!(news(store, 0).await.len(), 3);
    changed.connector.headers = key("two");
    store.put_connector(&changed).await.expect("another key");
    assert_eq!(store.connectors().await.expect("connectors")[0].connector.headers.exposed()["apikey"], "two");
    assert_eq!(news(store, 0).await.len(), 4);
}

pub(crate) async fn a_connector_that_goes_takes_what_it_published_with_it(store: &dyn Storage) {
    publish(store, features(0, 2)).await;
    let issy = stored("issy", "culture");
    store.put_connector(&issy).await.expect("put");
    published(store, &issy).await;
    assert_eq!(read_all(store).await.len(), 5);
    let before = store.last_change().await.expect("number");
    store.remove_connector("issy").await.expect("removed");
    assert_eq!(read_all(store).await, features(0, 2));
    assert_eq!(store.sources().await.expect("sources").len(), 1);
    let gone = ChangeKind::Published { plugin: "culture".into(), source: "issy".into() };
    assert_eq!(news(store, before).await, [gone, about("issy")]);
    assert_not_found(store.remove_connector("issy").await);
}

pub(crate) async fn a_connector_given_to_another_plugin_starts_anew(store: &dyn Storage) {
    let issy = stored("issy", "culture");
    store.put_connector(&issy).await.expect("put");
    published(store, &issy).await;
    store.put_connector(&stored("issy", "annuaire")).await.expect("given away");
    assert!(read_all(store).await.is_empty());
}
