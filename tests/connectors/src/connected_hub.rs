//! A hub with connectors of its own.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tests_harness::{Browser, Hub, Launch, wait_until};

/// The longest that a run may take to be seen.
const LIMIT: Duration = Duration::from_secs(60);

/// A demo hub whose configuration the test writes.
pub struct ConnectedHub {
    /// The hub.
    pub hub: Hub,
    folder: TempDir,
    plugins: Vec<String>,
}

impl ConnectedHub {
    /// Writes the files beside the configuration and starts.
    ///
    /// # Panics
    /// If a file cannot be written, or the hub does not start.
    pub fn start(
        plugins: &[&str],
        configuration: &str,
        files: &[(&str, &[u8])],
        clock: &str,
    ) -> ConnectedHub {
        ConnectedHub::start_as(plugins, configuration, files, |launch| launch.clock(clock))
    }

    /// The same, launched in another way.
    ///
    /// # Panics
    /// If a file cannot be written, or the hub does not start.
    pub fn start_as(
        plugins: &[&str],
        configuration: &str,
        files: &[(&str, &[u8])],
        how: impl FnOnce(Launch) -> Launch,
    ) -> ConnectedHub {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("a folder: {error}"));
        for (name, bytes) in files {
            write(folder.path(), name, bytes);
        }
        write(folder.path(), "hub.toml", configuration.as_bytes());
        let plugins: Vec<String> = plugins.iter().map(|name| (*name).to_owned()).collect();
        let hub = how(launch(folder.path(), &plugins)).start();
        ConnectedHub { hub, folder, plugins }
    }

    /// A file beside the configuration.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes such a file anew.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        write(self.folder.path(), name, bytes);
    }

    /// Stops the hub and starts it with another configuration on the same data.
    pub fn restart(&mut self, configuration: &str, clock: &str) {
        self.write("hub.toml", configuration.as_bytes());
        self.hub.restart_as(launch(self.folder.path(), &self.plugins).clock(clock));
    }

    /// The state of a connector's source, once a run of it satisfies the test.
    ///
    /// # Panics
    /// If that does not come about; with the state and what the hub said.
    pub fn state(&self, connector: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        let mut found = Value::Null;
        let seen = wait_until(
            || {
                let told = self.hub.command(&["data", "sources", connector, "--json"]);
                let all: Value = serde_json::from_str(&told.stdout).unwrap_or_default();
                found = all[0]["state"].clone();
                is_it(&found["last_run"]) && self.knows(&found)
            },
            LIMIT,
        );
        assert!(seen, "{connector}: {found:#}\n{}", self.hub.said());
        found
    }

    /// Waits until the timetable is shown: it is refreshed beside the connectors.
    ///
    /// # Panics
    /// If it never is.
    pub fn wait_for_timetable(&self) {
        let is_it = |source: &Value| source["name"] == "gtfs" && source["last_run"]["outcome"] == "published";
        let shown = wait_until(|| self.sources("transport").iter().any(is_it), LIMIT);
        assert!(shown, "the timetable is not published: {}", self.hub.said());
    }

    /// Whether the running hub shows what the database holds: it reads the change log a moment later.
    fn knows(&self, state: &Value) -> bool {
        let sources = self.sources(state["plugin"].as_str().unwrap_or_default());
        sources
            .iter()
            .any(|source| source["name"] == state["name"] && source["last_run"] == state["last_run"])
    }

    /// The sources of a plugin as its page tells them.
    fn sources(&self, plugin: &str) -> Vec<Value> {
        let page = self.hub.browser().get_json(&format!("/services/{plugin}"));
        page.json()["page"]["sources"].as_array().cloned().unwrap_or_default()
    }

    /// A page once it holds these words: a plugin that was never called takes its time under load.
    ///
    /// # Panics
    /// If it never does.
    pub fn page_with(&self, browser: &mut Browser, path: &str, words: &str) -> String {
        let mut text = String::new();
        let seen = wait_until(
            || {
                text = browser.get(path).text;
                text.contains(words)
            },
            LIMIT,
        );
        assert!(seen, "{path}: '{words}' is not there: {text}");
        text
    }

    /// Titles of the results of a feed on a page.
    pub fn titles(&self, page: &str, feed: &str) -> Vec<String> {
        let answer = self.hub.browser().get_json(page).json();
        let blocks = answer["page"]["view"]["blocks"].as_array().cloned().unwrap_or_default();
        let feed = blocks.iter().map(|block| &block["feed"]).find(|found| found["id"] == feed);
        let items = feed.and_then(|feed| feed["items"].as_array()).cloned().unwrap_or_default();
        items.iter().map(|item| item["title"]["shown"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

fn launch(folder: &Path, plugins: &[String]) -> Launch {
    let plugins: Vec<&str> = plugins.iter().map(String::as_str).collect();
    let configuration = folder.join("hub.toml");
    Launch::demo_of(&plugins).arg("--config").arg(&configuration.to_string_lossy())
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let file = folder.join(name);
    std::fs::write(&file, bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}
