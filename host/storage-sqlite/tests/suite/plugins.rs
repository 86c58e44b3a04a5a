//! Promises about plugins, grants and the change log.

use parvis_model::{Grant, Permission};
use parvis_storage::{Installation, InstalledPlugin, Storage};

use super::records::{about, assert_not_found, news, plugin};

pub(crate) async fn an_installed_plugin_comes_back(store: &dyn Storage) {
    let large: Vec<u8> = (0..2_500_000_u32).map(|n| n.to_le_bytes()[1]).collect();
    store.install_plugin(&plugin("transport", "aa"), &large).await.expect("installed");
    store.install_plugin(&plugin("agenda", "bb"), b"small").await.expect("installed");
    let expected = vec![plugin("agenda", "bb"), plugin("transport", "aa")];
    assert_eq!(store.plugins().await.expect("plugins"), expected);
    assert!(store.component("aa").await.expect("component") == Some(large), "the bytes differ");
    assert_eq!(store.component("bb").await.expect("component").as_deref(), Some(b"small".as_slice()));
    assert_eq!(store.component("cc").await.expect("component"), None);
    assert_eq!(news(store, 0).await, [about("transport"), about("agenda")]);
}

pub(crate) async fn a_plugin_of_the_same_digest_is_no_news(store: &dyn Storage) {
    store.install_plugin(&plugin("transport", "aa"), b"one").await.expect("installed");
    let later = InstalledPlugin { installed: parvis_model::Instant(9_000), ..plugin("transport", "aa") };
    store.install_plugin(&later, b"one").await.expect("installed again");
    assert_eq!(store.plugins().await.expect("plugins"), [plugin("transport", "aa")]);
    assert_eq!(news(store, 0).await.len(), 1);
}

pub(crate) async fn a_replaced_plugin_keeps_its_grants_and_its_state(store: &dyn Storage) {
    let grant = Grant { permission: Permission::Read("stops".into()), by_setting: false };
    store.install_plugin(&plugin("transport", "aa"), b"one").await.expect("installed");
    store.grant("transport", &grant).await.expect("granted");
    store.set_enabled("transport", false).await.expect("disabled");
    let before = store.last_change().await.expect("number");
    store.install_plugin(&plugin("transport", "bb"), b"two").await.expect("replaced");
    let expected = InstalledPlugin { enabled: false, ..plugin("transport", "bb") };
    assert_eq!(store.plugins().await.expect("plugins"), [expected]);
    assert_eq!(store.grants().await.expect("grants"), [("transport".to_owned(), grant)]);
    assert_eq!(store.component("bb").await.expect("component").as_deref(), Some(b"two".as_slice()));
    assert_eq!(news(store, before).await, [about("transport")]);
}

pub(crate) async fn an_installation_brings_its_grants_and_its_state_in_one_piece(store: &dyn Storage) {
    let grants =
        ["stops", "lines"].map(|name| Grant { permission: Permission::Read(name.into()), by_setting: false });
    let new = InstalledPlugin { enabled: false, ..plugin("transport", "aa") };
    let mut installation =
        Installation { plugin: &new, component: b"one", grants: &grants[..1], enable: false };
    store.install(&installation).await.expect("installed");
    assert_eq!(store.plugins().await.expect("plugins"), std::slice::from_ref(&new));
    assert_eq!(store.grants().await.expect("grants").len(), 1);
    installation = Installation { grants: &grants, enable: true, ..installation };
    store.install(&installation).await.expect("the same with more");
    assert_eq!(store.plugins().await.expect("plugins"), [InstalledPlugin { enabled: true, ..new.clone() }]);
    assert_eq!(store.grants().await.expect("grants").len(), 2);
    store.install(&installation).await.expect("nothing is left to do");
    assert_eq!(news(store, 0).await, [about("transport"), about("transport")], "one change for each piece");
}

pub(crate) async fn two_plugins_may_share_a_component(store: &dyn Storage) {
    store.install_plugin(&plugin("first", "aa"), b"one").await.expect("installed");
    store.install_plugin(&plugin("second", "aa"), b"one").await.expect("installed");
    store.install_plugin(&plugin("first", "bb"), b"two").await.expect("replaced");
    super::records::sweep_all(store, &[]).await;
    assert_eq!(store.component("aa").await.expect("component").as_deref(), Some(b"one".as_slice()));
}

pub(crate) async fn enabling_is_news_only_if_something_changes(store: &dyn Storage) {
    store.install_plugin(&plugin("transport", "aa"), b"one").await.expect("installed");
    let before = store.last_change().await.expect("number");
    store.set_enabled("transport", true).await.expect("no change");
    assert_eq!(store.last_change().await.expect("number"), before);
    store.set_enabled("transport", false).await.expect("disabled");
    assert!(!store.plugins().await.expect("plugins")[0].enabled);
    store.set_enabled("transport", false).await.expect("no change");
    store.set_enabled("transport", true).await.expect("enabled");
    assert!(store.plugins().await.expect("plugins")[0].enabled);
    assert_eq!(news(store, before).await, [about("transport"), about("transport")]);
}

pub(crate) async fn grants_are_given_and_taken_back(store: &dyn Storage) {
    let grant = |by_setting| Grant { permission: Permission::Source("gtfs".into()), by_setting };
    store.install_plugin(&plugin("transport", "aa"), b"one").await.expect("installed");
    let before = store.last_change().await.expect("number");
    store.grant("transport", &grant(true)).await.expect("granted");
    store.grant("transport", &grant(true)).await.expect("no change");
    assert_eq!(news(store, before).await.len(), 1);
    store.grant("transport", &grant(false)).await.expect("changed");
    assert_eq!(store.grants().await.expect("grants"), [("transport".to_owned(), grant(false))]);
    store.revoke("transport", &grant(false).permission).await.expect("revoked");
    assert_eq!(store.grants().await.expect("grants"), []);
    assert_eq!(news(store, before).await.len(), 3);
}

pub(crate) async fn what_is_not_there_is_not_found_and_no_news(store: &dyn Storage) {
    let grant = Grant { permission: Permission::Here, by_setting: false };
    assert_not_found(store.set_enabled("nobody", true).await);
    assert_not_found(store.grant("nobody", &grant).await);
    assert_not_found(store.revoke("nobody", &grant.permission).await);
    store.install_plugin(&plugin("transport", "aa"), b"one").await.expect("installed");
    assert_not_found(store.revoke("transport", &grant.permission).await);
    assert_eq!(news(store, 0).await, [about("transport")]);
    assert_eq!(store.grants().await.expect("grants"), []);
}

pub(crate) async fn changes_are_read_from_a_number_on(store: &dyn Storage) {
    assert_eq!(store.last_change().await.expect("number"), 0);
    assert_eq!(store.changes_after(0, 10).await.expect("changes"), []);
    for name in ["a", "b", "c", "d"] {
        store.install_plugin(&plugin(name, name), b"one").await.expect("installed");
    }
    let all = store.changes_after(0, 10).await.expect("changes");
    assert!(all.is_sorted_by(|a, b| a.number < b.number));
    assert_eq!(all[3].number, store.last_change().await.expect("number"));
    assert_eq!(store.changes_after(all[0].number, 2).await.expect("changes"), all[1..3]);
    assert_eq!(store.changes_after(all[3].number, 10).await.expect("changes"), []);
}
