//! Secrets of the hub in files of their own: random bytes, made once, readable by the hub's user only.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, ensure};

/// What others may not: any right of the group or of everybody.
pub(crate) const OF_OTHERS: u32 = 0o077;
const OWN: u32 = 0o600;

/// The secret of this file, made if there is none. A file that others may read is mended, and one that is damaged set
/// aside, with a line in the log: no start needs a hand.
pub(crate) fn load_or_make(path: &Path, length: usize) -> anyhow::Result<Vec<u8>> {
    set_aside_if_damaged(path, length)?;
    if !path.exists() {
        make(path, length).with_context(|| format!("{} cannot be made", path.display()))?;
    }
    load(path, length)
}

/// A link is made where a renaming would replace the secret that another process has made meanwhile.
fn make(path: &Path, length: usize) -> anyhow::Result<()> {
    let half = write_beside(path, &random(length)?)?;
    let linked = std::fs::hard_link(&half, path);
    std::fs::remove_file(&half)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error.into()),
        _ => Ok(sync_folder(path)?),
    }
}

/// Renames a file that does not hold `length` bytes: nothing can be opened with half a key.
pub(crate) fn set_aside_if_damaged(path: &Path, length: usize) -> anyhow::Result<()> {
    if !std::fs::metadata(path).is_ok_and(|file| file.len() != length as u64) {
        return Ok(());
    }
    let aside = path.with_extension("damaged");
    std::fs::rename(path, &aside).with_context(|| format!("{} cannot be set aside", path.display()))?;
    tracing::warn!(file = %path.display(), aside = %aside.display(), "this secret was damaged and is set aside");
    Ok(())
}

/// The secret of a file that exists.
pub(crate) fn load(path: &Path, length: usize) -> anyhow::Result<Vec<u8>> {
    keep_from_others(path)?;
    let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    ensure!(
        bytes.len() == length,
        "{} is damaged: it has {} bytes, not {length}",
        path.display(),
        bytes.len()
    );
    Ok(bytes)
}

/// Random bytes for a new secret.
pub(crate) fn random(length: usize) -> anyhow::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("the system gives no random bytes: {error}"))?;
    Ok(bytes)
}

/// Puts a secret in place of whatever the file held. Written beside, synced and renamed: there is never half a secret.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let replaced = || -> std::io::Result<()> {
        std::fs::rename(write_beside(path, bytes)?, path)?;
        sync_folder(path)
    };
    replaced().with_context(|| format!("{} cannot be written", path.display()))
}

fn write_beside(path: &Path, bytes: &[u8]) -> std::io::Result<PathBuf> {
    let half = path.with_extension(format!("half-{}", std::process::id()));
    // One that is left from a start that was cut off may have other rights.
    if half.exists() {
        std::fs::remove_file(&half)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(OWN).open(&half)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(half)
}

/// The name too, so that a power cut does not take the secret away.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

fn keep_from_others(path: &Path) -> anyhow::Result<()> {
    let rights =
        std::fs::metadata(path).with_context(|| format!("{} cannot be read", path.display()))?.permissions();
    if rights.mode() & OF_OTHERS == 0 {
        return Ok(());
    }
    std::fs::set_permissions(path, Permissions::from_mode(OWN)).with_context(|| {
        format!("{} can be read by others and cannot be mended: chmod 600 it", path.display())
    })?;
    tracing::warn!(
        file = %path.display(),
        "others could read this secret; it is the hub's alone again. If somebody may have read it, make a new one: \
         `parvis key rotate` for cookies"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_and_is_nobody_elses() {
        let folder = std::env::temp_dir().join(format!("parvis-secret-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("folder");
        let path = folder.join("test.key");
        let mode = || std::fs::metadata(&path).expect("file").permissions().mode() & 0o777;
        let first = load_or_make(&path, 64).expect("made");
        assert_eq!((first.len(), mode()), (64, 0o600));
        std::fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("rights");
        assert_eq!(load_or_make(&path, 64).expect("kept"), first);
        assert_eq!(mode(), 0o600, "mended");
        assert!(load(&path, 32).is_err_and(|error| error.to_string().contains("damaged")));
        let other = load_or_make(&path, 32).expect("made anew");
        assert!(other.len() == 32 && path.with_extension("damaged").exists());
        write(&path, &random(32).expect("random")).expect("written");
        assert_eq!((load(&path, 32).expect("new").len(), mode()), (32, 0o600));
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
