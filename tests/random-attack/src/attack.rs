//! The attack: component after component through check, install and every call that it offers.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use parvis_model::{Language, RunOutcome};
use parvis_plugin_runtime::{Compiler, Inspection, RuntimeError};
use parvis_services::{DueRun, PluginRecord};

use crate::hub::{Hub, limits};
use crate::kinds::{Kind, component};
use crate::outcome::{Outcome, Table, refusal};

/// Components that one hub takes before it is thrown away with all their native code.
const PER_HUB: u64 = 25;
/// How many times its budget a call may take on a busy machine.
const TOLERANCE: u32 = 5;
/// Paths of which one is asked for, beside the first page.
const PATHS: [&str; 6] = ["arret/a", "gares", "loop", "fill", "markup", "read-names"];

/// Panics of any thread so far, once [`count_panics`] was called.
pub static PANICS: AtomicU64 = AtomicU64::new(0);

/// Counts every panic of the process from now on, also one that somebody catches.
pub fn count_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::SeqCst);
        usual(panic);
    }));
}

/// What must not happen has happened.
#[derive(Debug)]
pub struct Failed {
    /// The component.
    pub number: u64,
    /// What happened.
    pub what: String,
    /// Where its bytes are.
    pub file: PathBuf,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "component {} ({}): {}; its bytes: {}",
            self.number,
            Kind::of(self.number),
            self.what,
            self.file.display()
        )
    }
}

/// Sends the numbers through a hub. Each component lies in `folder` while it is tried, and stays there if it does harm
/// or ends the process. `heartbeat` is set to the number that is being tried.
pub async fn attack(
    seed: u64,
    numbers: impl Iterator<Item = u64>,
    folder: &Path,
    heartbeat: &AtomicU64,
) -> Result<Table, Failed> {
    let mut table = Table::default();
    let mut hub = None;
    for (index, number) in (0_u64..).zip(numbers) {
        if index % PER_HUB == 0 {
            hub = None;
        }
        heartbeat.store(number, Ordering::SeqCst);
        let file = folder.join(format!("{number}.wasm"));
        let harm = one(seed, number, &file, &mut hub, &mut table).await;
        if let Err(what) = harm {
            return Err(Failed { number, what, file });
        }
        // It may have been removed already, by a hand.
        let _ = std::fs::remove_file(&file);
    }
    Ok(table)
}

/// As `parvis plugin check` does it, without its process.
pub fn check(bytes: &[u8]) -> Result<Inspection, RuntimeError> {
    parvis_plugin_runtime::check(bytes, &Compiler::in_process(), &limits(), None)
}

async fn one(
    seed: u64,
    number: u64,
    file: &Path,
    hub: &mut Option<Hub>,
    table: &mut Table,
) -> Result<(), String> {
    let panics = PANICS.load(Ordering::SeqCst);
    let bytes = Arc::new(component(seed, number));
    std::fs::write(file, &*bytes).map_err(|error| format!("{}: {error}", file.display()))?;
    let kind = Kind::of(number);
    let checked = bytes.clone();
    let checked = tokio::task::spawn_blocking(move || check(&checked)).await;
    match checked.map_err(|error| format!("the check panicked: {error}"))? {
        Err(reason) => {
            let outcome = refusal(&reason.to_string());
            if outcome == Outcome::OtherRefusal {
                return Err(format!("refused for a reason that no line of outcome.rs knows: {reason}"));
            }
            table.count(kind, outcome);
        }
        Ok(inspection) => {
            let hub = match hub {
                Some(hub) => hub,
                None => hub.insert(Hub::start(limits()).await.map_err(|error| format!("{error:#}"))?),
            };
            called(hub, &inspection, &bytes, number, |outcome| table.count(kind, outcome)).await?;
        }
    }
    match PANICS.load(Ordering::SeqCst) - panics {
        0 => Ok(()),
        panics => Err(format!("{panics} panics, of this component or of one beside it")),
    }
}

/// Installs it and makes every call that it offers.
async fn called(
    hub: &Hub,
    inspection: &Inspection,
    bytes: &[u8],
    number: u64,
    mut count: impl FnMut(Outcome),
) -> Result<(), String> {
    let plugin = hub.install(inspection, bytes).await.map_err(|error| format!("not installed: {error:#}"))?;
    let reading = hub.platform.read();
    let offers = |export: &str| inspection.exports.contains(export);
    let limits = hub.runtime.limits();
    if offers("home") {
        let begun = Instant::now();
        let answer = hub.runtime.home(&plugin, &reading, Language::Fr).await;
        count(sound(&answer)?);
        in_time("home", begun.elapsed(), limits.view.wall)?;
    }
    if offers("page") {
        let query = [("q".to_owned(), "é<".to_owned())];
        for path in ["", PATHS[(number % PATHS.len() as u64) as usize]] {
            let begun = Instant::now();
            let answer = hub.runtime.page(&plugin, &reading, path, &query, Language::En).await;
            count(sound(&answer)?);
            in_time("page", begun.elapsed(), limits.view.wall)?;
        }
    }
    if offers("sync") {
        let begun = Instant::now();
        count(refreshed(hub, &plugin).await?);
        in_time("sync", begun.elapsed(), limits.refresh.wall)?;
    }
    hub.switch_off(plugin.name()).await.map_err(|error| format!("{error:#}"))
}

/// What passed the check and its try-out must be ready, and nobody else calls here.
fn sound<T>(answer: &Result<T, parvis_plugin_runtime::CallFailure>) -> Result<Outcome, String> {
    match Outcome::of_view(answer) {
        Outcome::OtherFault => Err(format!("a fault that must not be: {:?}", answer.as_ref().err())),
        outcome => Ok(outcome),
    }
}

fn in_time(call: &str, took: Duration, budget: Duration) -> Result<(), String> {
    if took > budget * TOLERANCE {
        return Err(format!("{call} took {took:?}, its budget is {budget:?}"));
    }
    Ok(())
}

async fn refreshed(hub: &Hub, plugin: &Arc<PluginRecord>) -> Result<Outcome, String> {
    hub.runtime.refresh(&DueRun { plugin: plugin.clone(), task: "random".to_owned() }).await;
    let sources = hub.platform.storage().sources().await.map_err(|error| error.to_string())?;
    let runs = sources.into_iter().filter(|source| source.plugin == plugin.name());
    let last = runs.filter_map(|source| source.last_run).max_by_key(|run| run.finished);
    let last = last.ok_or("the refresh left no record")?;
    match last.outcome {
        RunOutcome::Refused => match Outcome::of_run(&last.reason) {
            Outcome::OtherFault => Err(format!("a fault that must not be: {}", last.reason)),
            outcome => Ok(outcome),
        },
        _ => Ok(Outcome::Refreshed),
    }
}
