//! `parvis doctor`: can a hub run here? Each part is looked at, each line says how it is and what to do.

mod data;
mod plugins;
mod source_keys;
mod system;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::print;
use crate::config::Config;

/// How a part is, from good to bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Ok,
    /// A hub runs so, and it should be looked at.
    Warn,
    /// A hub does not run so, or must not.
    Fail,
}

/// What was found about one part.
#[derive(Clone, Debug, Serialize)]
struct Finding {
    part: &'static str,
    state: State,
    /// What was found.
    found: String,
    /// What to do; empty if all is well.
    advice: String,
}

fn ok(part: &'static str, found: impl Into<String>) -> Finding {
    Finding { part, state: State::Ok, found: found.into(), advice: String::new() }
}

fn warn(part: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Finding {
    Finding { part, state: State::Warn, found: found.into(), advice: advice.into() }
}

fn fail(part: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Finding {
    Finding { part, state: State::Fail, found: found.into(), advice: advice.into() }
}

/// Looks at every part. Ends with 0, 1 or 2: all is well, something should be looked at, a hub cannot run so.
pub(super) async fn run(
    file: Option<&Path>,
    data: Option<PathBuf>,
    listen: Option<SocketAddr>,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let (config, mut findings) = configuration(file);
    let data = data.or_else(|| config.hub.data.clone()).unwrap_or_else(|| PathBuf::from("data"));
    findings.extend(data::folder(&data));
    findings.extend(data::keys(&data));
    findings.extend(data::disk(&data));
    findings.extend(data::database(&data).await);
    findings.extend(plugins::ready(&data, &config.limits).await);
    findings.push(system::open_files(&config));
    findings.extend(system::kernel());
    findings.push(system::clock(&data));
    findings.push(system::address(listen.or(config.hub.listen)));
    if json {
        print::json(&findings)?;
    } else {
        findings.iter().for_each(show);
    }
    let worst = findings.iter().map(|finding| finding.state).max().unwrap_or(State::Ok);
    Ok(ExitCode::from(worst as u8))
}

fn show(finding: &Finding) {
    let state = format!("{:?}", finding.state).to_lowercase();
    print::line(format!("{state:<5} {}: {}", finding.part, finding.found));
    if !finding.advice.is_empty() {
        print::line(format!("      {}", finding.advice));
    }
}

/// The configuration, every section of it; where it cannot be used, the rest is checked with the defaults.
fn configuration(file: Option<&Path>) -> (Config, Vec<Finding>) {
    const PART: &str = "configuration";
    let Some(file) = file else {
        let advice = "`parvis serve` needs one with a section [territory]: name it with --config";
        return (Config::default(), vec![warn(PART, "no file is named: checked with the defaults", advice)]);
    };
    let config = match Config::read(file) {
        Ok(config) => config,
        Err(error) => {
            let advice = "correct the line that is named";
            return (Config::default(), vec![fail(PART, format!("{error:#}"), advice)]);
        }
    };
    let mut findings: Vec<Finding> = faults(&config)
        .into_iter()
        .map(|error| fail(PART, format!("{error:#}"), "correct the line that is named"))
        .collect();
    if config.territory.is_none() {
        findings.push(warn(PART, "no [territory]", "`parvis serve` needs one: copy the sample's"));
    }
    if config.hub.public_url.is_none() {
        let advice =
            "name the address that residents type, https://..., so that cookies are sent over https only";
        findings.push(warn(PART, "no public-url in [hub]", advice));
    }
    findings.extend(source_keys::readable(&config, file));
    if findings.is_empty() {
        findings.push(ok(PART, file.display().to_string()));
    }
    (config, findings)
}

fn faults(config: &Config) -> Vec<anyhow::Error> {
    let territory = config.territory.clone();
    let checks = [
        config.limits.limits().map(drop),
        crate::compiler::compiler(&config.limits).map(drop),
        config.http.limits().map(drop),
        config.hub.site().map(drop),
        config.hub.proxies().map(drop),
        config.settings().map(drop),
        territory.map_or(Ok(()), |file| crate::territory::read(file, &config.folder).map(drop)),
    ];
    checks.into_iter().filter_map(Result::err).collect()
}
