//! A small disk of the test's own: the test starts itself again under `unshare`, with a tmpfs that nobody else sees.

use std::path::PathBuf;
use std::process::Command;

use crate::round::say;

/// Names the folder of the disk, in the process inside.
const MARK: &str = "PARVIS_TEST_DISK";
const MAKE: &str = r#"set -e
mount -t tmpfs -o "size=$2" disk "$1"
shift 2
exec "$@""#;

/// The disk, inside. Outside: runs the test of this name inside and is `None`, or says why that cannot be.
pub(crate) fn inside(test: &str, size: &str) -> Option<PathBuf> {
    if let Some(disk) = std::env::var_os(MARK) {
        return Some(disk.into());
    }
    let folder = tempfile::tempdir().expect("a folder");
    let on_own_disk = |then: &[&str]| {
        let mut command = Command::new("unshare");
        command
            .args(["--map-root-user", "--mount", "sh", "-c", MAKE, "sh"])
            .arg(folder.path())
            .arg(size)
            .args(then);
        command.env(MARK, folder.path());
        command
    };
    match on_own_disk(&["true"]).output() {
        Ok(output) if output.status.success() => {}
        Ok(output) => return left_out(test, &String::from_utf8_lossy(&output.stderr)),
        Err(error) => return left_out(test, &error.to_string()),
    }
    let own = std::env::current_exe().expect("this test").display().to_string();
    let output = on_own_disk(&[&own, "--exact", test, "--nocapture"]).output().expect("started a moment ago");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    for line in said.lines().filter(|line| line.starts_with("disk full") || line.starts_with("read-only")) {
        say(line);
    }
    None
}

fn left_out(test: &str, reason: &str) -> Option<PathBuf> {
    say(&format!("SKIPPED: {test}: no disk of its own can be mounted here: {}", reason.trim()));
    None
}

/// Runs a command that must succeed.
pub(crate) fn mount(arguments: &[&str]) {
    let output = Command::new("mount").args(arguments).output().expect("mount");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
