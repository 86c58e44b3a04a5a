//! How long a hub takes to start over stored data, and how much memory it holds then: in a process of its own.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use rustix::time::{ClockId, clock_gettime};

use crate::features::COLLECTIONS;
use crate::hub;

/// A start of a fresh process.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Start {
    /// Milliseconds to open the database and read all of it.
    pub(crate) ms: f64,
    /// Milliseconds of processor time of all that.
    pub(crate) busy_ms: f64,
    /// Resident memory then, in bytes.
    pub(crate) resident: f64,
    /// Milliseconds of processor time of the first search in all collections.
    pub(crate) search_ms: f64,
    /// Resident memory after it.
    pub(crate) searched: f64,
    /// The most that was resident.
    pub(crate) peak: f64,
}

/// Starts one over the database of that folder.
pub(crate) fn measure(folder: &Path) -> Result<Start> {
    let output = Command::new(std::env::current_exe()?).arg("--start").arg(folder).output()?;
    ensure!(output.status.success(), "it did not start: {}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout)?;
    let numbers: Vec<f64> = told.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [ms, busy_ms, resident, search_ms, searched, peak] = numbers[..] else {
        anyhow::bail!("it told something else: {told}")
    };
    Ok(Start { ms, busy_ms, resident, search_ms, searched, peak })
}

/// Starts over the folder's database and prints what it took, for [`measure`].
#[expect(clippy::print_stdout, reason = "the process that started this one reads it")]
pub(crate) async fn tell(folder: &Path) -> Result<()> {
    let started = Instant::now();
    let storage = hub::storage(folder).await?;
    let platform = hub::platform(folder, storage).await?;
    let (ms, busy, held) = (started.elapsed().as_secs_f64() * 1e3, busy_ms(), resident("VmRSS:")?);
    let snapshot = platform.read().snapshot;
    for (collection, _) in COLLECTIONS {
        drop(std::hint::black_box(snapshot.search(collection, "mediatheque", (8, false), |_| true)));
    }
    let search_ms = busy_ms() - busy;
    println!("{ms} {busy} {held} {search_ms} {} {}", resident("VmRSS:")?, resident("VmHWM:")?);
    Ok(())
}

/// Milliseconds of processor time of this process so far.
fn busy_ms() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// Bytes of this process, as Linux counts them under that name.
fn resident(name: &str) -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).context("the system does not tell")?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kib * 1024.0)
}
