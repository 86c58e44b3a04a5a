//! The soak: a hub with every connector, each source on its own way, and what must hold meanwhile.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::Value;
use tests_connectors::{Answer, ConnectedHub, Source};
use tests_harness::wait_until;

use crate::course::{Course, EVERY_S, gaps};
use crate::files::RECORDS;
use crate::misdeeds::{MISDEEDS, WAITS_S};
use crate::partners::PARTNERS;
use crate::watch::{self, Size};

const CLOCK: &str = "2026-11-26T10:00:00+01:00";
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(300);
/// A connector with the interval of its task, an hour, whose source is never good: its retries come ever later.
const PATIENT: &str = "patient";
/// The rests of its retries, in seconds, as host/README.md says.
const RESTS: [f64; 6] = [60.0, 120.0, 240.0, 480.0, 960.0, 1_920.0];
/// What a retry may be late, in seconds: it waits for its turn.
const LATE: f64 = 30.0;
/// What the largest resident memory of the last third may be above that of the first, in MiB: some for what is at work when it is
/// measured (three refreshes at most). In an hour a leak of 10 KiB a run passes it, in a minute one of 600 KiB.
const MEMORY: u64 = 32;
/// The same of the database with its write-ahead log: reports, lines of log and news of some thousand runs.
const DATABASE: u64 = 16;

/// States of connectors, by name.
type States = BTreeMap<String, Value>;

/// A hub and the ways of its connectors.
pub(crate) struct Soak {
    hub: ConnectedHub,
    courses: Vec<Course>,
    patient: Source,
    begun: Instant,
    /// How large it was, with every look.
    sizes: Vec<Size>,
}

impl Soak {
    /// Starts the hub with every connector.
    pub(crate) fn start() -> Soak {
        let starts = PARTNERS.iter().enumerate();
        let courses: Vec<Course> = starts.map(|(at, partner)| Course::start(partner, at)).collect();
        let patient = Source::start(Answer::Status(500));
        let hosts = courses.iter().map(|course| &course.source).chain([&patient]);
        let hosts: Vec<String> = hosts.map(|source| format!("'{}'", source.host())).collect();
        let lines: String = courses.iter().map(Course::lines).collect();
        let configuration = format!(
            "[outbound]\nprivate = [{}]\n[limits.outbound]\nseconds = {WAITS_S}\nmib = 4\n{lines}\
             [connector.{PATIENT}]\nplugin = 'culture'\ntask = 'ical'\nsource = '{}'\n",
            hosts.join(", "),
            patient.url()
        );
        let mut plugins: Vec<&str> = PARTNERS.iter().map(|partner| partner.parts().0).collect();
        plugins.dedup();
        let hub = ConnectedHub::start(&plugins, &configuration, &[], CLOCK);
        Soak { hub, courses, patient, begun: Instant::now(), sizes: Vec::new() }
    }

    /// Until every source was read and is shown.
    pub(crate) fn until_all_are_published(&mut self) {
        while self.courses.iter().any(|course| !course.settled) {
            let states = self.states();
            for course in &mut self.courses {
                course.look(states.get(&course.partner.name()).unwrap_or(&Value::Null));
            }
            self.watch();
            std::thread::sleep(PAUSE);
        }
        self.courses.iter().for_each(|course| self.check_shown(course));
    }

    /// Every source does so many things wrong, then is good again with other content.
    pub(crate) fn go_through(&mut self, misdeeds: usize) {
        let states = self.states();
        for course in &mut self.courses {
            course.go_through(misdeeds, &states[&course.partner.name()]);
        }
        self.until_all_are_published();
    }

    /// All misdeeds in turns, again and again.
    pub(crate) fn go_on_for(&mut self, time: Duration) {
        while self.begun.elapsed() < time {
            self.go_through(MISDEEDS.len());
            watch::told(&format!("{:4} s: {:?}", self.begun.elapsed().as_secs(), self.sizes.last()));
        }
    }

