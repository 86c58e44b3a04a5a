//! Promise: a plugin that fails is left alone for a while and tried again without a hand; one that burns its budget is slowed
//! first; its neighbours do not notice; the operator is told once.

use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use tests_harness::{Hub, Launch, wait_until, workspace};

/// What a resident reads in place of a part that failed, and of one whose plugin is asked too much.
const CALM: &str = "ne répond pas";
const BUSY: &str = "reçoit beaucoup de demandes";
/// A hub hears of a command within a second; on a busy machine five times that.
const HEARD: Duration = Duration::from_secs(5);

/// A hub with a configuration, the transport plugin and the plugin that misbehaves.
struct Watched {
    hub: Hub,
    _folder: TempDir,
}

impl Watched {
    fn start(config: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("parvis.toml");
        std::fs::write(&file, config).expect("written");
        let hub = Launch::demo().arg("--config").arg(&file.display().to_string()).start();
        let plugin = workspace().join("target/test-plugins/misbehaving.wasm");
        assert!(plugin.exists(), "{} is not there: run `cargo xtask plugins`", plugin.display());
        let plugin = plugin.display().to_string();
        let installed = hub.command(&["plugin", "install", &plugin, "--grant-all", "--enable"]);
        assert!(installed.success(), "{}", installed.stderr);
        let watched = Self { hub, _folder: folder };
        let answers = || watched.ask("burn/0?n=ready").contains("Survécu");
        assert!(wait_until(answers, Duration::from_secs(60)), "it is never ready: {}", watched.hub.said());
        watched
    }

    /// A page of the plugin; always an answer of the hub.
    fn ask(&self, page: &str) -> String {
        let answer = self.hub.browser().get(&format!("/services/misbehaving/{page}"));
        let no_page = answer.status == 404 && page.starts_with("burn/0");
        assert!(answer.status == 200 || no_page, "{page}: {} {}", answer.status, answer.start());
        answer.text
    }

    fn neighbour_is_well(&self) {
        let asked = Instant::now();
        let page = self.hub.browser().get("/services/transport/");
        assert!(page.status == 200 && page.text.contains("ares"), "{}", page.start());
        assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
    }

    fn json(&self, args: &[&str]) -> Value {
        let output = self.hub.command(args);
        assert!(output.success(), "{args:?}: {}", output.stderr);
        serde_json::from_str(&output.stdout).expect("JSON")
    }

    /// The hub's own lines about the plugin that hold these words.
    fn told(&self, words: &str) -> Vec<String> {
        let lines = self.json(&["plugin", "logs", "misbehaving", "--json", "--limit", "5000"]);
        let lines = lines.as_array().expect("lines").iter().filter(|line| line["origin"] == "hub");
        let messages = lines.filter_map(|line| line["message"].as_str().map(str::to_owned));
        messages.filter(|message| message.contains(words)).collect()
    }

    fn paused_until(&self) -> Option<i64> {
        let inspected = self.json(&["plugin", "inspect", "misbehaving", "--json"]);
        inspected["health"]["pages-paused-until"].as_i64()
    }
}

#[test]
fn a_plugin_that_fails_is_paused_and_recovers_by_itself() {
    let watched =
        Watched::start("[limits.breaker]\nfaults = 3\nwindow-s = 600\npause-s = 3\nlongest-pause-s = 6\n");
    (0..2).for_each(|_| assert!(watched.ask("trap").contains(CALM)));
    assert!(watched.ask("burn/1?n=before").contains("Survécu"), "paused before its last fault");
    assert!(watched.ask("trap").contains(CALM));
    let opened = Instant::now();
    let refused: Vec<String> = (0..20).map(|n| watched.ask(&format!("burn/1?n={n}"))).collect();
    if opened.elapsed() < Duration::from_secs(3) {
        assert!(refused.iter().all(|page| page.contains(CALM)), "a page is asked for during the pause");
        assert!(watched.ask("burn/0?n=ready").contains("Survécu"), "a kept view is not shown any more");
    }
    watched.neighbour_is_well();
    let home = watched.hub.browser().get("/");
    assert!(home.status == 200 && home.text.contains("Prochains départs"), "{}", home.start());

    let well = || watched.ask(&format!("burn/1?n={:?}", opened.elapsed())).contains("Survécu");
    assert!(wait_until(well, Duration::from_secs(30)), "it never recovers");
    assert!(opened.elapsed() >= Duration::from_secs(2), "it was not paused");
    assert!(wait_until(|| !watched.told("pages answer again").is_empty(), HEARD), "nobody is told");
    let paused = watched.told("pages paused until");
    assert_eq!(paused.len(), 1, "{paused:?}");
    assert!(paused[0].contains("unreachable"), "{paused:?}");
    assert_eq!(watched.told("pages answer again").len(), 1);
    assert_eq!(watched.told("trap: ").len(), 3 + 1, "each fault and the pause, and no refused call");
}

