//! Promises about publications: whole or not at all, and swept afterwards.

use parvis_model::{Instant, ReportLine, RunOutcome, RunReport, Severity};
use parvis_storage::{ChangeKind, Generation, PublishedPart, Storage};

use super::records::{
    assert_not_found, batch, features, info, news, part, publish, read, read_all, report, sweep_all,
};

pub(crate) async fn a_publication_is_seen_whole_and_only_once_committed(store: &dyn Storage) {
    let generation = store.begin_publication("transport", "gtfs").await.expect("begun");
    for from in [0, 1_000, 2_000] {
        let some = batch("departures", features(from, from + 1_000));
        store.add_features(generation, some).await.expect("added");
        store.add_features(generation, batch("stops", features(from, from + 5))).await.expect("added");
        assert_eq!(store.published_parts().await.expect("parts"), []);
        assert_not_found(store.read_part(&part(generation, "departures"), &mut |_| ()).await);
    }
    assert_eq!((store.sources().await.expect("sources"), news(store, 0).await), (vec![], vec![]));

    let done = report(RunOutcome::Published);
    let number = store.commit_publication(generation, &info("Horaires"), &done).await.expect("committed");
    assert_eq!(store.last_change().await.expect("number"), number);
    let published = ChangeKind::Published { plugin: "transport".into(), source: "gtfs".into() };
    assert_eq!(news(store, 0).await, [published]);
    let seen = |collection, features| PublishedPart {
        plugin: "transport".into(),
        source: "gtfs".into(),
        part: part(generation, collection),
        features,
    };
    assert_eq!(store.published_parts().await.expect("parts"), [seen("departures", 3_000), seen("stops", 15)]);
    assert_eq!(read(store, &part(generation, "departures")).await, features(0, 3_000));
    assert_eq!(read(store, &part(generation, "nothing")).await, []);
}

pub(crate) async fn bytes_are_counted_as_they_are_stored_while_they_are_visible(store: &dyn Storage) {
    let generation = store.begin_publication("transport", "gtfs").await.expect("begun");
    let mut added = 0;
    for from in [0, 1_000] {
        let some = batch("departures", features(from, from + 1_000));
        added += store.add_features(generation, some).await.expect("added");
    }
    assert!(added > 2_000, "{added}");
    assert_eq!(store.stored_bytes("transport").await.expect("bytes"), [], "nothing is visible yet");
    let done = report(RunOutcome::Published);
    store.commit_publication(generation, &info("Horaires"), &done).await.expect("committed");
    assert_eq!(store.stored_bytes("transport").await.expect("bytes"), [("gtfs".to_owned(), added)]);
    assert_eq!(store.stored_bytes("other").await.expect("bytes"), []);
}

pub(crate) async fn features_are_read_batch_by_batch(store: &dyn Storage) {
    let generation = store.begin_publication("transport", "gtfs").await.expect("begun");
    for from in [0, 500] {
        store.add_features(generation, batch("departures", features(from, from + 500))).await.expect("added");
    }
    let done = report(RunOutcome::Published);
    store.commit_publication(generation, &info("Horaires"), &done).await.expect("committed");
    let mut sizes = Vec::new();
    let departures = part(generation, "departures");
    store.read_part(&departures, &mut |batch| sizes.push(batch.len())).await.expect("read");
    assert_eq!(sizes, [500, 500]);
}

pub(crate) async fn a_new_generation_replaces_the_former_one(store: &dyn Storage) {
    let old = publish(store, features(0, 50)).await;
    let new = publish(store, features(50, 60)).await;
    assert_ne!(old, new);
    assert_eq!(read_all(store).await, features(50, 60));
    assert_not_found(store.read_part(&part(old, "departures"), &mut |_| ()).await);
    sweep_all(store, &[]).await;
    assert_eq!(read_all(store).await, features(50, 60));
}

pub(crate) async fn sources_replace_only_their_own_part(store: &dyn Storage) {
    publish(store, features(0, 5)).await;
    let other = store.begin_publication("agenda", "events").await.expect("begun");
    store.add_features(other, batch("events", features(5, 8))).await.expect("added");
    let done = report(RunOutcome::Published);
    store.commit_publication(other, &info("Agenda"), &done).await.expect("committed");
    publish(store, features(8, 9)).await;
    assert_eq!(read_all(store).await, [features(5, 8), features(8, 9)].concat());
}

