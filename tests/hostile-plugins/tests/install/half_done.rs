//! An installation that is killed: nothing of it, or all of it.

use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tests_harness::{Hub, binary, workspace};

/// How many installations are killed, each a little later than the one before.
const KILLS: u64 = 12;

#[test]
fn an_installation_that_is_killed_is_not_there_or_whole_and_can_be_done_again() {
    let hub = Hub::demo(&[]);
    let file = workspace().join("target/test-plugins/misbehaving.wasm");
    assert!(file.exists(), "{} is not there: run `cargo xtask plugins`", file.display());
    let file = file.display().to_string();
    let whole = ["plugin", "install", &file, "--grant-all", "--enable"];
    // How long one takes in all: the kills are spread over a little more.
    let other = Hub::demo(&[]);
    let began = std::time::Instant::now();
    assert!(other.command(&whole).success());
    let took = began.elapsed();
    let mut seen = [0, 0];
    for round in 0..KILLS {
        let mut command = Command::new(binary());
        command.args(whole).arg("--data").arg(hub.data()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("started");
        std::thread::sleep(took * u32::try_from(round).expect("a number") / 10);
        child.kill().expect("killed or over");
        child.wait().expect("over");
        let is_there = is_whole_or_not_there(&hub);
        seen[usize::from(is_there)] += 1;
    }
    assert!(seen[0] > 0, "no kill came early enough: {seen:?}");
    assert!(hub.command(&whole).success(), "it cannot be done again");
    assert!(is_whole_or_not_there(&hub), "it is not there");
    let again = hub.command(&whole);
    assert!(again.success(), "twice: {}", again.stderr);
    assert!(is_whole_or_not_there(&hub));
    let heard = || hub.browser().get("/services/misbehaving").status == 200;
    assert!(tests_harness::wait_until(heard, Duration::from_secs(5)), "the hub does not hear of it");
}

/// True if the plugin is there with everything that the command gives it. Half of it fails the test.
fn is_whole_or_not_there(hub: &Hub) -> bool {
    let output = hub.command(&["plugin", "list", "--json"]);
    let listed: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let plugins = listed.as_array().expect("a list");
    let Some(plugin) = plugins.iter().find(|plugin| plugin["name"] == "misbehaving") else { return false };
    assert_eq!(plugin["enabled"], true, "installed and not enabled");
    let output = hub.command(&["plugin", "inspect", "misbehaving", "--json"]);
    assert!(output.success(), "its component is not whole: {}", output.stderr);
    let about: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let asks = about["component"]["manifest"]["asks"].as_object().expect("asks").len();
    assert!(asks > 0, "it asks for nothing, so nothing is shown");
    assert_eq!(about["granted"].as_array().expect("grants").len(), asks, "installed without all grants");
    true
}
