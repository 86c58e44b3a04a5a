//! Debian's packages, installed only by root and always with a time limit.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::run_limited;

const LIMIT: Duration = Duration::from_secs(600);

/// Whether this is a Debian machine and this process may install packages.
pub fn is_allowed() -> bool {
    let said = |command: &mut Command| command.stderr(Stdio::null()).output().map(|output| output.stdout);
    let is_root = said(Command::new("id").arg("-u")).is_ok_and(|id| id.trim_ascii() == b"0");
    is_root && said(Command::new("apt-get").arg("--version")).is_ok()
}

/// Updates the lists and installs packages, at most ten minutes each. The error is one sentence.
pub fn install(packages: &[&str], progress: &mut dyn FnMut(&str)) -> Result<(), String> {
    let names = packages.join(" ");
    progress(&format!("installing Debian's {names} (at most {} min)", 2 * LIMIT.as_secs() / 60));
    apt_get(&["update"]).map_err(|reason| format!("`apt-get update` failed ({reason})"))?;
    let install = [&["install", "-y", "--no-install-recommends"], packages].concat();
    apt_get(&install).map_err(|reason| format!("`apt-get install {names}` failed ({reason})"))
}

fn apt_get(arguments: &[&str]) -> Result<(), String> {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    let failure = match run_limited(&mut command, LIMIT) {
        Ok(ended) => ended.failure(),
        Err(error) => Some(error.to_string()),
    };
    failure.map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::apt_get;

    #[test]
    fn a_refusal_is_told_in_one_line() {
        // Fails at once with or without apt-get, and changes nothing.
        let reason = apt_get(&["no-such-operation"]).expect_err("refused");
        assert!(!reason.is_empty() && !reason.contains('\n'), "{reason}");
    }
}
