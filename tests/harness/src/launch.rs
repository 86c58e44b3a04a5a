//! How a hub is to be started.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::{Hub, data};

/// How a hub is to be started: the command and its options.
#[derive(Clone, Debug)]
pub struct Launch {
    pub(crate) program: PathBuf,
    pub(crate) command: Vec<String>,
    pub(crate) settings: Vec<(String, String)>,
    pub(crate) clock: Option<String>,
    pub(crate) log: Option<String>,
    pub(crate) limit: Duration,
    /// Whether it is lent native code of the bundled plugins: see `native_code.rs`.
    pub(crate) is_lent_code: bool,
}

impl Launch {
    /// `parvis demo` with the transport plugin alone: most tests need no other.
    pub fn demo() -> Self {
        Self::demo_of(&["transport"])
    }

    /// `parvis demo` with these plugins of the bundled ones.
    pub fn demo_of(names: &[&str]) -> Self {
        let plugins = data::plugins_named(names).display().to_string();
        Self::demo_with(&plugins)
    }

    /// `parvis demo` with every bundled plugin, as residents meet it.
    pub fn whole_demo() -> Self {
        Self::demo_with(&data::plugins().display().to_string())
    }

    fn demo_with(plugins: &str) -> Self {
        Self { is_lent_code: true, ..Self::program(&data::binary(), &["demo", "--plugins", plugins]) }
    }

    /// The hub compiles its plugins itself at its first start, under a key of its own.
    #[must_use]
    pub fn compiling(mut self) -> Self {
        self.is_lent_code = false;
        self
    }

    /// `parvis serve --config FILE`, with the built plugins.
    pub fn serve(config: &Path) -> Self {
        let plugins = data::plugins().display().to_string();
        let config = config.display().to_string();
        Self::program(&data::binary(), &["serve", "--config", &config, "--plugins", &plugins])
    }

    /// Any program that takes `--data` and `--listen` and prints its address.
    pub(crate) fn program(program: &Path, command: &[&str]) -> Self {
        Self {
            program: program.to_owned(),
            command: command.iter().map(|arg| (*arg).to_owned()).collect(),
            settings: Vec::new(),
            clock: None,
            log: None,
            limit: Duration::from_secs(120),
            is_lent_code: false,
        }
    }

    /// One more argument.
    #[must_use]
    pub fn arg(mut self, arg: &str) -> Self {
        self.command.push(arg.to_owned());
        self
    }

    /// `--setting NAME=VALUE`; takes the place of an earlier value of the same name.
    #[must_use]
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.retain(|(known, _)| known != name);
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// `--clock INSTANT`, RFC 3339; takes the place of an earlier one.
    #[must_use]
    pub fn clock(mut self, instant: &str) -> Self {
        self.clock = Some(instant.to_owned());
        self
    }

    /// How much the hub logs, in the words of `PARVIS_LOG`.
    #[must_use]
    pub fn log(mut self, filter: &str) -> Self {
        self.log = Some(filter.to_owned());
        self
    }

    /// How long the hub may take to print its address. Default: 120 s, for the first compilation of the plugins.
    #[must_use]
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Starts the hub on a fresh data folder and waits for its address.
    ///
    /// # Panics
    /// If it ends or says nothing within the limit; the message holds its last words.
    pub fn start(self) -> Hub {
        Hub::start(self)
    }

    /// The command line on this data folder. Only `PATH`, `HOME` and the log level reach the hub's environment.
    pub(crate) fn command(&self, data: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.command).arg("--data").arg(data).args(["--listen", "127.0.0.1:0"]);
        for (name, value) in &self.settings {
            command.arg("--setting").arg(format!("{name}={value}"));
        }
        if let Some(instant) = &self.clock {
            command.args(["--clock", instant]);
        }
        bare_environment(&mut command, data);
        if let Some(filter) = &self.log {
            command.env("PARVIS_LOG", filter);
        }
        command
    }
}

/// Whatever the machine's environment holds, the hub sees the same.
pub(crate) fn bare_environment(command: &mut Command, data: &Path) {
    command.env_clear().env("HOME", data);
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
}
