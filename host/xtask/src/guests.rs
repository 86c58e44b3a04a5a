//! `cargo xtask plugins`: every plugin of the house becomes a component.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use parvis_plugin_build::{Built, Options, build_all, unasked};

use crate::repository::Repository;
use crate::steps::Outcome;
use crate::tools::Language;
use crate::unchanged::Work;

/// Plugins that every hub starts with, and where the binary finds them.
const BUNDLED: (&[&str], &str) = (&["plugins"], "target/plugins");
/// Plugins that only the tests load.
const OF_TESTS: (&[&str], &str) =
    (&["tests/hostile-plugins/guests", "tests/other-languages/guests"], "target/test-plugins");

/// What the bundled plugins are made of and with: asking Cargo for each of them takes longer than a hub takes to start.
const BUNDLING: Work<'_> = Work {
    reads: &["plugins", "wit", "host/plugin-build", "host/model", "Cargo.toml", "Cargo.lock"],
    makes: BUNDLED.1,
    note: "target/plugins.built",
};

/// Builds both kinds.
pub(crate) fn run(repository: &Repository) -> Result<()> {
    bundled(repository)?;
    of_tests(repository)
}

/// Builds the bundled plugins, unless they are there and nothing of them has changed.
pub(crate) fn bundled_where_changed(repository: &Repository) -> Result<()> {
    BUNDLING.unless_done(repository, || bundled(repository))
}

/// Builds the bundled plugins; one that imports what its manifest does not ask for is an error.
pub(crate) fn bundled(repository: &Repository) -> Result<()> {
    for plugin in build_folder(repository, BUNDLED)? {
        let complaints = unasked(&plugin.imports, &plugin.manifest);
        if !complaints.is_empty() {
            bail!("plugin {}: {}", plugin.manifest.name, complaints.join("; "));
        }
    }
    Ok(())
}

/// Builds the plugins of the tests, which may do what is refused.
pub(crate) fn of_tests(repository: &Repository) -> Result<()> {
    build_folder(repository, OF_TESTS).map(drop)
}

fn build_folder(repository: &Repository, (sources, out): (&[&str], &str)) -> Result<Vec<Built>> {
    let mut folders = Vec::new();
    for source in sources {
        folders.extend(plugin_folders(&repository.path(source))?);
    }
    let tools = tools_for(repository, &mut folders)?;
    let options = Options { out_dir: repository.path(out), tools, ..Options::default() };
    let built = build_all(&folders, &options, &mut |line| eprintln!("{line}"))?;
    for plugin in &built {
        let (name, size, digest) = (&plugin.manifest.name, plugin.size, &plugin.digest[..12]);
        eprintln!("{out}/{name}.wasm  {size} bytes  sha256 {digest}");
    }
    remove_others(&options.out_dir, &built)?;
    Ok(built)
}

/// The folders of the tools that these plugins need. A plugin whose tools cannot be had is left out, visibly.
fn tools_for(repository: &Repository, folders: &mut Vec<PathBuf>) -> Result<Vec<PathBuf>> {
    let mut tools = Vec::new();
    let mut kept = Vec::new();
    for folder in folders.drain(..) {
        match Language::of(&folder).map(|language| (language, language.install(repository))) {
            None => kept.push(folder),
            Some((_, Ok(Outcome::Skipped(reason)))) => eprintln!("SKIPPED {}: {reason}", folder.display()),
            Some((language, outcome)) => {
                outcome?;
                tools.extend(language.programs(repository));
                kept.push(folder);
            }
        }
    }
    *folders = kept;
    Ok(tools)
}

/// The folders with a `plugin.toml`, in order of their names. None where the folder is absent.
fn plugin_folders(parent: &Path) -> Result<Vec<PathBuf>> {
    if !parent.exists() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(parent).with_context(|| format!("{}", parent.display()))?;
    let mut folders: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("plugin.toml").exists())
        .collect();
    folders.sort();
    Ok(folders)
}

/// A component whose plugin has gone must not be loaded any more.
fn remove_others(out_dir: &Path, built: &[Built]) -> Result<()> {
    for entry in std::fs::read_dir(out_dir)?.flatten() {
        let path = entry.path();
        let component = path.extension().is_some_and(|extension| extension == "wasm");
        if component && !built.iter().any(|plugin| plugin.path == path) {
            std::fs::remove_file(&path).with_context(|| format!("{}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plugins_are_the_folders_with_a_manifest_and_old_components_go() {
        let parent = std::env::temp_dir().join(format!("parvis-xtask-{}", std::process::id()));
        for folder in ["b", "a", "sdk"] {
            std::fs::create_dir_all(parent.join(folder)).expect("a folder");
        }
        for file in ["b/plugin.toml", "a/plugin.toml", "old.wasm", "note.txt"] {
            std::fs::write(parent.join(file), "").expect("written");
        }
        assert_eq!(plugin_folders(&parent).expect("readable"), [parent.join("a"), parent.join("b")]);
        remove_others(&parent, &[]).expect("removed");
        assert!(!parent.join("old.wasm").exists() && parent.join("note.txt").exists());
        std::fs::remove_dir_all(&parent).expect("removed");
        assert_eq!(plugin_folders(&parent).expect("absent is empty"), Vec::<PathBuf>::new());
    }
}
