//! The directory plugin: public services and shops, and whether they are open now.
//! It must never know: the host's crates, other plugins, the network beyond what it was granted.
//! To read a list of other words: a mapping in the configuration; to add a page: `pages.rs`.
//! Tested by the unit tests of each file, and from outside by `tests/connectors`.

mod addresses;
mod pages;
mod read;

use parvis_sdk::{Error, Failure, Home, Outcome, Page, Request, Sync, View};

/// The plugin: its exports are implemented on it.
pub struct Annuaire;

impl Home for Annuaire {
    fn render(_language: String) -> Result<View, Error> {
        // Its places are in the lists around the visitor; a card of its own would only repeat them.
        Err(Error::NotFound)
    }
}

impl Page for Annuaire {
    fn render(request: Request) -> Result<View, Error> {
        let path = request.path.trim_end_matches('/');
        match path.split_once('/') {
            None => pages::list(path).ok_or(Error::NotFound),
            Some(("lieu", id)) => pages::place(id),
            Some(_) => Err(Error::NotFound),
        }
    }
}

impl Sync for Annuaire {
    fn run(task: String) -> Result<Outcome, Failure> {
        match task.as_str() {
            "addresses" => addresses::addresses(),
            "geojson" => read::geojson(),
            "table" => read::table(),
            other => Err(Failure { reason: format!("there is no task '{other}'") }),
        }
    }
}

// Exports exist in WebAssembly only: a native linker takes no such names.
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::home::export_home!(Annuaire with_types_in parvis_sdk::worlds::home);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::page::export_page!(Annuaire with_types_in parvis_sdk::worlds::page);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::sync::export_sync!(Annuaire with_types_in parvis_sdk::worlds::sync);
