//! Which dependencies are taken: the part of `deny.toml` that can be checked without cargo-deny.

use anyhow::{Context, Result};
use serde::Deserialize;
use spdx::{Expression, ParseMode};

use crate::files;
use crate::metadata::{Dependency, Metadata, Package};

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// `deny.toml`, as far as it is checked here.
#[derive(Debug, Deserialize)]
pub struct Policy {
    graph: Graph,
    licenses: Licenses,
    bans: Bans,
}

#[derive(Debug, Deserialize)]
struct Graph {
    targets: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Debug, Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
    /// Crates that may depend on it nevertheless.
    #[serde(default)]
    wrappers: Vec<String>,
}

impl Policy {
    /// Reads `deny.toml` at the root.
    pub fn read() -> Result<Self> {
        let text = std::fs::read_to_string(files::root().join("deny.toml")).context("deny.toml")?;
        toml::from_str(&text).context("deny.toml")
    }

    /// The targets for which the hub and its plugins are built.
    pub fn targets(&self) -> &[String] {
        &self.graph.targets
    }

    /// Every package that the policy does not take, as sentences.
    pub fn faults(&self, metadata: &Metadata) -> Vec<String> {
        let each = metadata.packages.iter();
        each.flat_map(|package| {
            [self.licence(package), self.ban(package, metadata), source(package), wildcard(package)]
        })
        .flatten()
        .collect()
    }

    fn licence(&self, package: &Package) -> Option<String> {
        let written = package.license.as_deref().unwrap_or_default();
        let allowed = Expression::parse_mode(written, ParseMode::LAX).is_ok_and(|expression| {
            expression.evaluate(|wanted| self.licenses.allow.contains(&wanted.to_string()))
        });
        (!allowed).then(|| format!("{}: licence '{written}' is not in deny.toml", named(package)))
    }

    fn ban(&self, package: &Package, metadata: &Metadata) -> Option<String> {
        let ban = self.bans.deny.iter().find(|ban| ban.name == package.name)?;
        let depends = |other: &&Package| {
            let of_its_own = |to: &Dependency| !to.optional && to.kind.as_deref() != Some("dev");
            other.dependencies.iter().any(|to| to.name == package.name && of_its_own(to))
        };
        let mut dependents = metadata.packages.iter().filter(depends);
        if !ban.wrappers.is_empty() && dependents.all(|dependent| ban.wrappers.contains(&dependent.name)) {
            return None;
        }
        Some(format!("{}: banned by deny.toml: {}", named(package), ban.reason))
    }
}

fn source(package: &Package) -> Option<String> {
    let foreign = package.source.as_ref().filter(|source| *source != CRATES_IO)?;
    Some(format!("{}: comes from {foreign}, only crates.io is taken", named(package)))
}

/// Our own crates name the versions that they take.
fn wildcard(package: &Package) -> Option<String> {
    let ours = package.source.is_none();
    let any = package.dependencies.iter().find(|to| ours && to.req == "*" && to.path.is_none())?;
    Some(format!("{}: takes any version of {}, name one", named(package), any.name))
}

fn named(package: &Package) -> String {
    format!("{} {}", package.name, package.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = r#"
        [graph]
        targets = ["x86_64-unknown-linux-gnu"]
        [licenses]
        allow = ["MIT", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"]
        [bans]
        deny = [
            { crate = "openssl", reason = "rustls it is" },
            { crate = "chrono", reason = "jiff it is", wrappers = ["hours"] },
        ]
    "#;

    fn faults_of(package: Package) -> Vec<String> {
        let policy: Policy = toml::from_str(POLICY).expect("good policy");
        policy.faults(&Metadata { packages: vec![package] })
    }

    fn package(name: &str, license: &str) -> Package {
        let source = Some(CRATES_IO.to_owned());
        Package { name: name.into(), license: Some(license.into()), source, ..Package::default() }
    }

    #[test]
    fn licences_are_read_as_expressions() {
        let taken = |license| faults_of(package("a", license)).is_empty();
        assert!(
            taken("MIT") && taken("GPL-3.0 OR MIT") && taken("GPL-3.0/MIT") && taken("MIT AND Unicode-3.0")
        );
        assert!(taken("Apache-2.0 WITH LLVM-exception"));
        assert!(
            !taken("GPL-3.0")
                && !taken("MIT AND GPL-3.0")
                && !taken("Apache-2.0")
                && !taken("")
                && !taken("Free!")
        );
        assert_eq!(faults_of(Package { license: None, ..package("a", "MIT") }).len(), 1);
    }

    #[test]
    fn what_is_banned_may_stand_behind_a_wrapper_alone() {
        let policy: Policy = toml::from_str(POLICY).expect("good policy");
        let package = |name: &str, on: &[&str]| Package {
            name: name.into(),
            license: Some("MIT".into()),
            source: Some(CRATES_IO.into()),
            dependencies: on
                .iter()
                .map(|on| Dependency { name: (*on).into(), ..Dependency::default() })
                .collect(),
            ..Package::default()
        };
        let chrono = || package("chrono", &[]);
        let wrapped = Metadata { packages: vec![chrono(), package("hours", &["chrono"])] };
        assert_eq!(policy.faults(&wrapped), Vec::<String>::new());
        let open =
            Metadata { packages: vec![chrono(), package("hours", &["chrono"]), package("web", &["chrono"])] };
        assert_eq!(policy.faults(&open).len(), 1);
    }

    #[test]
    fn bans_sources_and_wildcards_are_refused() {
        assert!(faults_of(package("openssl", "MIT"))[0].contains("rustls it is"));
        let git = Package { source: Some("git+https://example.org/a".into()), ..package("a", "MIT") };
        assert!(faults_of(git)[0].contains("only crates.io"));
        let any = Dependency { name: "b".into(), req: "*".into(), ..Dependency::default() };
        let ours = Package { source: None, dependencies: vec![any.clone()], ..package("a", "MIT") };
        assert!(faults_of(ours)[0].contains("any version of b"));
        let path = Dependency { path: Some("host/b".into()), ..any };
        let ours = Package { source: None, dependencies: vec![path], ..package("a", "MIT") };
        assert_eq!(faults_of(ours), Vec::<String>::new());
    }
}
