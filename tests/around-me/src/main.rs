//! Benchmark of "around me" in release: twelve collections, up to a million features, up to a hundred plugins.
//! It must never know: how a page looks, which plugin does what beyond whose data is whose.
//! To add a measure: a file that times every variant through `rounds.rs`, and a section in `report.rs`.
//! Tested by what it checks before it measures: as many results everywhere. Run by `cargo xtask bench -- around`.

mod asked;
mod features;
mod hub;
mod kinds;
mod names;
mod plugins;
mod points;
mod profile;
mod report;
mod searching;
mod services;
mod sizes;
mod start;
mod stored;

// The same files as the hub's: the sample territory, and the installation of the bundled plugins.
#[expect(dead_code, reason = "the folder is named by an option")]
#[path = "../../../host/server/src/bundled.rs"]
mod bundled;
#[path = "../../benchmarks/src/machine.rs"]
#[expect(dead_code, reason = "one thread is measured here, wherever it runs")]
mod machine;
#[path = "../../benchmarks/src/readme.rs"]
mod readme;
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

const POINTS: &str = "points/osm-nodes-626k.csv.gz";

/// Measures "around me", search and the front page by the number of features and of plugins.
#[derive(Debug, Parser)]
struct Args {
    /// Replace the table in tests/around-me/README.md.
    #[arg(long)]
    write: bool,
    /// A tenth of the features, few rounds: to see that everything works, not to be quoted.
    #[arg(long)]
    quick: bool,
    /// Fewer or more rounds than are usual.
    #[arg(long, value_name = "ROUNDS")]
    rounds: Option<usize>,
    /// Only measure by the number of features, or of plugins.
    #[arg(long, value_name = "features|plugins")]
    only: Option<String>,
    /// Only compose one page for ten seconds, for a profiler: `around` or the words of a search over the most features, `front`
    /// or `shared` (around) with the most plugins.
    #[arg(long, value_name = "PAGE")]
    profile: Option<String>,
    /// Folder of the built plugins.
    #[arg(long, default_value = "target/plugins")]
    plugins: PathBuf,
    /// Folder of the built plugins of tests, one of which has a card.
    #[arg(long, default_value = "target/test-plugins")]
    test_plugins: PathBuf,
    /// Only start over this folder and say how long it took: what the benchmark calls in a process of its own.
    #[arg(long, hide = true)]
    start: Option<PathBuf>,
}

/// How much is measured.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    /// Features of each hub, the smallest first.
    pub(crate) sizes: &'static [usize],
    /// Features of the hubs with few and many plugins.
    pub(crate) shared: usize,
    /// Places that visitors ask from.
    pub(crate) places: usize,
    pub(crate) rounds: usize,
}

const WHOLE: Extent =
    Extent { sizes: &[10_000, 100_000, 1_000_000], shared: 100_000, places: 200, rounds: 21 };
const QUICK: Extent = Extent { sizes: &[10_000, 100_000], shared: 10_000, places: 40, rounds: 3 };

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if let Some(folder) = &args.start {
        return runtime.block_on(start::tell(folder));
    }
    let Some(file) = tests_harness::shared_data(POINTS) else { return Ok(()) };
    let mut extent = if args.quick { QUICK } else { WHOLE };
    extent.rounds = args.rounds.unwrap_or(extent.rounds);
    let largest = extent.sizes.iter().copied().max().unwrap_or_default();
    let points = points::read(&file, largest)?;
    let plugins = plugins::Plugins::new([args.plugins, args.test_plugins])?;
    if let Some(page) = &args.profile {
        return profile::run(&runtime, &points, &plugins, extent, page);
    }
    let is_wanted = |part| args.only.as_ref().is_none_or(|only| only == part);
    let mut report = report::machine();
    if is_wanted("features") {
        report += &report::by_features(&sizes::measure(&runtime, &points, &plugins, extent)?);
    }
    if is_wanted("plugins") {
        report += &report::by_plugins(&services::measure(&runtime, &points, &plugins, extent)?);
    }
    readme::print(&report);
    if args.write { readme::write(report::BEGIN, &report) } else { Ok(()) }
}
