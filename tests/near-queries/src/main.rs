//! Benchmark of the near query in release: 20 nearest within 800 m over a million points, against kiddo and SQLite's R*Tree.
//! It must never know: HTTP, plugins, pages.
//! To add a rival: a file beside `kd_tree.rs` with the same `nearest`, one more variant in `measure.rs`.
//! Tested by what it checks before it measures: equal answers. Run by `cargo xtask bench -- near`.

mod changes;
mod filled;
mod kd_tree;
mod measure;
mod memory;
mod r_tree;
mod region;
mod report;

// The index alone: the same files as the hub's, so that it is measured without the query engine around it.
#[expect(dead_code, reason = "what only its own crate uses")]
#[path = "../../../host/index/src/grid.rs"]
mod grid;
#[path = "../../../host/index/src/nearest.rs"]
mod nearest;
#[path = "../../benchmarks/src/readme.rs"]
mod readme;
#[expect(dead_code, reason = "what only its own crate uses")]
#[path = "../../benchmarks/src/rounds.rs"]
mod rounds;
#[path = "../../../host/index/src/sphere.rs"]
mod sphere;
#[cfg_attr(not(test), expect(dead_code, reason = "what only its own crate uses"))]
#[path = "../../../host/index/src/window.rs"]
mod window;

use clap::Parser;

/// Measures the near query and the memory of the read model.
#[derive(Debug, Parser)]
struct Args {
    /// Replace the table in tests/near-queries/README.md.
    #[arg(long)]
    write: bool,
    /// A tenth of the points and rounds: to see that everything works, not to be quoted.
    #[arg(long)]
    quick: bool,
    /// Only fill the feed for this many seconds, for a profiler.
    #[arg(long, value_name = "SECONDS")]
    profile: Option<u64>,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let (points, rounds) = if args.quick { (100_000, 9) } else { (1_000_000, 81) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if let Some(seconds) = args.profile {
        return measure::profile(&runtime, points, seconds);
    }
    let memory = memory::measure(points);
    let near = measure::measure(&runtime, points, rounds)?;
    let report = report::markdown(&near, &memory);
    readme::print(&report);
    if args.write { readme::write(report::BEGIN, &report) } else { Ok(()) }
}
