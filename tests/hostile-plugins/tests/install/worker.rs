//! The process that reads and compiles strangers' components, seen from outside while it works.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tests_harness::{binary, wait_until};
use tests_hostile_plugins::write;

use crate::made;

const SOON: Duration = Duration::from_secs(20);

/// The worker that a process has hired, once it has confined itself: then it has nothing open but its pipes.
pub(crate) fn worker_of(parent: u32) -> Option<u32> {
    let all = std::fs::read_dir("/proc").ok()?.flatten();
    let niceness = stat(parent, NICE)?.saturating_add(10).min(19);
    let mut numbers = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    numbers.find(|number| {
        let is_child = stat(*number, PARENT).is_some_and(|of| of == i64::from(parent));
        is_child
            && of_process(*number, "cmdline").contains("compile-worker")
            && stat(*number, NICE) == Some(niceness)
    })
}

/// Fields of `/proc/N/stat`, numbered as in its manual page.
const PARENT: usize = 4;
const SESSION: usize = 6;
const NICE: usize = 19;

fn stat(number: u32, field: usize) -> Option<i64> {
    let text = of_process(number, "stat");
    // After the name, which may hold anything, comes field 3.
    let (_, rest) = text.rsplit_once(") ")?;
    rest.split(' ').nth(field - 3)?.parse().ok()
}

fn of_process(number: u32, file: &str) -> String {
    let bytes = std::fs::read(format!("/proc/{number}/{file}")).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What a worker has open: its numbers and what they are.
pub(crate) fn open_files(number: u32) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(format!("/proc/{number}/fd")) else { return Vec::new() };
    let mut open: Vec<(String, String)> = entries
        .flatten()
        .filter_map(|entry| {
            let target = std::fs::read_link(entry.path()).ok()?;
            Some((entry.file_name().into_string().ok()?, target.display().to_string()))
        })
        .collect();
    open.sort();
    open
}

/// Only three pipes are open.
pub(crate) fn has_only_pipes(number: u32) -> bool {
    let open = open_files(number);
    let names: Vec<&str> = open.iter().map(|(name, _)| name.as_str()).collect();
    names == ["0", "1", "2"] && open.iter().all(|(_, target)| target.starts_with("pipe:"))
}

/// `parvis plugin check` of a component that takes long, started by a careless shell: with a secret in the environment and
/// two files open that are left to every child.
fn careless_check(folder: &Path) -> Child {
    let file = write(folder, "slow", &made::with_hard_work(made::well(), 12));
    let open = folder.join("left-open");
    let script = format!("exec 7>'{}' 9</etc/passwd; exec \"$@\"", open.display());
    let mut command = Command::new("sh");
    command.args(["-c", &script, "sh"]).arg(binary()).args(["plugin", "check"]).arg(file);
    command.env("PARVIS_SECRET", "hush").stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("started")
}

#[test]
fn a_worker_has_nothing_but_its_pipes_and_little_to_spend() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut check = careless_check(folder.path());
    let mut worker = None;
    assert!(
        wait_until(
            || {
                worker = worker_of(check.id());
                worker.is_some()
            },
            SOON
        ),
        "no worker is hired"
    );
    let worker = worker.expect("a worker");
    assert!(wait_until(|| has_only_pipes(worker), SOON), "it has open: {:?}", open_files(worker));
    assert!(of_process(check.id(), "environ").contains("hush"), "the command itself has an environment");
    assert_eq!(of_process(worker, "environ"), "", "its environment is not empty");
    assert_eq!(stat(worker, SESSION), Some(i64::from(worker)), "it is in its parent's session");
    let root = std::fs::read_link(format!("/proc/{worker}/cwd")).expect("a folder");
    assert_eq!(root, Path::new("/"));
    assert!(of_process(worker, "status").contains("NoNewPrivs:\t1"));
    let limits = of_process(worker, "limits");
    for (name, soft, hard) in [
        ("Max cpu time", "60", "61"),
        ("Max data size", "1073741824", "1073741824"),
        ("Max address space", "5368709120", "5368709120"),
        ("Max core file size", "0", "0"),
        ("Max file size", "0", "0"),
        ("Max open files", "3", "3"),
    ] {
        let line = limits.lines().find(|line| line.starts_with(name)).expect(name);
        let values: Vec<&str> = line[name.len()..].split_whitespace().take(2).collect();
        assert_eq!(values, [soft, hard], "{line}");
    }
    assert!(
        check.try_wait().expect("a child").is_none(),
        "the component was too quick to look at its worker"
    );
    // It does not outlive whoever hired it.
    check.kill().expect("killed");
    check.wait().expect("over");
    let gone = || !of_process(worker, "cmdline").contains("compile-worker");
    assert!(wait_until(gone, SOON), "the worker outlives its parent");
}
