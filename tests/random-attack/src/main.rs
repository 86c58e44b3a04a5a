//! The attack as a process of its own, so that a crash of it is an answer too: `random-attack --seed 1 --count 300`.
//! It must never know: what a component does; that is in the library.
//! To repeat one component: `cargo run -p tests-random-attack -- --seed SEED --only NUMBER`.
//! Tested by `tests/attack.rs`, which starts it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use rustix::time::{ClockId, clock_gettime};
use tests_random_attack::{Failed, Table, attack, count_panics};

/// A component during which the process uses more processor time than this, compilation included, runs for ever.
const RUNS_FOR_EVER: Duration = Duration::from_secs(240);
/// One that takes longer than this, on whatever machine, waits for ever.
const WAITS_FOR_EVER: Duration = Duration::from_secs(1800);

/// Sends random components through install and calls, and prints how it ended with them.
#[derive(Parser)]
struct Options {
    /// Every component follows from this and its number.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The first number.
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// How many numbers.
    #[arg(long, default_value_t = 300)]
    count: u64,
    /// Just this number, to repeat it.
    #[arg(long)]
    only: Option<u64>,
    /// At a time.
    #[arg(long, default_value_t = 2)]
    jobs: u64,
    /// Where a component lies while it is tried, and stays if it does harm.
    #[arg(long, default_value = "target/random-attack")]
    folder: PathBuf,
}

fn main() -> ExitCode {
    let options = Options::parse();
    count_panics();
    let begun = Instant::now();
    let (first, end) = match options.only {
        Some(number) => (number, number + 1),
        None => (options.from, options.from + options.count),
    };
    let outcome = std::fs::create_dir_all(&options.folder)
        .map_err(|error| format!("{}: {error}", options.folder.display()))
        .and_then(|()| run(&options, first, end));
    match outcome {
        Ok(table) => {
            let calls = table.calls();
            tell(&format!(
                "{} components of seed {}, {calls} calls, {:.0} s, {} MiB at most:\n{table}",
                end - first,
                options.seed,
                begun.elapsed().as_secs_f64(),
                peak_mib()
            ));
            ExitCode::SUCCESS
        }
        Err(what) => {
            tell(&format!("HARM: {what}"));
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options, first: u64, end: u64) -> Result<Table, String> {
    let jobs = options.jobs.clamp(1, end - first);
    let (told, harm) = std::sync::mpsc::channel();
    let next = Arc::new(AtomicU64::new(first));
    for _ in 0..jobs {
        let next = next.clone();
        let mine = move || Some(next.fetch_add(1, Ordering::SeqCst)).filter(|number| *number < end);
        let numbers = std::iter::from_fn(mine);
        let (seed, folder, told) = (options.seed, options.folder.clone(), told.clone());
        let heartbeat = Arc::new(AtomicU64::new(u64::MAX));
        watch(heartbeat.clone(), folder.clone());
        // The receiver is gone only after harm, when nobody counts any more.
        std::thread::spawn(move || told.send(shard(seed, numbers, &folder, &heartbeat)));
    }
    drop(told);
    let mut table = Table::default();
    for _ in 0..jobs {
        match harm.recv() {
            Ok(Ok(part)) => table.add(&part),
            Ok(Err(failed)) => {
                return Err(format!("{failed}\nrepeat it: {}", again(options.seed, failed.number)));
            }
            Err(_) => {
                return Err(format!("it panicked itself; what it tried is in {}", options.folder.display()));
            }
        }
    }
    Ok(table)
}

fn again(seed: u64, number: u64) -> String {
    format!("cargo run -p tests-random-attack -- --seed {seed} --only {number}")
}

fn shard(
    seed: u64,
    numbers: impl Iterator<Item = u64>,
    folder: &Path,
    heartbeat: &AtomicU64,
) -> Result<Table, Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| Failed { number: 0, what: error.to_string(), file: folder.into() })?;
    let table = runtime.block_on(attack(seed, numbers, folder, heartbeat));
    heartbeat.store(u64::MAX, Ordering::SeqCst);
    table
}

/// Ends the process if one component is tried for too long: nothing else could stop native code that hangs.
fn watch(heartbeat: Arc<AtomicU64>, folder: PathBuf) {
    std::thread::spawn(move || {
        let mut seen = (u64::MAX, Instant::now(), processor_time());
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let number = heartbeat.load(Ordering::SeqCst);
            if number != seen.0 || number == u64::MAX {
                seen = (number, Instant::now(), processor_time());
            }
            let (ran, took) = (processor_time().saturating_sub(seen.2), seen.1.elapsed());
            if ran > RUNS_FOR_EVER || took > WAITS_FOR_EVER {
                tell(&format!("HARM: component {number} hangs; its bytes are in {}", folder.display()));
                std::process::abort();
            }
        }
    });
}

/// Of the whole process.
fn processor_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
}

fn tell(words: &str) {
    // Nobody is left to hear of a broken pipe.
    let _ = writeln!(std::io::stdout(), "{words}");
}

/// The most memory that the process held; 0 where the system does not tell.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).map_or(0, |kib| kib / 1024)
}
