//! Promise: every feed of the conformance archives is received as its name says: taken, taken with a report, or refused
//! in words. Where it is not, the reason is in `src/expected.rs`. The table is in `expected/verdicts.txt`.

use std::collections::BTreeMap;
use std::path::Path;

use tests_feeds::archives::{ARCHIVES, feeds_in};
use tests_feeds::expected::{DISPUTES, by_name, dispute};
use tests_feeds::feed_hub::FeedHub;
use tests_feeds::verdict::{self, Verdict};
use tests_harness::shared_data;

/// A day on which the feeds that are chosen below have trains.
const CLOCK: &str = "2007-06-04T08:30:00-07:00";

/// Feeds of another project, each a file of its own.
const NAVITIA: [&str; 2] = ["navitia-gtfs_google_example_no_calendar.zip", "navitia-ntfs_dst.zip"];

/// One line of the table.
struct Judged {
    archive: &'static str,
    feed: String,
    verdict: Verdict,
    words: String,
}

impl Judged {
    /// The line as it is kept: what differs in it is seen in a review.
    fn line(&self) -> String {
        let archive = self.archive.trim_start_matches("conformance-").trim_end_matches(".zip");
        let dispute = dispute(self.archive, &self.feed);
        let disputed = dispute
            .map_or(String::new(), |(_, reason)| format!("  [name: {}; {reason}]", by_name(&self.feed)));
        let words: String = self.words.chars().take(120).collect();
        format!("{archive:19} {:28} {:17}  {words}{disputed}", self.feed, self.verdict).trim_end().to_owned()
    }
}

fn judge_all() -> Option<Vec<Judged>> {
    let mut all = Vec::new();
    for archive in ARCHIVES {
        for (feed, zip) in feeds_in(archive)? {
            let (verdict, words) = verdict::of(zip);
            all.push(Judged { archive, feed, verdict, words });
        }
    }
    for feed in NAVITIA {
        let zip = std::fs::read(shared_data(&format!("gtfs/{feed}"))?).expect("a feed");
        let (verdict, words) = verdict::of(zip);
        all.push(Judged {
            archive: "navitia",
            feed: feed.trim_start_matches("navitia-").to_owned(),
            verdict,
            words,
        });
    }
    Some(all)
}

#[test]
fn every_feed_is_received_as_its_name_says() {
    let Some(all) = judge_all() else { return };
    let table: String = all.iter().map(|judged| judged.line() + "\n").collect();
    println!("{table}");
    for judged in &all {
        let expected =
            dispute(judged.archive, &judged.feed).map_or(by_name(&judged.feed), |(verdict, _)| verdict);
        assert_eq!(judged.verdict, expected, "{}", judged.line());
        let named = judged.words.starts_with("feed.zip") || judged.words.contains(".txt");
        assert!(judged.verdict == Verdict::Taken || named, "no file is named: {}", judged.line());
    }
    let counts = Verdict::ALL.map(|verdict| all.iter().filter(|judged| judged.verdict == verdict).count());
    println!(
        "{} feeds: {} taken, {} taken with report, {} refused",
        all.len(),
        counts[0],
        counts[1],
        counts[2]
    );
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("expected/verdicts.txt");
    if std::env::var_os("PARVIS_WRITE_EXPECTED").is_some() {
        std::fs::write(&kept, &table).expect("written");
    }
    let expected = std::fs::read_to_string(&kept).expect("the table");
    let (expected, found): (Vec<_>, Vec<_>) = (expected.lines().collect(), table.lines().collect());
    let new: Vec<_> = found.iter().filter(|line| !expected.contains(line)).collect();
    let gone: Vec<_> = expected.iter().filter(|line| !found.contains(line)).collect();
    assert!(new.is_empty() && gone.is_empty(), "{}\nnew: {new:#?}\ngone: {gone:#?}", kept.display());
}

#[test]
fn every_dispute_is_about_a_feed_that_differs() {
    let Some(all) = judge_all() else { return };
    for (archive, feed, verdict, reason) in DISPUTES {
        assert!(
            all.iter().any(|judged| (judged.archive, judged.feed.as_str()) == (*archive, *feed)),
            "{feed} is gone"
        );
        assert_ne!(by_name(feed), *verdict, "{feed}: there is nothing to dispute");
        assert!(reason.len() > 20, "{feed}: say why");
    }
}

/// The same through the built hub: every feed that is refused, and some of each other kind.
#[test]
fn the_hub_says_the_same_and_serves_the_old_timetable_on() {
    let Some(feeds) = feeds_in(ARCHIVES[0]) else { return };
    let Some(more) = feeds_in(ARCHIVES[1]) else { return };
    let names = ["good_feed.zip", "utf8bom", "only_calendar_dates", "undefined_stop", "contains_null"];
    let chosen = |name: &str| names.contains(&name);
    let all: BTreeMap<String, Vec<u8>> = more.into_iter().chain(feeds).collect();
    let mut hub = FeedHub::start("", CLOCK);
    for (name, zip) in all {
        let (verdict, words) = verdict::of(zip.clone());
        if verdict != Verdict::Refused && !chosen(&name) {
            continue;
        }
        let run = hub.refresh(&zip);
        if verdict == Verdict::Refused {
            assert_eq!((run.outcome.as_str(), run.reason), ("refused", words), "{name}");
            hub.assert_still_served(&name);
        } else {
            assert_eq!(run.outcome, "published", "{name}: {}", run.reason);
            let said =
                run.lines.iter().any(|(file, _, reason)| words.starts_with(file) && words.ends_with(reason));
            assert!(said || words.is_empty(), "{name}: {words} is not in {:?}", run.lines);
            hub.assert_takes_next(&name);
        }
    }
    hub.assert_takes_next("all feeds");
}
