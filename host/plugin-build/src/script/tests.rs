//! Folders of scripts: what they are taken for, what they offer, what is said where something is missing.

use super::*;
use crate::componentize::tests::MANIFEST;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        write(&folder.path().join(name), text).expect("written");
    }
    folder
}

#[test]
fn what_is_offered_is_read_from_the_text() {
    let javascript =
        "import { page } from './x.js';\nexport { page };\nexport const home = {};\n// export sync\n";
    assert_eq!(exports(Language::JavaScript, javascript), ["home", "page"]);
    assert_eq!(exports(Language::JavaScript, "export const homepage = {};\n"), Vec::<&str>::new());
    let python = "from desks import Sync\nclass Home:\n    class Page:\n        pass\n";
    assert_eq!(exports(Language::Python, python), ["home", "sync"]);
}

#[test]
fn the_language_is_seen_in_the_files() {
    let javascript = folder(&[
        ("plugin.toml", MANIFEST),
        ("package.json", "{\"main\": \"src/main.js\"}"),
        ("src/main.js", "export const page = { render() {} };\n"),
    ]);
    let found = ScriptFolder::read(javascript.path()).expect("readable").expect("a plugin");
    assert_eq!((found.language, found.entry), (Language::JavaScript, PathBuf::from("src/main.js")));
    let python = folder(&[("plugin.toml", MANIFEST), ("app.py", "class Home:\n    pass\n")]);
    let found = ScriptFolder::read(python.path()).expect("readable").expect("a plugin");
    assert_eq!((found.language, found.exports), (Language::Python, vec!["home"]));
    assert!(ScriptFolder::read(folder(&[("plugin.toml", MANIFEST)]).path()).expect("readable").is_none());
}

#[test]
fn what_is_missing_is_said_with_what_to_write() {
    let said = |files: &[(&str, &str)]| {
        let error = ScriptFolder::read(folder(files).path()).expect_err("refused");
        format!("{error}")
    };
    assert!(said(&[("plugin.toml", MANIFEST), ("app.py", "x = 1\n")]).contains("class Page:"));
    let empty = [("plugin.toml", MANIFEST), ("package.json", "{}"), ("app.js", "let x = 1;\n")];
    assert!(said(&empty).contains("export const page"));
    assert!(said(&[("plugin.toml", MANIFEST), ("package.json", "{")]).contains("package.json"));
}

#[test]
fn a_missing_tool_is_named_with_the_command_that_brings_it() {
    let folder = folder(&[]);
    let gone = tool::Tool { name: "no-such-tool-of-parvis", ..javascript::TOOL };
    let said = gone.find(folder.path(), &[]).expect_err("missing").to_string();
    assert!(said.contains("no-such-tool-of-parvis") && said.contains("npm install"), "{said}");
}

#[test]
fn a_tool_is_found_in_the_plugins_own_folder() {
    let folder = folder(&[("node_modules/.bin/jco", ""), ("inner/plugin/app.js", "")]);
    let found = javascript::TOOL.find(&folder.path().join("inner/plugin"), &[]).expect("found");
    assert!(found.ends_with("node_modules/.bin/jco"), "{}", found.display());
}

#[test]
fn what_a_tool_says_is_passed_on() {
    let said = javascript::TOOL
        .run(Command::new("sh").args(["-c", "echo 'bad line 3' >&2; exit 1"]), "bus")
        .expect_err("refused")
        .to_string();
    assert!(said.contains("bus") && said.contains("bad line 3"), "{said}");
}
