//! The solidarity plugin: it reads lists of services that help, and shows residents whom to call and where to go.
//! It must never know: the host's crates, other plugins, the network beyond what it was granted.
//! To read one more kind of list: a file in `read/` and a task in `plugin.toml`; one more need: `needs.rs`.
//! Tested by the unit tests of each file, and from outside by `tests/connectors`.

mod needs;
mod pages;
mod read;

use parvis_sdk::{Error, Failure, Home, Outcome, Page, Request, Sync, View};

/// The plugin: its exports are implemented on it.
pub struct Solidarite;

impl Home for Solidarite {
    fn render(_language: String) -> Result<View, Error> {
        Ok(pages::card())
    }
}

impl Page for Solidarite {
    fn render(request: Request) -> Result<View, Error> {
        let path = request.path.trim_end_matches('/');
        match path.split_once('/') {
            None if path.is_empty() => Ok(pages::front()),
            None => pages::need(path).ok_or(Error::NotFound),
            Some(("service", id)) => pages::service(id),
            Some(_) => Err(Error::NotFound),
        }
    }
}

impl Sync for Solidarite {
    fn run(task: String) -> Result<Outcome, Failure> {
        match task.as_str() {
            "data-inclusion" => read::data_inclusion(),
            "mednum" => read::mednum(),
            "places" => read::places(),
            other => Err(Failure { reason: format!("there is no task '{other}'") }),
        }
    }
}

// Exports exist in WebAssembly only: a native linker takes no such names.
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::home::export_home!(Solidarite with_types_in parvis_sdk::worlds::home);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::page::export_page!(Solidarite with_types_in parvis_sdk::worlds::page);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::sync::export_sync!(Solidarite with_types_in parvis_sdk::worlds::sync);
