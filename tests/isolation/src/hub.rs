//! The hub that is measured: built in release, with the limits that are shipped, its data public and its neighbour hostile.

use std::net::TcpListener;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, ensure};
use tempfile::TempDir;
use tests_harness::{Hub, Launch, wait_until, workspace};
use tests_hostile_plugins::{of_guest, with_manifest, write};

/// A morning with full boards.
const MORNING: &str = "2026-03-16T08:30:00+01:00";
/// A board of the healthy plugin.
const PAGE: &str = "/services/transport/arret/gtfs%2Fgare-issy-val-de-seine";
/// As shipped, but for a share of storage that is full within seconds.
const LIMITS: &str = "[limits]\nstored-mib = 32\n";
/// A grant that nothing uses: giving and taking it begins a refresh.
const AGAIN: &str = "outbound:again.example";

/// A running hub with the plugin `misbehaving`, once for its pages and once for each refresh.
pub(crate) struct AttackedHub {
    hub: Hub,
    page: String,
    folder: TempDir,
    /// Takes connections and never answers.
    silent: TcpListener,
    /// Whether the next refresh is begun by giving the grant or by taking it.
    granted: AtomicBool,
}

impl AttackedHub {
    /// Starts it and installs the neighbours. Takes some seconds.
    pub(crate) fn start() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let silent = TcpListener::bind("127.0.0.1:0")?;
        silent.set_nonblocking(true)?;
        let address = silent.local_addr()?;
        let config = folder.path().join("parvis.toml");
        std::fs::write(&config, format!("{LIMITS}[outbound]\nprivate = [\"{address}\"]\n"))?;
        let launch = || Launch::demo().arg("--config").arg(&config.display().to_string()).clock(MORNING);
        let mut hub = launch().start();
        for (plugin, tasks) in
            [("misbehaving", &[][..]), ("waits", &["refresh-waits"]), ("fills", &["refresh-fills"])]
        {
            install_guest(&hub, folder.path(), plugin, tasks)?;
        }
        hub.restart_as(launch().setting("waits.slow", &format!("http://{address}/never")));
        let page = format!("{}{PAGE}", hub.url());
        let this = Self { hub, page, folder, silent, granted: AtomicBool::new(true) };
        let is_ready = wait_until(|| this.hub.browser().get(PAGE).status == 200, Duration::from_secs(60));
        ensure!(is_ready, "the healthy page does not come: {}", this.hub.said());
        Ok(this)
    }

    /// The address that is measured.
    pub(crate) fn healthy_page(&self) -> &str {
        &self.page
    }

    /// The address of a page of the neighbour.
    pub(crate) fn hostile_page(&self, path: &str) -> String {
        format!("{}/services/misbehaving/{path}", self.hub.url())
    }

    /// Begins a refresh of that plugin anew.
    pub(crate) fn begin_refresh(&self, plugin: &str) {
        let granted = self.granted.fetch_not(Ordering::Relaxed);
        self.command(&["plugin", if granted { "revoke" } else { "grant" }, plugin, AGAIN]);
    }

    /// Closes every connection that waits for the server which never answers.
    pub(crate) fn break_off(&self) {
        while let Ok((stream, _)) = self.silent.accept() {
            drop(stream);
        }
    }

    /// Waits until the hub rests: what one neighbour left to be done must not be measured beside the next.
    pub(crate) fn settle(&self) -> anyhow::Result<()> {
        let is_at_rest = || {
            self.break_off();
            let before = self.ticks();
            std::thread::sleep(Duration::from_millis(500));
            // Of the fifty ticks of a processor in half a second.
            self.ticks() - before <= 2
        };
        ensure!(wait_until(is_at_rest, Duration::from_secs(180)), "the hub does not come to rest");
        Ok(())
    }

    /// Hundredths of a second that the hub has had a processor.
    fn ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.hub.pid())).unwrap_or_default();
        let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        let figures = after_name.split_whitespace().skip(11).take(2);
        figures.filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
    }

    /// Installs a component, from its check to its native code.
    pub(crate) fn install(&self, name: &str, bytes: &[u8]) {
        let file = write(self.folder.path(), name, bytes).display().to_string();
        self.command(&["plugin", "install", &file, "--enable"]);
    }

    /// A command may be refused: what is measured is what it costs the others.
    fn command(&self, args: &[&str]) {
        drop(self.hub.command(args));
    }
}

fn install_guest(hub: &Hub, folder: &Path, plugin: &str, tasks: &[&str]) -> anyhow::Result<()> {
    let built = workspace().join("target/test-plugins/misbehaving.wasm");
    let bytes =
        std::fs::read(&built).with_context(|| format!("{}: run `cargo xtask plugins`", built.display()))?;
    let mut manifest = of_guest("misbehaving", &["again.example"], tasks);
    manifest.name = plugin.to_owned();
    let file = write(folder, plugin, &with_manifest(&bytes, &manifest)).display().to_string();
    let output = hub.command(&["plugin", "install", &file, "--grant-all", "--enable"]);
    ensure!(output.success(), "{plugin}: {}", output.stderr);
    Ok(())
}
