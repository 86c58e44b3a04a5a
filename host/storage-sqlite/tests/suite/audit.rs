//! Promises about logs, counts of reads and notes.

use parvis_model::Instant;
use parvis_storage::{LogLine, LogOrigin, ReadCount, Storage};

fn line(plugin: &str, n: i64) -> LogLine {
    LogLine {
        at: Instant(n),
        plugin: plugin.into(),
        call: "sync timetable".into(),
        origin: if n % 2 == 0 { LogOrigin::Hub } else { LogOrigin::Plugin },
        level: "info".into(),
        message: format!("line \"{n}\" é \\ '"),
    }
}

pub(crate) async fn log_lines_come_back_newest_last(store: &dyn Storage) {
    let lines: Vec<_> = (0..20).map(|n| line(if n % 3 == 0 { "agenda" } else { "transport" }, n)).collect();
    store.append_logs(&lines[..12]).await.expect("appended");
    store.append_logs(&lines[12..]).await.expect("appended");
    assert_eq!(store.logs(None, 100).await.expect("logs"), lines);
    assert_eq!(store.logs(None, 3).await.expect("logs"), lines[17..]);
    let agenda: Vec<_> = lines.into_iter().filter(|line| line.plugin == "agenda").collect();
    assert_eq!(store.logs(Some("agenda"), 100).await.expect("logs"), agenda);
    assert_eq!(store.logs(Some("agenda"), 2).await.expect("logs"), agenda[agenda.len() - 2..]);
    assert_eq!(store.logs(Some("nobody"), 100).await.expect("logs"), []);
    assert_eq!(store.logs(None, 0).await.expect("logs"), []);
    assert_eq!(store.last_change().await.expect("number"), 0);
}

pub(crate) async fn the_newest_ten_thousand_lines_of_each_plugin_are_kept(store: &dyn Storage) {
    let quiet = [line("agenda", 1)];
    store.append_logs(&quiet).await.expect("appended");
    let lines: Vec<_> = (0..10_000).map(|n| line("transport", n)).collect();
    store.append_logs(&lines).await.expect("appended");
    assert_eq!(
        store.logs(Some("transport"), 20_000).await.expect("logs"),
        lines,
        "at the limit all are kept"
    );
    store.append_logs(&[line("transport", 10_000)]).await.expect("appended");
    let kept = store.logs(Some("transport"), 20_000).await.expect("logs");
    assert_eq!((kept.len(), kept[0].at, kept[9_999].at), (10_000, Instant(1), Instant(10_000)));
    assert_eq!(store.logs(Some("agenda"), 10).await.expect("logs"), quiet);
}

pub(crate) async fn reads_add_up_by_day_and_subject(store: &dyn Storage) {
    const DAY: i64 = 86_400_000;
    let count = |plugin: &str, subject: &str, day, count| ReadCount {
        plugin: plugin.into(),
        subject: subject.into(),
        day: Instant(day * DAY),
        count,
    };
    store
        .add_reads(&[count("transport", "stops", 1, 3), count("transport", "clock", 1, 1)])
        .await
        .expect("added");
    let more = [
        count("transport", "stops", 1, 4),
        count("transport", "stops", 1, 5),
        count("transport", "stops", 2, 6),
        count("agenda", "stops", 1, 9),
    ];
    store.add_reads(&more).await.expect("added");
    store.add_reads(&[]).await.expect("nothing to add");
    let all = [
        count("transport", "clock", 1, 1),
        count("transport", "stops", 1, 12),
        count("transport", "stops", 2, 6),
    ];
    assert_eq!(store.reads("transport", Instant(0)).await.expect("reads"), all);
    assert_eq!(store.reads("transport", Instant(2 * DAY - 1)).await.expect("reads"), all);
    assert_eq!(store.reads("transport", Instant(2 * DAY)).await.expect("reads"), all[2..]);
    assert_eq!(store.reads("nobody", Instant(0)).await.expect("reads"), []);
    assert_eq!(store.last_change().await.expect("number"), 0);
}

pub(crate) async fn a_note_is_kept_and_is_no_news(store: &dyn Storage) {
    assert_eq!(store.note("task").await.expect("note"), None);
    store.set_note("task", "1").await.expect("set");
    store.set_note("task", "2").await.expect("set");
    assert_eq!(store.note("task").await.expect("note").as_deref(), Some("2"));
    assert_eq!(store.note("other").await.expect("note"), None);
    assert_eq!(store.last_change().await.expect("number"), 0);
}
