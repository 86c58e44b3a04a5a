//! How long others wait for their page, quiet and meanwhile.

use std::time::{Duration, Instant};

use crate::Raw;

/// Requests of one measurement.
const ASKED: usize = 200;
/// What the tests allow: five times the quiet time, where twice is the goal.
const TIMES: u32 = 5;
/// Below this a figure of one busy machine says nothing.
const FLOOR: Duration = Duration::from_millis(30);

/// How long answers took.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// Half of them took less.
    pub median: Duration,
    /// All but one in a hundred took less.
    pub p99: Duration,
}

impl Times {
    /// Asks for the front page again and again, on one connection and each tenth time on a new one.
    ///
    /// # Panics
    /// If an answer is none, or not a page.
    pub fn of(address: &str) -> Self {
        let mut line = Raw::to(address);
        let mut took = Vec::with_capacity(ASKED);
        for number in 0..ASKED {
            let asked = Instant::now();
            if number % 10 == 0 {
                line = Raw::to(address);
            }
            let answer = line.ask("/");
            took.push(asked.elapsed());
            assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        }
        took.sort();
        Self { median: took[ASKED / 2], p99: took[ASKED * 99 / 100] }
    }
}

/// The quiet times and those under each attack, printed as a table.
pub struct Table {
    quiet: Times,
}

impl Table {
    /// Measures the quiet time, once everything is warm.
    pub fn quiet(address: &str) -> Self {
        Times::of(address);
        let quiet = Times::of(address);
        print(format!("{:<44} {:>9} {:>9} {:>7}", "others ask for /", "median", "p99", "times"));
        line("quiet", quiet, quiet);
        Self { quiet }
    }

    /// Measures under an attack.
    ///
    /// # Panics
    /// If others wait more than five times as long as they do when all is quiet.
    pub fn under(&self, attack: &str, address: &str) {
        let now = Times::of(address);
        line(attack, now, self.quiet);
        for (name, now, quiet) in
            [("median", now.median, self.quiet.median), ("p99", now.p99, self.quiet.p99)]
        {
            let most = quiet.max(FLOOR) * TIMES;
            assert!(now <= most, "{attack}: the {name} is {now:?}, quiet {quiet:?}");
        }
    }
}

fn line(name: &str, times: Times, quiet: Times) {
    let ms = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
    let ratio = times.median.as_secs_f64() / quiet.median.as_secs_f64();
    print(format!("{name:<44} {:>9} {:>9} {ratio:>7.2}", ms(times.median), ms(times.p99)));
}

#[expect(clippy::print_stdout, reason = "the table is what this test is read for")]
fn print(line: String) {
    println!("{line}");
}
