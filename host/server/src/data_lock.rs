//! One hub for a data folder: a second one would sweep away what the first is publishing.
//!
//! The lock is the system's (`flock`) on a file in the folder: it ends with the process, however that ends, so no start needs
//! a hand. Commands are no hubs and take no lock.

use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, bail};

/// Holds the folder until it is dropped.
#[derive(Debug)]
pub(crate) struct DataLock {
    _file: File,
}

impl DataLock {
    /// Takes the folder, or says which process has it.
    pub(crate) fn take(data: &Path) -> anyhow::Result<Self> {
        let path = data.join("hub.lock");
        let named = || format!("the lock {} cannot be taken", path.display());
        let open = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.with_context(named)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!(
                "another hub{} runs on the data folder {}: stop it, or name another folder with --data",
                process(&mut file),
                data.display()
            ),
            Err(TryLockError::Error(error)) => return Err(error).with_context(named),
        }
        // For people only: on a full disk the lock holds without it.
        let _ = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        Ok(Self { _file: file })
    }
}

/// The number of the process that has the lock, as it wrote it.
fn process(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.take(20).read_to_string(&mut text);
    match (read, text.trim().parse::<u32>()) {
        (Ok(_), Ok(number)) => format!(" (process {number})"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_one_hub_s_until_it_ends() {
        let folder = std::env::temp_dir().join(format!("parvis-lock-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let first = DataLock::take(&folder).expect("taken");
        let refused = format!("{:#}", DataLock::take(&folder).expect_err("taken twice"));
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        assert!(refused.contains("--data"), "{refused}");
        drop(first);
        DataLock::take(&folder).expect("free again");
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