pub(crate) async fn the_sweep_spares_what_is_open_and_removes_what_was_given_up(store: &dyn Storage) {
    let open = store.begin_publication("transport", "gtfs").await.expect("begun");
    let given_up = store.begin_publication("transport", "gtfs").await.expect("begun");
    for generation in [open, given_up] {
        for n in 0..40 {
            store.add_features(generation, batch("departures", features(n, n + 1))).await.expect("added");
        }
    }
    let mut steps = 1;
    while store.sweep(&[open]).await.expect("swept") {
        steps += 1;
        assert!(steps < 100, "the sweep never ends");
    }
    assert!(steps > 1, "40 batches were removed at once");
    assert_not_found(store.add_features(given_up, batch("departures", features(0, 1))).await);
    assert_not_found(commit(store, given_up).await);
    commit(store, open).await.expect("the open one is untouched");
    assert_eq!(read_all(store).await, features(0, 40));
}

pub(crate) async fn a_half_swept_generation_cannot_be_committed(store: &dyn Storage) {
    let generation = store.begin_publication("transport", "gtfs").await.expect("begun");
    for n in 0..40 {
        store.add_features(generation, batch("departures", features(n, n + 1))).await.expect("added");
    }
    assert!(store.sweep(&[]).await.expect("swept"), "one step is not enough for 40 batches");
    assert_not_found(commit(store, generation).await);
    assert_eq!(store.published_parts().await.expect("parts"), []);
}

pub(crate) async fn a_generation_is_committed_once_and_then_fixed(store: &dyn Storage) {
    let generation = publish(store, features(0, 3)).await;
    assert_not_found(store.add_features(generation, batch("departures", features(3, 4))).await);
    assert_not_found(commit(store, generation).await);
    assert_not_found(commit(store, Generation(9_999)).await);
    assert_eq!(news(store, 0).await.len(), 1);
    assert_eq!(read_all(store).await, features(0, 3));
}

pub(crate) async fn generation_numbers_are_never_used_again(store: &dyn Storage) {
    let first = store.begin_publication("transport", "gtfs").await.expect("begun");
    sweep_all(store, &[]).await;
    let second = store.begin_publication("transport", "gtfs").await.expect("begun");
    assert!(second.0 > first.0);
}

pub(crate) async fn an_empty_publication_empties_the_part(store: &dyn Storage) {
    publish(store, features(0, 3)).await;
    let generation = publish(store, Vec::new()).await;
    assert_eq!(read_all(store).await, []);
    assert_eq!(store.sources().await.expect("sources")[0].features, 0);
    assert_eq!(read(store, &part(generation, "departures")).await, []);
}

pub(crate) async fn a_run_without_publication_is_reported_and_changes_nothing_else(store: &dyn Storage) {
    let mut refused = report(RunOutcome::Refused);
    refused.reason = "stops.txt has no stop".into();
    refused.lines = vec![ReportLine {
        severity: Severity::Fatal,
        file: "stops.txt".into(),
        line: Some(7),
        reason: "no longitude".into(),
    }];
    store.record_run("transport", "gtfs", &refused).await.expect("recorded");
    let state = store.sources().await.expect("sources").remove(0);
    assert_eq!((state.plugin.as_str(), state.name.as_str()), ("transport", "gtfs"));
    assert_eq!((state.info, state.published, state.features), (None, None, 0));
    assert_eq!(state.last_run, Some(refused.clone()));

    publish(store, features(0, 3)).await;
    let later = RunReport { finished: Instant(99_000), ..refused };
    store.record_run("transport", "gtfs", &later).await.expect("recorded");
    let state = store.sources().await.expect("sources").remove(0);
    assert_eq!(
        (state.info, state.published, state.features),
        (Some(info("Horaires")), Some(Instant(3_000)), 3)
    );
    assert_eq!(state.last_run, Some(later));
    assert_eq!(read_all(store).await, features(0, 3));
    let reported = ChangeKind::Reported { plugin: "transport".into(), source: "gtfs".into() };
    let published = ChangeKind::Published { plugin: "transport".into(), source: "gtfs".into() };
    assert_eq!(news(store, 0).await, [reported.clone(), published, reported]);
}

async fn commit(store: &dyn Storage, generation: Generation) -> Result<i64, parvis_storage::StorageError> {
    store.commit_publication(generation, &info("Horaires"), &report(RunOutcome::Published)).await
}