#[test]
fn a_pause_is_seen_and_ends_with_other_grants_or_settings() {
    let mut watched =
        Watched::start("[limits.breaker]\nfaults = 1\npause-s = 3600\nlongest-pause-s = 3600\n");
    assert_eq!(watched.paused_until(), None);
    assert!(watched.ask("trap").contains(CALM));
    assert!(watched.ask("burn/1?n=1").contains(CALM));
    assert!(wait_until(|| watched.paused_until().is_some(), HEARD), "inspect does not show the pause");
    let about = watched.hub.browser().get("/services/misbehaving").text;
    assert!(about.contains("en pause après trop d’erreurs"), "{about}");
    assert!(watched.hub.command(&["plugin", "revoke", "misbehaving", "read:stops"]).success());
    assert!(
        wait_until(|| watched.ask("burn/1?n=2").contains("Survécu"), HEARD),
        "other grants change nothing"
    );
    assert!(wait_until(|| watched.paused_until().is_none(), HEARD), "inspect still shows the pause");

    let config = watched._folder.path().join("parvis.toml").display().to_string();
    let launch = |card: &str| Launch::demo().arg("--config").arg(&config).setting("misbehaving.card", card);
    watched.hub.restart_as(launch("trap"));
    assert!(watched.hub.browser().get("/").text.contains(CALM));
    assert!(watched.ask("burn/1?n=3").contains(CALM), "its card does not pause it");
    watched.neighbour_is_well();
    watched.hub.restart_as(launch("well"));
    assert!(watched.hub.browser().get("/").text.contains("Carte sage"));
    assert!(watched.ask("burn/1?n=4").contains("Survécu"));
}

/// The largest number of rounds, of a few tried, that stays within the budget of processor time.
fn just_below_the_budget() -> u64 {
    let watched = Watched::start("[limits]\ncpu-share-percent = 100\n[limits.breaker]\nfaults = 1000000\n");
    let fits = |rounds: u64| (0..2).all(|n| watched.ask(&format!("burn/{rounds}?n={n}")).contains("Survécu"));
    let mut most = 1_000_000;
    while fits(most * 2) {
        most *= 2;
    }
    (1..8).map(|eighth| most + most * eighth / 8).take_while(|rounds| fits(*rounds)).last().unwrap_or(most)
}

#[test]
fn one_that_burns_just_below_its_budget_is_slowed_first() {
    let rounds = just_below_the_budget();
    let watched = Watched::start(
        "[limits]\ncpu-share-percent = 1\nwait-for-turn-ms = 50\n[limits.breaker]\nfaults = 1000000\n",
    );
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    // A minute's share at once, a hundredth of a processor for each; a burn takes more than a third of 100 ms.
    let at_once = processors as f64 * 0.6;
    let burnt = |n: usize| watched.ask(&format!("burn/{rounds}?n={n}"));
    let most = (at_once / 0.03) as usize * 5;
    let before = (0..most).take_while(|n| !burnt(*n).contains(BUSY)).count();
    assert!(before < most, "never shed, after {before} burns");
    println!("shed after {before} burns of {rounds} rounds; a minute's share is {at_once} s");

    let started = Instant::now();
    let (mut asked, mut answered) = (0, 0);
    while started.elapsed() < Duration::from_secs(5) {
        answered += usize::from(!burnt(most + asked).contains(BUSY));
        asked += 1;
        watched.neighbour_is_well();
    }
    let share = processors as f64 * 0.01 * started.elapsed().as_secs_f64();
    println!("{answered} of {asked} answered; its share of that time is {share:.3} s");
    assert!(asked > 10 * answered, "{answered} of {asked} answered: it is not slowed");
    assert!(answered as f64 * 0.03 <= share * 5.0 + 0.1, "{answered} answered");
    assert!(watched.ask("burn/0?n=ready").contains("Survécu"), "a kept view is not shown any more");
    let told = || !watched.told("it has used its share of the processors").is_empty();
    assert!(wait_until(told, HEARD), "nobody is told");
    let lines = watched.told("share of the processors").len() as u64;
    assert!(lines <= 1 + started.elapsed().as_secs() / 60, "{lines} lines");
}

#[test]
fn the_limits_shown_are_those_in_force() {
    let watched = Watched::start("[limits]\nstored-mib = 77\n[limits.view]\ncpu-ms = 123\n");
    let inspected = watched.json(&["plugin", "inspect", "transport", "--json"]);
    assert_eq!(inspected["limits"]["view"]["cpu-ms"], 123);
    assert_eq!(inspected["limits"]["stored-mib"], 77);
    assert_eq!(inspected["limits"]["breaker"]["pause-s"], 30);
    let words = watched.hub.command(&["plugin", "inspect", "transport"]).stdout;
    assert!(words.contains("view.cpu-ms = 123") && words.contains("limits in force"), "{words}");
    let page = watched.hub.browser().get("/services/transport");
    assert!(page.text.contains("123 millisecondes") && page.text.contains("77 Mio"), "{}", page.text);
    assert!(page.text.len() < 100_000);
    let shown = watched.hub.browser().get_json("/services/transport").json();
    let limits = shown["page"]["limits"].as_array().expect("limits").clone();
    assert!(limits.iter().any(|limit| limit["name"] == "view.cpu-ms" && limit["value"] == 123), "{limits:?}");
}
