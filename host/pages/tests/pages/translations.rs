//! The translations are complete, and the code holds no sentence of its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use parvis_model::Language;
use parvis_plugin_runtime::{Compiler, Limits};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The sources without tests and comments.
fn sources() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let code = files(&folder).into_iter().filter(|path| !path.ends_with("tests.rs")).map(|path| {
        let text = fs::read_to_string(&path).expect("source");
        let tested = text.find("#[cfg(test)]").unwrap_or(text.len());
        let lines = text[..tested].lines().filter(|line| !is_aside(line));
        (path, without_log_lines(&lines.collect::<Vec<_>>().join("\n")))
    });
    code.collect()
}

/// Comments, and reasons given to the compiler.
fn is_aside(line: &str) -> bool {
    line.trim_start().starts_with("//") || line.starts_with("#[expect(")
}

/// Log lines are for operators, in English.
fn without_log_lines(code: &str) -> String {
    let mut parts = code.split("tracing::");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |code, part| code + part.split_once(");").map_or(part, |(_, after)| after))
}

fn translations(language: Language) -> String {
    let name = format!("translations/{}.ftl", language.tag());
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("translations")
}

fn keys(language: Language) -> BTreeSet<String> {
    translations(language)
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned()))
        .collect()
}

/// The words between quotes in the code.
fn literals(code: &str) -> Vec<String> {
    let code = code.replace("'\"'", "");
    let mut found = Vec::new();
    let mut rest = code.as_str();
    while let Some((_, after)) = rest.split_once('"') {
        let escaped = |at: usize| after[..at].chars().rev().take_while(|c| *c == '\\').count() % 2 == 1;
        let end = after.match_indices('"').map(|(at, _)| at).find(|at| !escaped(*at));
        let end = end.expect("a literal ends");
        found.push(after[..end].to_owned());
        rest = &after[end + 1..];
    }
    found
}

#[test]
fn every_language_has_the_same_keys() {
    let french = keys(Language::Fr);
    assert!(french.len() > 100, "the keys were not read");
    for language in Language::ALL {
        assert_eq!(keys(language), french, "{}", language.tag());
    }
}

#[test]
fn every_key_said_exists_and_every_key_is_said() {
    let known = keys(Language::Fr);
    let mut quoted = BTreeSet::new();
    for (path, code) in sources() {
        quoted.extend(literals(&code));
        for call in ["say(\"", "say_with(\"", "say(w, \""] {
            for rest in code.split(call).skip(1) {
                let key = rest.split('"').next().expect("key");
                assert!(known.contains(key), "{}: no translation has '{key}'", path.display());
            }
        }
    }
    let silent: Vec<_> = known.iter().filter(|key| !quoted.contains(*key)).collect();
    assert!(silent.is_empty(), "never said: {silent:?}");
}

#[test]
fn every_limit_has_its_sentence() {
    for language in Language::ALL {
        let sentences = translations(language);
        for limit in Limits::default().lines().into_iter().chain(Compiler::in_process().limit_lines()) {
            let key = format!("[{}] ", limit.name.replace('.', "-"));
            assert!(sentences.contains(&key), "{}: no sentence for the limit {}", language.tag(), limit.name);
        }
    }
}

#[test]
fn no_sentence_stands_in_the_code() {
    for (path, code) in sources() {
        // Errors are for operators, in English; everything else that has words is for residents.
        if path.ends_with("error.rs") && !path.to_string_lossy().contains("documents") {
            continue;
        }
        for literal in literals(&code).iter().filter(|literal| !is_markup(literal)) {
            let words = literal
                .split_whitespace()
                .filter(|word| word.len() > 2 && word.chars().all(char::is_alphabetic));
            assert!(words.count() < 2, "{}: '{literal}' belongs in translations/", path.display());
        }
    }
}

/// Classes, drawings and attributes of the page's head.
fn is_markup(literal: &str) -> bool {
    let classes = [
        "notice info",
        "notice success",
        "notice warning",
        "notice urgent",
        "noopener noreferrer external",
        "light dark",
    ];
    classes.contains(&literal) || literal.contains('{') || literal.contains("a language")
}

#[test]
fn french_keeps_its_signs_on_the_line() {
    for (i, line) in translations(Language::Fr).lines().enumerate().filter(|(_, line)| !line.starts_with('#'))
    {
        for sign in [" :", " ?", " !", " ;", " %", " €"] {
            assert!(!line.contains(sign), "fr.ftl line {}: a no-break space before '{sign}'", i + 1);
        }
    }
}
