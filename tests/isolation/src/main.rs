//! Benchmark of isolation in release: a healthy page under `wrk`, quiet and while a neighbour misbehaves in six ways.
//! It must never know: the hub's insides; it is the built binary with the limits that are shipped.
//! To add a misdeed: a case in `Neighbour`, and what it does in `attack.rs`.
//! Tested by the unit tests of each file, and by what it checks while it measures: every answer is a page. Run by
//! `cargo xtask bench -- isolation`.

mod attack;
mod hub;
mod report;
mod wrk;

#[path = "../../benchmarks/src/readme.rs"]
mod readme;
#[path = "../../benchmarks/src/rounds.rs"]
mod rounds;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::Parser;

use attack::Neighbour;
use hub::AttackedHub;
use rounds::{Series, interleaved};
use wrk::Measured;

/// How long a neighbour misbehaves before the page is measured.
const RUN_UP: Duration = Duration::from_millis(500);

/// Measures a healthy page beside a neighbour that misbehaves.
#[derive(Debug, Parser)]
struct Args {
    /// Replace the table in tests/isolation/README.md.
    #[arg(long)]
    write: bool,
    /// One short round: to see that everything works, not to be quoted.
    #[arg(long)]
    quick: bool,
}

/// What was measured beside one neighbour.
pub(crate) struct Row {
    pub(crate) neighbour: Neighbour,
    pub(crate) per_second: Series,
    pub(crate) median_ms: Series,
    pub(crate) p99_ms: Series,
    /// Answers that were no page, and connections that failed, in all rounds.
    pub(crate) errors: u64,
    /// Calls of the neighbour, in all rounds.
    pub(crate) attacks: u64,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let (rounds, sample) = if args.quick { (1, Duration::from_secs(2)) } else { (9, Duration::from_secs(6)) };
    let rows = measure(rounds, sample)?;
    let report = report::markdown(&rows);
    readme::print(&report);
    if args.write { readme::write(report::BEGIN, &report) } else { Ok(()) }
}

/// One row for each neighbour, the quiet one first, in interleaved rounds.
fn measure(rounds: usize, sample: Duration) -> anyhow::Result<Vec<Row>> {
    let hub = AttackedHub::start()?;
    let mut measured: Vec<Vec<Measured>> = vec![Vec::new(); Neighbour::ALL.len()];
    let mut attacks = vec![0; Neighbour::ALL.len()];
    let p99 = interleaved(Neighbour::ALL.len(), rounds, |variant| {
        hub.settle()?;
        let (one, attacked) = beside(&hub, Neighbour::ALL[variant], sample)?;
        attacks[variant] += attacked;
        measured[variant].push(one);
        anyhow::Ok(one.p99_ms)
    })?;
    let rows = p99.into_iter().zip(measured).zip(attacks).zip(Neighbour::ALL);
    let rows = rows.map(|(((p99_ms, measured), attacks), neighbour)| Row {
        neighbour: *neighbour,
        per_second: series(&measured, |one| one.per_second),
        median_ms: series(&measured, |one| one.median_ms),
        p99_ms,
        errors: measured.iter().map(|one| one.errors).sum(),
        attacks,
    });
    Ok(rows.collect())
}

/// One sample of the healthy page while a neighbour misbehaves, and how often it did.
fn beside(hub: &AttackedHub, neighbour: Neighbour, sample: Duration) -> anyhow::Result<(Measured, u64)> {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let attack = scope.spawn(|| attack::run(hub, neighbour, &stop));
        std::thread::sleep(RUN_UP);
        let measured = wrk::run(hub.healthy_page(), sample);
        stop.store(true, Ordering::Relaxed);
        let attacks = attack.join().map_err(|_| anyhow::anyhow!("the attack itself failed"))?;
        Ok((measured?, attacks))
    })
}

fn series(measured: &[Measured], figure: impl Fn(&Measured) -> f64) -> Series {
    Series::after_warming_up(&measured.iter().map(figure).collect::<Vec<_>>())
}
