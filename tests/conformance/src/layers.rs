//! Calls go one way down: which of our crates may know which.

use crate::metadata::{Metadata, Package};

/// The host, from the top of the house to the bottom: a crate and those it may know. Levels may be skipped.
const HOST: &[(&str, &[&str])] = &[
    ("parvis-server", &[WEB, PAGES, RUNTIME, SERVICES, INDEX, OUTBOUND, SQLITE, STORAGE, BUILD, MODEL]),
    (WEB, &[PAGES, RUNTIME, SERVICES, INDEX, OUTBOUND, STORAGE, MODEL]),
    (PAGES, &[RUNTIME, SERVICES, INDEX, OUTBOUND, STORAGE, MODEL]),
    (RUNTIME, &[SERVICES, INDEX, OUTBOUND, STORAGE, MODEL]),
    (SERVICES, &[INDEX, OUTBOUND, STORAGE, MODEL]),
    (INDEX, &[STORAGE, MODEL]),
    (OUTBOUND, &[STORAGE, MODEL]),
    (SQLITE, &[STORAGE, MODEL]),
    (STORAGE, &[MODEL]),
    // Beside the others: how plugins are built, and the commands of the house.
    ("xtask", &[BUILD]),
    (BUILD, &[MODEL]),
    (MODEL, &[]),
];

const WEB: &str = "parvis-web";
const PAGES: &str = "parvis-pages";
const RUNTIME: &str = "parvis-plugin-runtime";
const SERVICES: &str = "parvis-services";
const INDEX: &str = "parvis-index";
const OUTBOUND: &str = "parvis-outbound";
const SQLITE: &str = "parvis-storage-sqlite";
const STORAGE: &str = "parvis-storage";
const MODEL: &str = "parvis-model";
const BUILD: &str = "parvis-plugin-build";
const SERVER: &str = "parvis-server";
const SDK: &str = "parvis-sdk";
const FORMATS: &str = "parvis-formats";
const CONNECT: &str = "parvis-connect";

/// Every arrow between our crates that does not go down, as a sentence.
pub fn faults(metadata: &Metadata) -> Vec<String> {
    metadata.packages.iter().flat_map(faults_of).collect()
}

fn faults_of(package: &Package) -> Vec<String> {
    let from = package.name.as_str();
    if !is_known(from) {
        return vec![format!("{from}: a new crate; give it a line in tests/conformance/src/layers.rs")];
    }
    let ours = package.dependencies.iter().filter(|dependency| dependency.path.is_some());
    let forbidden = ours.filter(|to| !may_know(from, &to.name, to.kind.as_deref() == Some("dev")));
    forbidden.map(|to| format!("{from} must not know {}: calls go down only", to.name)).collect()
}

fn is_known(name: &str) -> bool {
    host_row(name).is_some() || [SDK, FORMATS, CONNECT].contains(&name) || is_plugin(name) || is_test(name)
}

/// Whether one crate may depend on another, in its code or (`dev`) in its tests.
fn may_know(from: &str, to: &str, dev: bool) -> bool {
    if to == SERVER || is_test(to) && !is_test(from) {
        return false;
    }
    if let Some(below) = host_row(from) {
        // Tests of the host may run on the embedded database.
        return below.contains(&to) || dev && to == SQLITE;
    }
    if is_test(from) {
        return true;
    }
    // Host and plugins meet only through `wit`; the tests of a plugin may use the host's words.
    (is_plugin(from) && [SDK, FORMATS, CONNECT].contains(&to))
        || (from == CONNECT && [SDK, FORMATS].contains(&to))
        || (dev && to == MODEL)
}

fn host_row(name: &str) -> Option<&'static [&'static str]> {
    HOST.iter().find(|(of, _)| *of == name).map(|(_, below)| *below)
}

fn is_plugin(name: &str) -> bool {
    name.starts_with("plugin-")
}

fn is_test(name: &str) -> bool {
    name.starts_with("tests-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Dependency;

    fn arrow(from: &str, to: &str, kind: Option<&str>) -> Vec<String> {
        let dependency = Dependency {
            name: to.into(),
            kind: kind.map(str::to_owned),
            path: Some("somewhere".into()),
            ..Dependency::default()
        };
        let package = Package { name: from.into(), dependencies: vec![dependency], ..Package::default() };
        faults(&Metadata { packages: vec![package] })
    }

    #[test]
    fn an_arrow_that_goes_up_is_refused() {
        let said = arrow(MODEL, SERVICES, None);
        assert_eq!(said, ["parvis-model must not know parvis-services: calls go down only"]);
        for (from, to) in [
            (STORAGE, SQLITE),
            (SERVICES, SQLITE),
            (SERVICES, RUNTIME),
            (INDEX, OUTBOUND),
            (PAGES, WEB),
            (WEB, SERVER),
            ("xtask", MODEL),
            (WEB, BUILD),
            (BUILD, SERVICES),
            (MODEL, MODEL),
            ("plugin-bus", MODEL),
            ("plugin-bus", "plugin-train"),
            (SDK, MODEL),
            (FORMATS, SDK),
            (SDK, CONNECT),
            (SERVICES, SDK),
            (SERVICES, "tests-harness"),
            ("tests-harness", SERVER),
        ] {
            assert_eq!(arrow(from, to, None).len(), 1, "{from} -> {to}");
        }
    }

    #[test]
    fn an_arrow_that_goes_down_is_allowed() {
        for (from, to) in [
            (SERVER, SQLITE),
            (WEB, SERVICES),
            (INDEX, STORAGE),
            (SERVER, BUILD),
            ("xtask", BUILD),
            ("plugin-bus", SDK),
            ("plugin-bus", CONNECT),
            (CONNECT, FORMATS),
            ("tests-harness", SQLITE),
            ("tests-harness", BUILD),
            ("tests-browser", "tests-harness"),
        ] {
            assert_eq!(arrow(from, to, None), Vec::<String>::new(), "{from} -> {to}");
        }
    }

    #[test]
    fn tests_of_the_host_may_use_the_embedded_database_and_no_more() {
        assert_eq!(arrow(SERVICES, SQLITE, Some("dev")), Vec::<String>::new());
        assert_eq!(arrow("plugin-bus", MODEL, Some("dev")), Vec::<String>::new());
        assert_eq!(arrow(SERVICES, SQLITE, Some("build")).len(), 1);
        assert_eq!(arrow(SERVICES, WEB, Some("dev")).len(), 1);
        assert_eq!(arrow(SERVICES, SERVER, Some("dev")).len(), 1);
    }

    #[test]
    fn a_crate_without_a_line_is_refused_and_foreign_crates_are_no_matter() {
        assert!(arrow("parvis-new", MODEL, None)[0].contains("layers.rs"));
        let foreign = Dependency { name: "serde".into(), ..Dependency::default() };
        let package = Package { name: MODEL.into(), dependencies: vec![foreign], ..Package::default() };
        assert_eq!(faults(&Metadata { packages: vec![package] }), Vec::<String>::new());
    }

    #[test]
    fn the_table_itself_goes_down() {
        for (row, (name, below)) in HOST.iter().enumerate() {
            for to in *below {
                let target = HOST.iter().position(|(of, _)| of == to).expect("each has a row");
                assert!(target > row, "{name} -> {to}");
            }
        }
    }
}
