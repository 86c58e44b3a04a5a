//! The hub under attack: how it is set up, how it is asked, what it says.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use tests_harness::{Hub, Launch, Output, Response, wait_until, workspace};
use tests_hostile_plugins::{with_manifest, write};

use parvis_model::Manifest;

use crate::oracle;

/// A morning with full boards.
pub(crate) const MORNING: &str = "2026-03-16T08:30:00+01:00";
/// The language of these visitors: `Accept-Language` is not sent.
const LANGUAGE: &str = "fr";

/// A hub with the transport plugin, and with plugins that attack it.
pub(crate) struct HostileHub {
    pub(crate) hub: Hub,
    pub(crate) pid: u32,
    folder: TempDir,
}

impl HostileHub {
    /// Starts a hub with this configuration.
    pub(crate) fn start(config: &str) -> Self {
        Self::start_at(config, MORNING)
    }

    /// The same, at another time.
    pub(crate) fn start_at(config: &str, clock: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("parvis.toml");
        std::fs::write(&file, config).expect("written");
        let hub = Launch::demo().arg("--config").arg(&file.display().to_string()).clock(clock).start();
        let pid = hub.pid();
        Self { hub, pid, folder }
    }

    /// Starts a hub with the plugin `misbehaving` installed, with everything that it asks for.
    pub(crate) fn with_misbehaving(config: &str) -> Self {
        let hostile = Self::start(config);
        hostile.install(&guest("misbehaving").display().to_string());
        hostile.wait_for("misbehaving");
        hostile
    }

    /// A folder for the test's own files.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Installs a guest with another manifest than its own.
    pub(crate) fn install_guest(&self, name: &str, manifest: &Manifest) {
        let bytes = std::fs::read(guest(name)).expect("the guest");
        let file = write(self.folder(), name, &with_manifest(&bytes, manifest));
        self.install(&file.display().to_string());
        self.wait_for(&manifest.name);
    }

    /// Installs a component and waits until its native code is there: before that its pages say that they are not ready.
    pub(crate) fn install(&self, file: &str) {
        let before = self.native_files();
        let output = self.try_install(file);
        assert_eq!(output.code, Some(0), "{file}: {}", output.stderr);
        let compiled = || self.native_files() > before;
        assert!(wait_until(compiled, Duration::from_secs(60)), "{file} is never compiled");
    }

    /// `parvis plugin install FILE` on the data of the running hub, with every grant.
    pub(crate) fn try_install(&self, file: &str) -> Output {
        self.hub.command(&["plugin", "install", file, "--grant-all", "--enable"])
    }

    fn native_files(&self) -> usize {
        let entries = std::fs::read_dir(self.hub.data().join("native-code")).expect("the folder").flatten();
        entries.filter(|entry| entry.path().extension().is_some_and(|kind| kind == "cwasm")).count()
    }

    /// Waits until the running hub knows a plugin that was just installed.
    pub(crate) fn wait_for(&self, plugin: &str) {
        let path = format!("/services/{plugin}");
        let heard = || self.hub.browser().get(&path).status == 200;
        assert!(wait_until(heard, Duration::from_secs(10)), "the hub does not notice {plugin}");
    }

    /// Asks for a page and checks all that must hold however the plugin behaves.
    pub(crate) fn attack(&mut self, path: &str) -> Response {
        let asked = Instant::now();
        let answer = self.hub.browser().get(path);
        oracle::answered_in_time(path, asked.elapsed());
        oracle::the_page_stands(path, &answer);
        oracle::the_process_is_the_same(self, path);
        oracle::neighbours_answer_at_once(self, path);
        answer
    }

    /// Stops the hub and starts it again with these settings.
    pub(crate) fn restart_with(&mut self, settings: &[(&str, &str)]) {
        let file = self.folder().join("parvis.toml").display().to_string();
        let launch = Launch::demo().arg("--config").arg(&file).clock(MORNING);
        let launch = settings.iter().fold(launch, |launch, (name, value)| launch.setting(name, value));
        self.hub.restart_as(launch);
        self.pid = self.hub.pid();
    }

    /// What the operator reads: `parvis plugin logs NAME --json`.
    pub(crate) fn logs(&self, plugin: &str) -> Vec<Value> {
        let output = self.hub.command(&["plugin", "logs", plugin, "--json", "--limit", "100000"]);
        assert_eq!(output.code, Some(0), "{}", output.stderr);
        let lines: Value = serde_json::from_str(&output.stdout).expect("JSON");
        lines.as_array().expect("a list").clone()
    }

    /// `parvis plugin inspect NAME --json`.
    pub(crate) fn inspected(&self, plugin: &str) -> Value {
        let output = self.hub.command(&["plugin", "inspect", plugin, "--json"]);
        assert_eq!(output.code, Some(0), "{}", output.stderr);
        serde_json::from_str(&output.stdout).expect("JSON")
    }

    /// The hub's own lines about a call, once they are stored. Lines are stored every second.
    pub(crate) fn reasons(&self, plugin: &str, call: &str) -> Vec<String> {
        reasons_in(&self.logs(plugin), plugin, call)
    }
}

/// A built guest of the tests.
pub(crate) fn guest(name: &str) -> PathBuf {
    let file = workspace().join(format!("target/test-plugins/{name}.wasm"));
    assert!(file.exists(), "{} is not there: run `cargo xtask plugins`", file.display());
    file
}

/// The name of a page's call in the log.
pub(crate) fn page_call(path: &str) -> String {
    format!("page {path} {LANGUAGE}")
}

/// The hub's own lines about a call.
pub(crate) fn reasons_in(lines: &[Value], plugin: &str, call: &str) -> Vec<String> {
    let of = |line: &&Value| line["plugin"] == plugin && line["call"] == call && line["origin"] == "hub";
    lines.iter().filter(of).map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
}
