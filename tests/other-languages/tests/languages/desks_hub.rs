//! A hub on which the same plugin is installed in every language.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tests_harness::{Hub, Launch, Response, wait_until};
use tests_other_languages::{LANGUAGES, component, source};

/// Small enough for a test; the shipped values are two minutes and 256 MiB. Views keep the shipped ones.
/// The breaker stays closed: every misdeed is to be seen.
const LIMITS: &str = "[limits.refresh]\ncpu-ms = 2000\nmemory-mib = 48\n[limits.breaker]\nfaults = 1000\n";

/// The hub compiles Python's 18 MB before it says its address: some ten seconds, far more on a busy machine.
const FIRST_START: Duration = Duration::from_secs(600);

pub(crate) struct DesksHub {
    pub(crate) hub: Hub,
    /// The languages that could be built here.
    pub(crate) languages: Vec<&'static str>,
    /// The last run of each language before the present start.
    before: Vec<Value>,
    folder: TempDir,
}

impl DesksHub {
    /// A hub with every language installed, and its desks published.
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("parvis.toml"), LIMITS).expect("written");
        let hub = launch(folder.path()).start();
        let built: Vec<_> =
            LANGUAGES.iter().filter_map(|language| Some((*language, component(language)?))).collect();
        for (language, file) in &built {
            let output =
                hub.command(&["plugin", "install", &file.display().to_string(), "--grant-all", "--enable"]);
            assert_eq!(output.code, Some(0), "{language}: {}", output.stderr);
        }
        let languages = built.iter().map(|(language, _)| *language).collect();
        let mut desks = DesksHub { hub, languages, before: Vec::new(), folder };
        desks.restart(1, "none");
        desks
    }

    /// Starts the hub again with another edition of every source, and with what refreshes do wrong.
    pub(crate) fn restart(&mut self, edition: i64, misdeed: &str) {
        self.before = self.languages.iter().map(|language| self.last_run(language)).collect();
        let mut launch = launch(self.folder.path());
        for language in &self.languages {
            let file = self.folder.path().join(format!("{language}.json"));
            std::fs::write(&file, source(language, edition).to_string()).expect("written");
            launch = launch
                .setting(&format!("desks-{language}.desks"), &file.display().to_string())
                .setting(&format!("desks-{language}.misdeed"), misdeed);
        }
        self.hub.restart_as(launch);
    }

    /// Waits until every refresh has ended, and returns how: the outcome and the reason of each language.
    pub(crate) fn runs(&self, wanted: &str) -> Vec<(&'static str, String)> {
        let run = |(language, before): (&&'static str, &Value)| {
            let mut reason = None;
            let ended = || {
                let run = self.last_run(language);
                if run["outcome"] == wanted && run != *before {
                    reason = run["reason"].as_str().map(str::to_owned);
                }
                reason.is_some()
            };
            // Native code is made first, on a machine that may be busy.
            let heard = wait_until(ended, Duration::from_secs(300));
            assert!(heard, "{language} is not {wanted}: {}", self.last_run(language));
            (*language, reason.unwrap_or_default())
        };
        self.languages.iter().zip(&self.before).map(run).collect()
    }

    fn last_run(&self, language: &str) -> Value {
        self.inspect(language)["sources"][0]["last_run"].clone()
    }

    pub(crate) fn inspect(&self, language: &str) -> Value {
        let output = self.hub.command(&["plugin", "inspect", &format!("desks-{language}"), "--json"]);
        assert_eq!(output.code, Some(0), "{}", output.stderr);
        serde_json::from_str(&output.stdout).expect("JSON")
    }

    /// A page of the plugin in one language.
    pub(crate) fn page(&self, language: &str, path: &str) -> Response {
        self.hub.browser().get(&format!("/services/desks-{language}/{path}"))
    }

    /// The lines of the log about one call, with who wrote them.
    pub(crate) fn said_of(&self, language: &str, call: &str) -> Vec<(String, String)> {
        let name = format!("desks-{language}");
        let output = self.hub.command(&["plugin", "logs", &name, "--limit", "1000", "--json"]);
        assert_eq!(output.code, Some(0), "{}", output.stderr);
        let lines: Vec<Value> = serde_json::from_str(&output.stdout).expect("JSON");
        let of_call = lines.iter().filter(|line| line["call"] == call);
        let text = |line: &Value, field: &str| line[field].as_str().unwrap_or_default().to_owned();
        of_call.map(|line| (text(line, "origin"), text(line, "message"))).collect()
    }
}

fn launch(folder: &Path) -> Launch {
    let config = folder.join("parvis.toml").display().to_string();
    let launch = Launch::demo().clock("2026-03-16T08:30:00+01:00").limit(FIRST_START);
    launch.arg("--config").arg(&config)
}
