//! Second way: rustup adds the target. On machines without the network it fails or hangs, which is remembered.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::TARGET;
use crate::run_limited;

const LIMIT: Duration = Duration::from_secs(60);
const REMEMBERED: Duration = Duration::from_secs(24 * 3600);

/// Tries once a day at most, for at most a minute. True where the target was added.
pub(super) fn add_target(root: &Path, state: &Path, progress: &mut dyn FnMut(&str)) -> bool {
    let stamp = stamp(state);
    if failed_lately(&stamp) {
        return false;
    }
    progress(&format!("adding the target {TARGET} with rustup (at most {} s)", LIMIT.as_secs()));
    let mut command = Command::new("rustup");
    command.args(["target", "add", TARGET]).current_dir(root);
    let failure = match run_limited(&mut command, LIMIT) {
        Ok(ended) => ended.failure(),
        Err(error) => Some(error.to_string()),
    };
    let Some(reason) = failure else { return true };
    progress(&format!("rustup did not add it ({reason}); not asked again for a day ({})", stamp.display()));
    remember(&stamp, &reason);
    false
}

fn stamp(state: &Path) -> PathBuf {
    state.join("rustup-failed")
}

/// A stamp that cannot be written costs a minute next time, no more.
fn remember(stamp: &Path, reason: &str) {
    if let Some(folder) = stamp.parent() {
        let _ = std::fs::create_dir_all(folder);
    }
    let _ = std::fs::write(stamp, reason);
}

fn failed_lately(stamp: &Path) -> bool {
    let modified = std::fs::metadata(stamp).and_then(|metadata| metadata.modified());
    modified.is_ok_and(|at| at.elapsed().is_ok_and(|age| age < REMEMBERED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_remembered_for_a_day() {
        let state = std::env::temp_dir().join(format!("parvis-stamp-{}", std::process::id()));
        let stamp = stamp(&state);
        assert!(!failed_lately(&stamp));
        remember(&stamp, "no network");
        assert!(failed_lately(&stamp));
        assert!(!add_target(Path::new("."), &state, &mut |said| panic!("not asked again: {said}")));
        let file = std::fs::File::options().write(true).open(&stamp).expect("the stamp");
        let written = file.metadata().and_then(|m| m.modified()).expect("a time");
        file.set_modified(written - REMEMBERED).expect("an older stamp");
        assert!(!failed_lately(&stamp));
        std::fs::remove_dir_all(&state).expect("removed");
    }
}