    fn states(&self) -> States {
        let told = self.hub.hub.command(&["data", "sources", "--json"]);
        let all: Vec<Value> = serde_json::from_str(&told.stdout).unwrap_or_else(|_| panic!("{told:?}"));
        let name = |one: &Value| one["connector"]["name"].as_str().unwrap_or_default().to_owned();
        all.into_iter().map(|mut one| (name(&one), one["state"].take())).collect()
    }

    /// The pages of one more plugin as a resident sees them, and how large the hub is.
    fn watch(&mut self) {
        assert!(self.hub.hub.runs(), "the hub is gone: {}", self.hub.hub.said());
        let course = &self.courses[self.sizes.len() % self.courses.len()];
        let browser = &mut self.hub.hub.browser();
        browser.post_form("/ici", &[("lieu", "Issy-les-Moulineaux")]);
        for path in ["/", "/autour", &format!("/services/{}/", course.partner.parts().0)] {
            watch::page(browser, path);
        }
        if !self.sizes.is_empty() && course.was_published() {
            let shown = self.shown(course, &format!("{} (", course.partner.name()));
            assert!(shown >= RECORDS, "{}: {shown} of {RECORDS} are shown", course.what());
        }
        self.sizes.push(Size::of(self.hub.hub.pid(), &self.hub.hub.data()));
    }

    /// How many times these words are in what the hub gives away of the connector's collection.
    fn shown(&self, course: &Course, words: &str) -> usize {
        let path = format!("/donnees/{}.geojson", course.partner.collection);
        watch::page(&mut self.hub.hub.browser(), &path).matches(words).count()
    }

    /// What a source brought last is shown, all of it: the hub hears of it a moment after it is stored.
    fn check_shown(&self, course: &Course) {
        let all = || self.shown(course, &course.words()) >= RECORDS;
        assert!(wait_until(all, Duration::from_secs(60)), "{}: not all is shown", course.what());
    }

    /// What must hold at the end.
    pub(crate) fn end(self) {
        for course in &self.courses {
            let soonest = course.gaps().into_iter().fold(f64::MAX, f64::min);
            assert!(soonest >= EVERY_S as f64, "{} was asked again after {soonest:.1} s", course.what());
        }
        self.check_patience();
        let third = self.sizes.len() / 3;
        let largest = |sizes: &[Size]| sizes.iter().copied().reduce(Size::max).expect("it was measured");
        let (first, last) = (largest(&self.sizes[..third]), largest(&self.sizes[2 * third..]));
        let runs: usize = self.courses.iter().map(|course| course.gaps().len() + 1).sum();
        watch::told(&format!(
            "{runs} runs in {:.0?}, MiB: {first:?} at first, {last:?} at last",
            self.begun.elapsed()
        ));
        assert!(last.memory <= first.memory + MEMORY, "memory grows: {first:?}, then {last:?}");
        assert!(last.database <= first.database + DATABASE, "the database grows: {first:?}, then {last:?}");
    }

    /// A source that is never good is asked ever less often.
    fn check_patience(&self) {
        let asked_again = || self.patient.asked().requests > 1;
        assert!(
            wait_until(asked_again, Duration::from_secs_f64(RESTS[0] + LATE)),
            "{PATIENT}: not tried again"
        );
        let gaps = gaps(&self.patient.asked().each);
        watch::told(&format!("{PATIENT}: asked after {gaps:.0?} s"));
        for (gap, rest) in gaps.iter().zip(RESTS) {
            assert!((rest..rest + LATE).contains(gap), "asked again after {gap:.1} s instead of {rest} s");
        }
        let expected = RESTS.iter().scan(0.0, |sum, rest| {
            *sum += rest + LATE;
            Some(*sum)
        });
        let due = expected.filter(|at| *at < self.begun.elapsed().as_secs_f64()).count();
        assert!(gaps.len() >= due, "{due} retries were due, and {} came", gaps.len());
    }
}
