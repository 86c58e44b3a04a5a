//! Promise: every page works in a browser, with and without JavaScript, by keyboard, on a narrow phone, and alone.

use tests_browser::base_map::{drawn, picture};
use tests_browser::run;
use tests_harness::{Launch, shared_data};

/// A Wednesday morning inside the dates of the real feed; the sample timetable has trains on any day.
const CLOCK: &str = "2017-03-15T08:30:00+01:00";

#[test]
fn residents_of_the_sample_territory() {
    run("sample", &Launch::whole_demo().clock(CLOCK).start());
}

#[test]
fn residents_with_the_real_timetable() {
    let Some(feed) = shared_data("gtfs/transilien-lines-2016.zip") else { return };
    let feed = feed.display().to_string();
    run("real", &Launch::demo().clock(CLOCK).setting("transport.gtfs", &feed).start());
}

#[test]
fn residents_of_hubs_with_base_maps() {
    for (stories, archive) in [("drawn_map", drawn()), ("picture_map", picture())] {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("hub.toml");
        std::fs::write(folder.path().join("world.pmtiles"), archive).expect("the archive");
        let section = "[map]\nbase = 'world.pmtiles'\nattribution = '© Les cartographes'\n";
        std::fs::write(&file, section).expect("the configuration");
        run(stories, &Launch::demo().clock(CLOCK).arg("--config").arg(&file.to_string_lossy()).start());
    }
}
