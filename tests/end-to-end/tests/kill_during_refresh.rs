//! Promise: a timetable is whole old or whole new, whenever the hub is killed, and the next start needs no repair.
//! A command of the binary writes while a refresh does.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tests_end_to_end::compare::{Now, compare};
use tests_end_to_end::oracle::Oracle;
use tests_end_to_end::random::Random;
use tests_end_to_end::sample_feed::Shuttle;
use tests_end_to_end::{board, plan};
use tests_harness::{Hub, Launch, wait_until};

const ROUNDS: usize = 20;
const STATIONS: usize = 40;
const CLOCK: &str = "2017-03-15T08:30:00+01:00";
const REFRESH_LIMIT: Duration = Duration::from_secs(120);

/// A feed and what its boards must show.
struct Timetable {
    path: PathBuf,
    oracle: Oracle,
}

impl Timetable {
    /// About 40 stations x `trains` x 7 days departures: enough for a refresh that lasts.
    fn write(folder: &Path, destination: &str, trains: usize) -> Timetable {
        let path = folder.join(format!("{destination}.zip"));
        Shuttle { destination, stations: STATIONS, trains }.write(&path);
        let oracle = Oracle::read(&path).expect("feed");
        Timetable { path, oracle }
    }

    fn launch(&self) -> Launch {
        let (filter, off) = plan::FILTER_OFF;
        let feed = self.path.display().to_string();
        Launch::demo().setting("transport.gtfs", &feed).setting(filter, off).clock(CLOCK)
    }
}

fn two_timetables(folder: &Path) -> [Timetable; 2] {
    [Timetable::write(folder, "Ancien", 150), Timetable::write(folder, "Nouveau", 170)]
}

/// Which of the timetables a board shows, exactly. Anything else fails the test.
fn shown_at(hub: &Hub, timetables: &[Timetable; 2], station: &str) -> usize {
    let start: Timestamp = CLOCK.parse().expect("instant");
    let (at_least, _) = hub.clock_ran();
    let page = hub.browser().get_json(&board::path(station));
    let (_, at_most) = hub.clock_ran();
    assert_eq!(page.status, 200, "{station}: {}", page.start());
    let shown = board::departures(&page.json()).expect("a sound page");
    let now = Now::new(start, at_least, at_most);
    let verdicts = timetables.each_ref().map(|timetable| compare(&shown, &timetable.oracle, station, now));
    let whole = verdicts.iter().position(Result::is_ok);
    whole.unwrap_or_else(|| panic!("{station} shows neither timetable whole: {verdicts:?}"))
}

/// Which of the timetables all stations show, on their way to `new`. The swap may fall between two pages that are
/// read one after the other, but once a single board is new, all of them are.
fn shown(hub: &Hub, timetables: &[Timetable; 2], new: usize) -> usize {
    let read = || -> Vec<usize> {
        (0..STATIONS).map(|index| shown_at(hub, timetables, &Shuttle::station(index))).collect()
    };
    let boards = read();
    if boards.contains(&new) {
        let again = read();
        assert!(again.iter().all(|which| *which == new), "half old, half new: {boards:?}, then {again:?}");
    }
    boards[0]
}

/// Waits until the hub shows this timetable.
fn wait_for(hub: &Hub, timetables: &[Timetable; 2], new: usize) {
    assert!(
        wait_until(|| shown(hub, timetables, new) == new, REFRESH_LIMIT),
        "the new timetable does not come"
    );
}

/// Starts on the first timetable: until it is there, boards may be empty.
fn start(timetables: &[Timetable; 2]) -> Hub {
    let hub = timetables[0].launch().start();
    let published = || {
        let page = hub.browser().get_json(&board::path(&Shuttle::station(0)));
        page.status == 200 && board::departures(&page.json()).is_ok_and(|shown| !shown.is_empty())
    };
    assert!(wait_until(published, REFRESH_LIMIT), "the first timetable does not come:\n{}", hub.said());
    hub
}

/// The time within which the next kill comes: it follows the commit, however fast or busy the machine is, so that
/// about four kills of five come before it and the others close behind.
fn next_window(window: Duration, delay: Duration, before_commit: bool) -> Duration {
    let beside = delay * 5 / 4 + Duration::from_millis(1);
    if before_commit { window.max(beside) } else { window.min(beside) }
}

#[test]
fn a_killed_refresh_leaves_the_old_timetable_whole() {
    let folder = tempfile::tempdir().expect("folder");
    let timetables = two_timetables(folder.path());
    let mut hub = start(&timetables);
    // An undisturbed refresh says how long one takes at most, from the start of the process.
    let began = Instant::now();
    hub.restart_as(timetables[1].launch());
    wait_for(&hub, &timetables, 1);
    let mut window = began.elapsed();
    println!("an undisturbed start and refresh is seen after {} ms", window.as_millis());

    let mut random = Random(20_170_315);
    let mut interrupted = 0;
    let mut old = 1;
    for round in 0..ROUNDS {
        let new = 1 - old;
        let delay = Duration::from_millis(random.below(window.as_millis() as u64));
        hub.begin(timetables[new].launch());
        std::thread::sleep(delay);
        assert!(hub.runs(), "round {round}: the hub ended by itself:\n{}", hub.said());
        hub.kill9();
        hub.restart_as(timetables[new].launch());
        let found = shown(&hub, &timetables, new);
        interrupted += usize::from(found == old);
        window = next_window(window, delay, found == old);
        let state = if found == old { "old" } else { "new" };
        println!("round {round:2}: killed after {} ms, then the {state} timetable", delay.as_millis());
        wait_for(&hub, &timetables, new);
        old = new;
    }
    assert!(
        interrupted >= ROUNDS / 4,
        "only {interrupted} kills came before the commit: the test shows too little"
    );
}

#[test]
fn a_second_writer_succeeds_during_a_refresh() {
    let folder = tempfile::tempdir().expect("folder");
    let timetables = two_timetables(folder.path());
    let mut hub = start(&timetables);
    hub.restart_as(timetables[1].launch());
    let before = shown_at(&hub, &timetables, &Shuttle::station(0));
    assert_eq!(before, 0, "the refresh was over before the command: make the feed larger");
    let began = Instant::now();
    let disabled = hub.command(&["plugin", "disable", "transport"]);
    let took = began.elapsed();
    assert_eq!(disabled.code, Some(0), "{}{}", disabled.stdout, disabled.stderr);
    assert!(took < Duration::from_secs(5), "the command waited {took:?} for the refresh");
    let gone = || hub.browser().get(&board::path(&Shuttle::station(0))).status != 200;
    assert!(wait_until(gone, Duration::from_secs(5)), "the hub does not notice that the plugin is disabled");

    let enabled = hub.command(&["plugin", "enable", "transport"]);
    assert_eq!(enabled.code, Some(0), "{}{}", enabled.stdout, enabled.stderr);
    assert!(
        wait_until(|| !gone(), Duration::from_secs(5)),
        "the hub does not notice that it is enabled again"
    );
    // Whatever became of the refresh, what is shown is whole.
    shown(&hub, &timetables, 1);
}
