//! The disk that fails on purpose: `shim/disk.c`, compiled once and loaded into a child process.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What the shim does to the child. The words are those of `shim/disk.c`.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    variables: Vec<(&'static str, String)>,
}

/// The calls that the shim has seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub all: u64,
    /// Writes of every kind.
    pub writes: u64,
    /// fsync and fdatasync.
    pub syncs: u64,
    /// Renames.
    pub renames: u64,
    /// Changes of a file's length.
    pub others: u64,
    /// Those that could meet a fault: all, or as `named` and `only_syncs` choose.
    pub matched: u64,
}

impl Disk {
    /// Looks on and changes nothing. `root` is the folder whose files are meant.
    ///
    /// # Panics
    /// If the folder is not there.
    pub fn of(root: &Path) -> Self {
        let root = root.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", root.display()));
        Self::default().with("DISK_ROOT", root.display())
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.variables.push((name, value.to_string()));
        self
    }

    /// The calls from `first` to `last`, counted from 1, meet this fault.
    #[must_use]
    pub fn failing(self, fault: &str, first: u64, last: u64) -> Self {
        self.with("DISK_FAIL", fault).with("DISK_FIRST", first).with("DISK_LAST", last)
    }

    /// Every call meets this fault while the file is there.
    #[must_use]
    pub fn failing_while(self, fault: &str, file: &Path) -> Self {
        self.with("DISK_FAIL", fault).with("DISK_SWITCH", file.display())
    }

    /// Only calls on paths that hold this text ("$" is their end) meet faults and are counted for them.
    #[must_use]
    pub fn named(self, text: &str) -> Self {
        self.with("DISK_NAMED", text)
    }

    /// Only syncs meet faults and are counted for them.
    #[must_use]
    pub fn only_syncs(self) -> Self {
        self.with("DISK_SYNCS", 1)
    }

    /// Keeps what a power cut would leave in the folder's `d`. With a seed some pages reach the disk early.
    #[must_use]
    pub fn shadow(self, folder: &Path, seed: Option<u64>) -> Self {
        let disk = self.with("DISK_SHADOW", folder.display());
        match seed {
            Some(seed) => disk.with("DISK_SEED", seed % 1_000_000),
            None => disk,
        }
    }

    /// Counts the calls in this file.
    #[must_use]
    pub fn counting(self, file: &Path) -> Self {
        self.with("DISK_COUNTS", file.display())
    }

    /// Puts the shim into a child that is still to be started.
    pub fn put_into(&self, command: &mut Command) {
        command.env("LD_PRELOAD", library()).envs(self.variables.iter().map(|(name, value)| (name, value)));
    }
}

impl Counts {
    /// Reads a file of counts.
    ///
    /// # Panics
    /// If there is none: the shim was not loaded.
    pub fn read(file: &Path) -> Self {
        let bytes = std::fs::read(file).unwrap_or_else(|error| panic!("the shim counted nothing: {error}"));
        let number =
            |at: usize| bytes.get(at * 8..at * 8 + 8).and_then(|b| b.try_into().ok()).map(u64::from_ne_bytes);
        let numbers = [0, 1, 2, 3, 4, 5].map(|at| number(at).unwrap_or(0));
        let [all, writes, syncs, renames, others, matched] = numbers;
        Self { all, writes, syncs, renames, others, matched }
    }
}

/// The shim, compiled when it is first asked for.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("shim/disk.c");
        let folder = tests_harness::workspace().join("target/tmp");
        let library = folder.join(format!("disk-{}.so", std::process::id()));
        let made = std::fs::create_dir_all(&folder);
        made.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let arguments = ["-shared", "-fPIC", "-O1", "-Wall", "-Wno-format-truncation", "-o"];
        let mut compiler = Command::new("cc");
        compiler.args(arguments).arg(&library).arg(&source).args(["-ldl", "-lpthread"]);
        let output = compiler.output().unwrap_or_else(|error| panic!("no C compiler: {error}"));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        library
    })
}
