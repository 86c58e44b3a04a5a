//! The jobs plugin: it reads partners' lists of offers, and shows residents those that are near.
//! It must never know: the host's crates, other plugins, the network beyond what it was granted.
//! To read a list of other words: a mapping in the configuration, or a word more in `offer.rs`.
//! Tested by the unit tests of each file, and from outside by `tests/connectors`.

mod dates;
mod direct;
mod offer;
mod pages;
mod timetable;
mod trains;

use parvis_sdk::{Error, Failure, Home, Outcome, Page, Request, Sync, View};

/// The plugin: its exports are implemented on it.
pub struct Emploi;

impl Home for Emploi {
    fn render(_language: String) -> Result<View, Error> {
        pages::card()
    }
}

impl Page for Emploi {
    fn render(request: Request) -> Result<View, Error> {
        let path = request.path.trim_end_matches('/');
        match path.split_once('/') {
            None if path.is_empty() => Ok(pages::front()),
            None if path == "trains" => Ok(trains::stations()),
            Some(("trains", id)) => trains::station(id),
            Some(("offre", id)) => pages::offer(id),
            _ => Err(Error::NotFound),
        }
    }
}

impl Sync for Emploi {
    fn run(task: String) -> Result<Outcome, Failure> {
        match task.as_str() {
            "offers" => offer::read(),
            other => Err(Failure { reason: format!("there is no task '{other}'") }),
        }
    }
}

// Exports exist in WebAssembly only: a native linker takes no such names.
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::home::export_home!(Emploi with_types_in parvis_sdk::worlds::home);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::page::export_page!(Emploi with_types_in parvis_sdk::worlds::page);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::sync::export_sync!(Emploi with_types_in parvis_sdk::worlds::sync);
