//! Benchmark of reading a national timetable in release, beside the crate gtfs-structures reading the same file.
//! It must never know: HTTP, pages.
//! To add a reader: one more variant in `readers.rs`, one line in `report.rs`.
//! Tested by what it checks before it measures: equal counts of rows. Run by `cargo xtask bench -- feeds`.

mod readers;
mod refresh;
mod report;

// The same files as the hub's: the sample territory, and the installation of the bundled plugins.
#[path = "../../../host/server/src/bundled.rs"]
mod bundled;
#[path = "../../benchmarks/src/readme.rs"]
mod readme;
#[expect(dead_code, reason = "nothing warms up here: every reading is a whole one")]
#[path = "../../benchmarks/src/rounds.rs"]
mod rounds;
#[expect(dead_code, reason = "the example timetable is not read here")]
#[path = "../../../host/server/src/sample.rs"]
mod sample;
#[path = "../../../host/server/src/territory.rs"]
#[expect(dead_code, reason = "files of operators are not read here")]
mod territory;

use std::path::PathBuf;

use clap::Parser;

const FEED: &str = "gtfs/sncf-ter-2025.zip";

/// Measures the reading of a national timetable.
#[derive(Debug, Parser)]
struct Args {
    /// Replace the table in tests/feed-reading/README.md.
    #[arg(long)]
    write: bool,
    /// Two rounds: to see that everything works, not to be quoted.
    #[arg(long)]
    quick: bool,
    /// Folder of the built plugins.
    #[arg(long, default_value = "target/plugins")]
    plugins: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let Some(feed) = tests_harness::shared_data(FEED) else { return Ok(()) };
    let rounds = if args.quick { 2 } else { 11 };
    let readings = readers::measure(&feed, &args.plugins, rounds)?;
    let report = report::markdown(&readings);
    readme::print(&report);
    if args.write { readme::write(report::BEGIN, &report) } else { Ok(()) }
}
