//! The culture plugin: it reads agendas and lists of places, and shows residents where to go.
//! It must never know: the host's crates, other plugins, the network beyond what it was granted.
//! To read one more kind of agenda: a file in `read/` and a task in `plugin.toml`; to add a page: `pages/`.
//! Tested by the unit tests of each file, and from outside by `tests/connectors`.

mod pages;
mod read;

use parvis_sdk::{Error, Failure, Home, Outcome, Page, Request, Sync, View};

/// The plugin: its exports are implemented on it.
pub struct Culture;

impl Home for Culture {
    fn render(_language: String) -> Result<View, Error> {
        Ok(pages::card())
    }
}

impl Page for Culture {
    fn render(request: Request) -> Result<View, Error> {
        let path = request.path.trim_end_matches('/');
        match path.split_once('/') {
            Some(("evenement", id)) => pages::event(id),
            Some(("lieu", id)) => pages::place(id),
            Some(_) => Err(Error::NotFound),
            None => pages::named(path).ok_or(Error::NotFound),
        }
    }
}

impl Sync for Culture {
    fn run(task: String) -> Result<Outcome, Failure> {
        match task.as_str() {
            "openagenda" => read::openagenda(),
            "ical" => read::ical(),
            "museums" => read::museums(),
            "venues" => read::venues(),
            other => Err(Failure { reason: format!("there is no task '{other}'") }),
        }
    }
}

// Exports exist in WebAssembly only: a native linker takes no such names.
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::home::export_home!(Culture with_types_in parvis_sdk::worlds::home);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::page::export_page!(Culture with_types_in parvis_sdk::worlds::page);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::sync::export_sync!(Culture with_types_in parvis_sdk::worlds::sync);
