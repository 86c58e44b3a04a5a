//! The hub under attack, and what must hold after every call: the oracle.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use tests_harness::{Hub, Launch, Response, wait_until, workspace};

/// A page's budget of time is 800 ms; on a busy machine five times that.
pub(crate) const BUDGET: Duration = Duration::from_millis(5 * 800);
/// The language of these visitors: `Accept-Language` is not sent.
const LANGUAGE: &str = "fr";

/// Each misdeed is asked for many times: the hub must not leave the attacker alone meanwhile.
pub(crate) const NEVER_PAUSED: &str =
    "[limits]\ncpu-share-percent = 100\n[limits.breaker]\nfaults = 1000000\n";

/// `parvis demo` that never pauses a plugin, with `more` in its configuration.
pub(crate) fn demo(more: &str) -> Launch {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let name = format!("hostile-{}-{}.toml", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, format!("{NEVER_PAUSED}{more}")).expect("the configuration is written");
    Launch::demo().arg("--config").arg(&file.display().to_string())
}

/// A hub with the transport plugin, and with a plugin that attacks it.
pub(crate) struct HostileHub {
    pub(crate) hub: Hub,
    pid: u32,
}

impl HostileHub {
    pub(crate) fn start(launch: Launch) -> Self {
        let hub = launch.clock("2026-03-16T08:30:00+01:00").start();
        let pid = hub.pid();
        Self { hub, pid }
    }

    /// Starts a hub with the plugin `misbehaving` installed, with everything that it asks for.
    pub(crate) fn with_misbehaving(launch: Launch) -> Self {
        let hostile = Self::start(launch);
        let file = workspace().join("target/test-plugins/misbehaving.wasm");
        assert!(file.exists(), "{} is not there: run `cargo xtask plugins`", file.display());
        hostile.install(&file.display().to_string());
        hostile.wait_for("misbehaving");
        hostile
    }

    /// Installs a component and waits until its native code is there: before that its pages say that they are not ready.
    pub(crate) fn install(&self, file: &str) {
        let before = self.native_files();
        let output = self.hub.command(&["plugin", "install", file, "--grant-all", "--enable"]);
        assert_eq!(output.code, Some(0), "{file}: {}", output.stderr);
        let compiled = || self.native_files() > before;
        assert!(wait_until(compiled, Duration::from_secs(60)), "{file} is never compiled");
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
        let took = asked.elapsed();
        assert_eq!(answer.status, 200, "{path}: {}", answer.start());
        assert!(took <= BUDGET, "{path} took {took:?}");
        self.neighbours_are_well(path);
        answer
    }

    /// The other plugin's part and pages are there, and the process is the same.
    pub(crate) fn neighbours_are_well(&mut self, after: &str) {
        let asked = Instant::now();
        let page = self.hub.browser().get("/services/transport/");
        assert_eq!(page.status, 200, "transport after {after}");
        assert!(page.text.contains("Gares") || page.text.contains("gares"), "after {after}: {}", page.text);
        assert!(asked.elapsed() <= Duration::from_secs(1), "transport after {after}: {:?}", asked.elapsed());
        let home = self.hub.browser().get("/");
        assert_eq!(home.status, 200, "/ after {after}");
        assert!(home.text.contains("Prochains départs"), "the transport part is gone after {after}");
        assert!(self.hub.runs(), "the hub ended after {after}");
        assert_eq!(self.hub.pid(), self.pid, "another process after {after}");
    }

    /// Stops the hub and starts it again with other options.
    pub(crate) fn restart_as(&mut self, launch: Launch) {
        self.hub.restart_as(launch.clock("2026-03-16T08:30:00+01:00"));
        self.pid = self.hub.pid();
    }

    /// What the operator reads: `parvis plugin logs NAME --json`.
    pub(crate) fn logs(&self, plugin: &str) -> Vec<Value> {
        let output = self.hub.command(&["plugin", "logs", plugin, "--json", "--limit", "5000"]);
        assert_eq!(output.code, Some(0), "{}", output.stderr);
        let lines: Value = serde_json::from_str(&output.stdout).expect("JSON");
        lines.as_array().expect("a list").clone()
    }

    /// The hub's own lines about a call, once they are stored. Lines are stored every second.
    pub(crate) fn reasons(&self, plugin: &str, call: &str) -> Vec<String> {
        reasons_in(&self.logs(plugin), plugin, call)
    }

    /// A figure of `/proc/PID/status` in KiB.
    pub(crate) fn memory_kib(&self, figure: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid)).expect("/proc");
        let line = status.lines().find(|line| line.starts_with(figure)).expect("the figure");
        line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
    }

    /// Open files and connections.
    pub(crate) fn open_files(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.pid)).expect("/proc").count()
    }
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
