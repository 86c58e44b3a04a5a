//! A full disk and a read-only one under a running hub: pages are answered, writes are refused in words and resume by
//! themselves.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tests_end_to_end::board;
use tests_end_to_end::sample_feed::Shuttle;
use tests_faults::{Disk, Hub, integrity, said};
use tests_harness::wait_until;

use crate::own_disk::{inside, mount};
use crate::round::say;

const SIZE: &str = "64m";
const CLOCK: &str = "2017-03-15T08:30:00+01:00";
/// Until a refresh of these feeds is over, whatever the machine does beside it.
const REFRESH: Duration = Duration::from_secs(120);
/// Writes resume within 10 s; times five for a busy machine.
const RESUME: Duration = Duration::from_secs(50);

/// A feed outside of the disk.
fn feed(folder: &Path, destination: &str, trains: usize) -> PathBuf {
    let path = folder.join(format!("{destination}.zip"));
    Shuttle { destination, stations: 20, trains }.write(&path);
    path
}

fn demo(data: &Path, logs: &Path, feed: &Path, disk: Option<Disk>) -> Hub {
    let plugins = tests_harness::plugins_named(&["transport"]).display().to_string();
    let setting = format!("transport.gtfs={}", feed.display());
    let arguments = ["demo", "--plugins", &plugins, "--clock", CLOCK, "--setting", &setting];
    Hub::start(&[&arguments[..], &["--setting", "transport.territory-only=false"]].concat(), data, logs, disk)
}

/// What a board says; empty while there is none.
fn shown(hub: &Hub) -> String {
    let page = hub.browser().get(&board::path(&Shuttle::station(0)));
    if page.status == 200 { page.text } else { String::new() }
}

/// Takes all the space but `left` bytes. What was taken before stays taken: the hub never sees it free.
fn fill(disk: &Path, left: u64) -> PathBuf {
    let path = disk.join("filler");
    let mut file = OpenOptions::new().create(true).append(true).open(&path).expect("a file");
    for block in [1_000_000, 4_096] {
        let bytes = vec![1; block];
        while file.write_all(&bytes).is_ok() {}
    }
    if left > 0 {
        let taken = file.metadata().expect("a size").len();
        file.set_len(taken.saturating_sub(left)).expect("cut");
    }
    path
}

fn disable(hub: &Hub) -> tests_harness::Output {
    hub.command(&["plugin", "disable", "transport"])
}

/// More than fits into what a refused refresh may have left free inside the database; a small write can find room there.
fn install(hub: &Hub) -> tests_harness::Output {
    let component = tests_harness::plugins().join("culture.wasm");
    hub.command(&["plugin", "install", &component.display().to_string()])
}

fn pages_are_answered(hub: &Hub) {
    for path in ["/", "/services", "/services/transport"] {
        assert_eq!(hub.browser().get(path).status, 200, "{path}");
    }
    assert!(shown(hub).contains("Ancien"), "the old timetable is not served");
}

#[test]
fn a_full_disk_is_told_in_words_and_writes_resume() {
    let Some(disk) = inside("full_disk::a_full_disk_is_told_in_words_and_writes_resume", SIZE) else {
        return;
    };
    let folder = tempfile::tempdir_in("/tmp").expect("a folder");
    let (data, logs) = (disk.join("data"), folder.path());
    let mut hub = demo(&data, logs, &feed(folder.path(), "Ancien", 40), None);
    assert!(wait_until(|| shown(&hub).contains("Ancien"), REFRESH), "no timetable:\n{}", hub.stderr());
    assert!(hub.stop());

    // A little space is left for the start, none for its notes or a new timetable.
    let filler = fill(&disk, 600_000);
    let mut hub = demo(&data, logs, &feed(folder.path(), "Nouveau", 200), None);
    let told = || hub.browser().get("/services/transport").text.contains("the disk is full");
    assert!(wait_until(told, REFRESH), "the refresh does not say so:\n{}", hub.stderr());
    fill(&disk, 0);
    let refused = install(&hub);
    let words = format!("the disk is full: free space in {} and try again", data.display());
    assert!(!refused.success() && refused.stderr.contains(&words), "{refused:?}");
    let listed = hub.command(&["plugin", "list"]);
    assert!(listed.success() && !listed.stdout.contains("culture"), "half installed: {listed:?}");
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(3) {
        pages_are_answered(&hub);
    }
    assert!(hub.runs(), "the hub is gone:\n{}", hub.stderr());
    let complaints = hub.stderr().matches("ERROR").count();
    assert!(complaints < 10, "the log is flooded with {complaints} lines:\n{}", hub.stderr());

    std::fs::remove_file(filler).expect("space");
    let freed = Instant::now();
    assert!(wait_until(|| disable(&hub).success(), RESUME), "commands do not resume");
    assert!(hub.command(&["plugin", "enable", "transport"]).success());
    let commands = freed.elapsed();
    assert!(
        wait_until(|| shown(&hub).contains("Nouveau"), REFRESH),
        "refreshes do not resume:\n{}",
        hub.stderr()
    );
    say(&format!(
        "disk full: pages 200, command and refresh refused in words; after it commands write again in {} ms, the new \
         timetable is there in {} ms",
        commands.as_millis(),
        freed.elapsed().as_millis()
    ));
    assert!(hub.stop());
    sound(&data);
}

#[test]
fn a_read_only_disk_is_told_in_words_and_needs_no_hand_afterwards() {
    let test = "full_disk::a_read_only_disk_is_told_in_words_and_needs_no_hand_afterwards";
    let Some(disk) = inside(test, SIZE) else { return };
    let folder = tempfile::tempdir_in("/tmp").expect("a folder");
    let (data, logs) = (disk.join("data"), folder.path());
    let feed = feed(folder.path(), "Ancien", 5);
    // Under a running hub: a disk that the kernel made read-only refuses the writes of files that are open.
    let switch = folder.path().join("read-only");
    let failing = Disk::of(&disk).failing_while("erofs", &switch);
    let mut hub = demo(&data, logs, &feed, Some(failing));
    assert!(wait_until(|| shown(&hub).contains("Ancien"), REFRESH), "no timetable:\n{}", hub.stderr());
    File::create(&switch).expect("the switch");
    assert!(!disable(&hub).success());
    pages_are_answered(&hub);
    std::fs::remove_file(&switch).expect("writable");
    let began = Instant::now();
    assert!(
        wait_until(|| disable(&hub).success(), RESUME),
        "writes do not resume:\n{}",
        disable(&hub).stderr
    );
    let resumed = began.elapsed();
    assert!(hub.stop());

    // Without one: commands and starts.
    let at = disk.display().to_string();
    mount(&["-o", "remount,ro", &at]);
    let refused = said(&data, None, &["plugin", "enable", "transport"]);
    assert!(!refused.success() && refused.stderr.contains("read-only"), "{refused:?}");
    let start = demo(&data, logs, &feed, None);
    assert!(!start.is_ready() && start.stderr().contains("ead-only"), "{}", start.stderr());
    mount(&["-o", "remount,rw", &at]);
    let mut hub = demo(&data, logs, &feed, None);
    assert!(hub.is_ready(), "the start needs a hand:\n{}", hub.stderr());
    assert!(hub.command(&["plugin", "enable", "transport"]).success());
    assert!(hub.stop());
    sound(&data);
    say(&format!(
        "read-only: pages 200, commands and starts refused in words; writes resumed in {} ms",
        resumed.as_millis()
    ));
}

fn sound(data: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(integrity(&data.join("parvis.sqlite"))).expect("a sound database");
}
