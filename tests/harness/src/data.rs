//! Where things are: the built binary, the built plugins, the shared test data.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().unwrap_or(root)
}

/// The built binary: `PARVIS_BIN`, else `target/debug/parvis`.
///
/// # Panics
/// If it is not there, with the command that makes it.
pub fn binary() -> PathBuf {
    built("PARVIS_BIN", "target/debug/parvis")
}

/// The folder of the built plugins: `PARVIS_PLUGINS`, else `target/plugins`.
///
/// # Panics
/// If it is not there, with the command that makes it.
pub fn plugins() -> PathBuf {
    built("PARVIS_PLUGINS", "target/plugins")
}

/// A folder with these of the built plugins and no other.
///
/// # Panics
/// If one of them is not built.
pub fn plugins_named(names: &[&str]) -> PathBuf {
    let folder = workspace().join("target/test-plugin-sets").join(names.join("+"));
    std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for name in names {
        let file = format!("{name}.wasm");
        let read = |path: &Path| std::fs::read(path);
        let built = read(&plugins().join(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let copy = folder.join(&file);
        if read(&copy).is_ok_and(|present| present == built) {
            continue;
        }
        // Several tests may do this at once: each writes a file of its own and renames it.
        let written = tempfile::NamedTempFile::new_in(&folder).and_then(|mut new| {
            new.write_all(&built)?;
            new.persist(&copy).map(drop).map_err(|error| error.error)
        });
        written.unwrap_or_else(|error| panic!("{}: {error}", copy.display()));
    }
    folder
}

fn built(variable: &str, default: &str) -> PathBuf {
    let path = std::env::var_os(variable).map_or_else(|| workspace().join(default), PathBuf::from);
    assert!(
        path.exists(),
        "{} is not there: run `cargo xtask test`, or name it in {variable}",
        path.display()
    );
    path
}

/// A file of the shared test data (`../shared/data` beside the workspace), or `None` after a line that says so:
/// a test that needs it returns then, visibly skipped.
pub fn shared_data(file: &str) -> Option<PathBuf> {
    let path = workspace().join("../shared/data").join(file);
    if path.exists() {
        return Some(path);
    }
    // Not `eprintln!`: the test runner would swallow the line of a test that passes.
    let line = format!("SKIPPED: {file} is not in ../shared/data beside the repository\n");
    let _ = std::io::stderr().write_all(line.as_bytes());
    None
}

/// Asks every 50 ms until the answer is yes; false if it is still no after `limit`.
pub fn wait_until(mut answer: impl FnMut() -> bool, limit: Duration) -> bool {
    let started = Instant::now();
    loop {
        if answer() {
            return true;
        }
        if started.elapsed() >= limit {
            return false;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_ends_with_the_answer_or_the_limit() {
        let mut asked = 0;
        let third_time = || {
            asked += 1;
            asked == 3
        };
        assert!(wait_until(third_time, Duration::from_secs(5)));
        assert_eq!(asked, 3);
        assert!(!wait_until(|| false, Duration::from_millis(60)));
    }

    #[test]
    fn the_workspace_is_found() {
        assert!(workspace().join("Cargo.toml").exists());
        assert!(shared_data("no-such-file.zip").is_none());
    }
}
