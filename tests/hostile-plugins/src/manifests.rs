//! The manifests that hostile components carry.

use parvis_model::Manifest;

use crate::folder;

/// A manifest that asks for nothing.
///
/// # Panics
/// If the name is not one of a plugin.
pub fn manifest(name: &str) -> Manifest {
    parsed(name, "")
}

/// A manifest with a refresh, and all that one can ask for.
///
/// # Panics
/// If the name is not one of a plugin.
pub fn of_sync(name: &str) -> Manifest {
    let rest = "[asks]\n\"publish:places\" = \"Essai.\"\n\"outbound:again.example\" = \"Essai.\"\n\
                [schedule.run]\nevery-s = 86400\n";
    parsed(name, rest)
}

fn parsed(name: &str, rest: &str) -> Manifest {
    let toml = format!(
        "name = \"{name}\"\nversion = \"1\"\ncontract = \"0.1\"\ntitle = \"Hostile\"\nsummary = \"Essai.\"\n\
         maker = \"Parvis\"\n{rest}"
    );
    Manifest::from_toml(&toml).expect("a good manifest")
}

/// The manifest of a plugin of `guests/`, with more hosts to ask for and more tasks, each once a day.
///
/// # Panics
/// If its `plugin.toml` cannot be read.
pub fn of_guest(guest: &str, hosts: &[&str], tasks: &[&str]) -> Manifest {
    let file = folder().join("guests").join(guest).join("plugin.toml");
    let toml = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let asks: String = hosts.iter().map(|host| format!("\"outbound:{host}\" = \"Essai.\"\n")).collect();
    let schedule: String = tasks.iter().map(|task| format!("[schedule.{task}]\nevery-s = 86400\n")).collect();
    let toml = toml.replacen("[asks]\n", &format!("[asks]\n{asks}"), 1) + &schedule;
    Manifest::from_toml(&toml).unwrap_or_else(|error| panic!("{guest}: {error}"))
}
