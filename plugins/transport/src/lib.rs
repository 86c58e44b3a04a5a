//! The transport plugin: it reads a GTFS timetable and shows residents their next departures.
//! It must never know: the host's crates, other plugins, the network beyond what it was granted.
//! To read one more GTFS file: a file of its name in `gtfs/`, called from `gtfs/read.rs`; to add a page: `pages/`.
//! Tested by `src/gtfs/tests/` (every quirk, on feeds written in the test), `tests/` (real feeds), and from outside by
//! `tests/end-to-end` (boards) and `tests/feeds` (feeds with faults, bombs, the cost of a national timetable).

pub mod gtfs;
mod ids;
mod live;
mod pages;
mod publish;
mod regularity;

use parvis_sdk::{Error, Failure, Home, Outcome, Page, Request, Sync, View};

/// The plugin: its exports are implemented on it.
pub struct Transport;

impl Home for Transport {
    fn render(_language: String) -> Result<View, Error> {
        Ok(pages::card())
    }
}

impl Page for Transport {
    fn render(request: Request) -> Result<View, Error> {
        let path = request.path.trim_end_matches('/');
        match path.split_once('/') {
            None if path.is_empty() => Ok(pages::front()),
            None if path == "gares" => Ok(pages::all_stops()),
            None if path == "regularite" => Ok(pages::regularity_page()),
            Some(("arret", stop)) => pages::stop(stop),
            Some(("ligne", line)) => pages::line(line),
            _ => Err(Error::NotFound),
        }
    }
}

impl Sync for Transport {
    fn run(task: String) -> Result<Outcome, Failure> {
        match task.as_str() {
            "timetable" => publish::run().map_err(|reason| Failure { reason }),
            "gtfs-rt" => live::run(),
            "siri" => live::siri::run(),
            "siri-sx" => live::alerts::situations::run(),
            "regularity" => regularity::run().map_err(|reason| Failure { reason }),
            other => Err(Failure { reason: format!("there is no task '{other}'") }),
        }
    }
}

// Exports exist in WebAssembly only: a native linker takes no such names.
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::home::export_home!(Transport with_types_in parvis_sdk::worlds::home);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::page::export_page!(Transport with_types_in parvis_sdk::worlds::page);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::sync::export_sync!(Transport with_types_in parvis_sdk::worlds::sync);
