//! The data folder: who may read it, how much room there is, whether the database is whole.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use parvis_plugin_runtime::NativeKey;

use super::{Finding, fail, ok, warn};
use crate::secret_file::OF_OTHERS;
use crate::{cookie_key, native_key};

const MIB: u64 = 1024 * 1024;
/// Less than this, and a timetable does not fit.
const LEAST_ROOM: u64 = 256 * MIB;
/// Less than this, and an operator should know.
const GOOD_ROOM: u64 = 2048 * MIB;

/// It exists, can be written, and is not open to everybody.
pub(super) fn folder(data: &Path) -> Vec<Finding> {
    const PART: &str = "data folder";
    let name = data.display();
    let Ok(folder) = data.metadata() else {
        let advice = "it is made at the first start; if a hub runs here, name its folder with --data";
        return vec![warn(PART, format!("{name} is not there"), advice)];
    };
    let probe = data.join("doctor.probe");
    let written = std::fs::write(&probe, "").and_then(|()| std::fs::remove_file(&probe));
    if let Err(error) = written {
        let advice = "the hub's user must own it, on a disk that can be written";
        return vec![fail(PART, format!("{name} cannot be written ({error})"), advice)];
    }
    if folder.permissions().mode() & 0o007 != 0 {
        let advice =
            format!("`chmod 750 {name}`: what plugins publish is public, the rest of the database is not");
        return vec![warn(PART, format!("everybody on this machine may look into {name}"), advice)];
    }
    vec![ok(PART, name.to_string())]
}

/// Keys are the hub's alone.
pub(super) fn keys(data: &Path) -> Vec<Finding> {
    const PART: &str = "keys";
    let renewed = "`parvis key rotate --at-once`";
    let lost = "visitors choose their place again";
    let cookies = cookie_key::FILES.map(|name| (name, parvis_web::CookieKey::LENGTH, renewed, lost));
    let (renewed, lost) = ("remove it while the hub is stopped", "plugins are compiled again");
    let native = (native_key::FILE, NativeKey::LENGTH, renewed, lost);
    let mut findings = Vec::new();
    for (name, length, renewed, lost) in cookies.into_iter().chain([native]) {
        let path = data.join(name);
        let Ok(file) = path.metadata() else { continue };
        let name = path.display();
        if file.permissions().mode() & OF_OTHERS != 0 {
            let advice = format!("`chmod 600 {name}`; if somebody may have read it, {renewed}");
            findings.push(fail(PART, format!("others may read {name}"), advice));
        } else if file.len() != length as u64 {
            let advice = format!("at its next start the hub makes a new one, and {lost}");
            findings.push(warn(PART, format!("{name} is damaged"), advice));
        } else {
            findings.push(ok(PART, format!("{name} is the hub's alone")));
        }
    }
    findings
}

/// Room on the disk, in bytes and in files.
pub(super) fn disk(data: &Path) -> Vec<Finding> {
    const PART: &str = "disk";
    let Ok(disk) = rustix::fs::statvfs(data) else { return Vec::new() };
    let (free, all) = (disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize);
    let found = format!("{} MiB of {} MiB are free", free / MIB, all / MIB);
    let advice = "make room: writes are refused once it is full, and nothing that was answered is lost";
    vec![match free {
        _ if disk.f_files > 0 && disk.f_favail < 1000 => {
            fail(PART, "no more files can be made on it", advice)
        }
        0..LEAST_ROOM => fail(PART, found, advice),
        LEAST_ROOM..GOOD_ROOM => warn(PART, found, advice),
        _ if free < all / 10 => warn(PART, found, advice),
        _ => ok(PART, found),
    }]
}

/// The library is sound and the file whole.
pub(super) async fn database(data: &Path) -> Vec<Finding> {
    const PART: &str = "database";
    let file = data.join("parvis.sqlite");
    if !file.exists() {
        return Vec::new();
    }
    let advice = "stop the hub, keep a copy of the folder, and put the last backup in its place";
    let check = match parvis_storage_sqlite::check(&file).await {
        Ok(check) => check,
        Err(error) => return vec![fail(PART, error.to_string(), "the hub's user must be able to read it")],
    };
    let mut findings: Vec<Finding> = check.faults.iter().map(|fault| fail(PART, fault, advice)).collect();
    if let Some(fault) = &check.library_fault {
        findings.push(fail(PART, fault, "install a newer build of the hub"));
    }
    if findings.is_empty() {
        findings.push(ok(PART, format!("{} is whole (SQLite {})", file.display(), check.library)));
    }
    findings
}
