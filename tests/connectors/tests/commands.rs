//! Promise: a partner's file is connected and removed by one command each, shown under the operator's terms, and what cannot
//! be meant is refused in words that say what to write.

use std::time::Duration;

use tests_connectors::ConnectedHub;
use tests_harness::{Launch, wait_until};

const CLOCK: &str = "2026-11-26T10:00:00+01:00";
const TABLE: &[u8] = b"nom;adresse;lat;lon\nMus\xE9e d'ici;1 rue X;48,8235;2,2700\nNulle part;2 rue Y;;\n";

fn museums(hub: &ConnectedHub) -> Vec<String> {
    hub.titles("/services/culture/musees", "tous")
}

#[test]
fn a_file_is_connected_and_removed_by_a_command() {
    let hub = ConnectedHub::start(&["culture", "transport"], "", &[("museums.csv", TABLE)], CLOCK);
    let file = hub.file("museums.csv").to_string_lossy().into_owned();
    let import = [
        "data",
        "import",
        &file,
        "--as",
        "musees",
        "--with",
        "culture.museums",
        "--map",
        "title=nom",
        "--map",
        "latitude=lat",
        "--map",
        "longitude=lon",
        "--map",
        "address=adresse",
        "--licence",
        "ODbL 1.0",
    ];
    let done = hub.hub.command(&import);
    assert!(done.success(), "{done:?}");
    let state = hub.state("musees", |run| run["outcome"] == "published");
    let run = &state["last_run"];
    assert_eq!((&run["read"], &run["kept"], &run["refused"]), (&2.into(), &1.into(), &1.into()), "{run}");
    let lines = run["lines"].to_string();
    assert!(
        lines.contains("Windows-1252") && lines.contains("is nowhere") && lines.contains("\"line\":3"),
        "{lines}"
    );
    assert_eq!(museums(&hub), ["Musée d'ici"]);
    let page = hub.hub.browser().get("/services/culture/musees");
    assert!(page.text.contains("ODbL 1.0"), "the licence is not shown");
    let shown = hub.hub.command(&["data", "sources", "musees"]).stdout;
    assert!(shown.contains("2 read, 1 kept, 1 refused") && shown.contains("is nowhere"), "{shown}");

    // Other terms are shown at once, without reading the file again.
    let mut lent = import.to_vec();
    lent.extend(["--lent", "Avec l'accord du musée"]);
    assert!(hub.hub.command(&lent).success());
    let fiche = || hub.hub.browser().get("/x/places/musees/Mus%C3%A9e-d'ici-1-rue-X").text;
    assert!(
        wait_until(
            || fiche().contains("Avec l&#39;accord") || fiche().contains("Avec l'accord"),
            Duration::from_secs(30)
        ),
        "{}",
        fiche()
    );

    assert!(hub.hub.command(&["data", "remove", "musees"]).success());
    assert!(wait_until(|| museums(&hub).is_empty(), Duration::from_secs(30)), "{:?}", museums(&hub));
}

#[test]
fn what_cannot_be_connected_is_told_what_to_write() {
    let hub = ConnectedHub::start(&["culture", "transport"], "", &[("museums.csv", TABLE)], CLOCK);
    let file = hub.file("museums.csv").to_string_lossy().into_owned();
    let refused = |with: &str, more: &[&str]| {
        let mut args = vec!["data", "import", &file, "--as", "x", "--with", with];
        args.extend(more);
        let output = hub.hub.command(&args);
        assert!(!output.success(), "{output:?}");
        output.stderr
    };
    for (said, words) in [
        (refused("culture.museum", &[]), "it takes connectors for ical, museums, openagenda, venues"),
        (refused("transport.timetable", &[]), "it takes connectors for gtfs-rt, siri, siri-sx"),
        (refused("nothing.museums", &[]), "nothing"),
        (refused("culture", &[]), "PLUGIN.TASK"),
        (refused("culture.museums", &["--setting", "day=3"]), "there is no such setting"),
        (refused("culture.museums", &["--every-s", "1"]), "at least 10"),
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let absent =
        hub.hub.command(&["data", "import", "/nowhere.csv", "--as", "x", "--with", "culture.museums"]);
    assert!(absent.stderr.contains("no such file"), "{absent:?}");
    let sample = hub.hub.command(&["data", "remove", "agenda-exemple"]);
    assert!(sample.stderr.contains("configuration file"), "{sample:?}");
    let unknown = hub.hub.command(&["data", "remove", "y"]);
    assert!(unknown.stderr.contains("there is no connector 'y'; there are: agenda-exemple"), "{unknown:?}");
}

#[test]
fn a_mapping_that_names_no_column_is_told_in_the_report() {
    let hub = ConnectedHub::start(&["culture", "transport"], "", &[("museums.csv", TABLE)], CLOCK);
    let file = hub.file("museums.csv").to_string_lossy().into_owned();
    let import = ["data", "import", &file, "--as", "x", "--with", "culture.museums", "--map", "titel=nom"];
    assert!(hub.hub.command(&import).success());
    let state = hub.state("x", |run| run["outcome"] == "refused");
    let reason = state["last_run"]["reason"].as_str().unwrap_or_default().to_owned();
    assert!(reason.contains("mapping.titel") && reason.contains("title"), "{reason}");
}

#[test]
fn a_configuration_that_cannot_be_meant_stops_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("hub.toml");
    for (lines, words) in [
        ("plugin = 'nobody'\ntask = 'ical'\nsource = 'a.ics'", "plugin 'nobody' is not installed"),
        ("plugin = 'culture'\ntask = 'ics'\nsource = 'a.ics'", "it takes connectors for"),
        ("plugin = 'culture'\ntask = 'ical'\nsource = 'a.ics'\nevry-s = 3", "evry-s"),
    ] {
        std::fs::write(&file, format!("[connector.a]\n{lines}\n")).expect("written");
        let mut hub = Launch::demo_of(&["culture"]).start();
        hub.begin(Launch::demo_of(&["culture"]).arg("--config").arg(&file.to_string_lossy()));
        assert!(wait_until(|| !hub.runs(), Duration::from_secs(60)), "it started: {lines}");
        assert!(hub.said().contains(words), "{words}: {}", hub.said());
    }
}
