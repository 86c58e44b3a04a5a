//! The mobility plugin: shared bikes with what is left of them, carpool places, lifts out of order.
//! It must never know: the host's crates, other plugins, the network beyond what it was granted.
//! To read one more kind of source: a file in `read/` and a task in `plugin.toml`; to add a page: `pages.rs`.
//! Tested by the unit tests of each file, and from outside by `tests/connectors`.

mod pages;
mod read;

use parvis_sdk::{Error, Failure, Home, Outcome, Page, Request, Sync, View};

/// The plugin: its exports are implemented on it.
pub struct Mobilite;

impl Home for Mobilite {
    fn render(_language: String) -> Result<View, Error> {
        pages::card()
    }
}

impl Page for Mobilite {
    fn render(request: Request) -> Result<View, Error> {
        match request.path.trim_end_matches('/') {
            "" => pages::front(),
            _ => Err(Error::NotFound),
        }
    }
}

impl Sync for Mobilite {
    fn run(task: String) -> Result<Outcome, Failure> {
        match task.as_str() {
            "gbfs" => read::gbfs(),
            "carpool" => read::carpool(),
            "lifts" => read::lifts(),
            other => Err(Failure { reason: format!("there is no task '{other}'") }),
        }
    }
}

// Exports exist in WebAssembly only: a native linker takes no such names.
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::home::export_home!(Mobilite with_types_in parvis_sdk::worlds::home);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::page::export_page!(Mobilite with_types_in parvis_sdk::worlds::page);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::sync::export_sync!(Mobilite with_types_in parvis_sdk::worlds::sync);
