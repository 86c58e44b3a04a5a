//! Benchmarks in release: what the hub costs beside the same work done bare, as ratios of one run.
//! It must never know: how a page looks, which plugin does what beyond the two pages that it asks for.
//! To add a measure: a file that times every variant through `rounds.rs`, and a section in `report.rs`.
//! Tested by what it checks before it measures: equal views, equal bytes. Run by `cargo xtask bench`.

mod bare;
mod calls;
mod client;
mod hub;
mod languages;
mod machine;
mod native;
mod page_work;
mod readme;
mod report;
mod rounds;
mod serving;

// The same files as the hub's, so that the bare side cannot drift from it: engine, pool and ticker; territory,
// example timetable and installation of the bundled plugins.
#[path = "../../../host/server/src/bundled.rs"]
mod bundled;
#[path = "../../../host/plugin-runtime/src/engine.rs"]
#[expect(dead_code, reason = "nothing is compiled in a worker here")]
mod engine;
#[path = "../../../host/server/src/sample.rs"]
mod sample;
#[path = "../../../host/server/src/territory.rs"]
#[expect(
    dead_code,
    reason = "the sample's outlines are part of the binary; files of operators are not read here"
)]
mod territory;

// Names that `engine.rs` finds in its own crate.
use parvis_plugin_runtime::{ComponentLimits, Limits, RuntimeError};

use std::path::PathBuf;

use clap::Parser;

/// Measures a fresh call against bare wasmtime and in every language, and cached pages against a native handler.
#[derive(Debug, Parser)]
struct Args {
    /// Replace the table in tests/benchmarks/README.md.
    #[arg(long)]
    write: bool,
    /// A tenth of the rounds: to see that everything works, not to be quoted.
    #[arg(long)]
    quick: bool,
    /// Only call `home` in fresh instances for this many seconds, for a profiler.
    #[arg(long, value_name = "SECONDS")]
    profile: Option<u64>,
    /// Folder of the built plugins.
    #[arg(long, default_value = "target/plugins")]
    plugins: PathBuf,
    /// Folder of the same plugin in every language.
    #[arg(long, default_value = "target/test-plugins")]
    languages: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let hub = runtime.block_on(hub::start(&args.plugins))?;
    if let Some(seconds) = args.profile {
        return calls::profile(&runtime, &hub, seconds);
    }
    let divide_by = if args.quick { 10 } else { 1 };
    let calls = calls::measure(&runtime, &hub, 201 / divide_by)?;
    let languages = languages::measure(&runtime, &args.languages, 51 / divide_by)?;
    let work = page_work::measure(&runtime, &hub, 101 / divide_by)?;
    let serving = serving::measure(&hub, (11 / divide_by).max(1))?;
    let report = report::markdown(&calls, &languages, &work, &serving);
    readme::print(&report);
    if args.write { readme::write(report::BEGIN, &report) } else { Ok(()) }
}
