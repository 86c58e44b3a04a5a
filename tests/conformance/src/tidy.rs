//! How files look: a header on each, none too long, no path of the machine on which it was written.

use crate::files::SourceFile;

const LONGEST: usize = 400;
const LONGEST_TEST: usize = 500;
/// The first folder of personal paths.
const PERSONAL: &[&str] = &["home", "root", "Users"];

/// Every fault of a file, as sentences. `checkout` is the folder in which it lies on this machine.
pub fn faults(file: &SourceFile, checkout: &str) -> Vec<String> {
    let rust = file.path.ends_with(".rs");
    let about_rust = if rust { [header(file), opening(file), length(file)] } else { [None, None, None] };
    let faults = about_rust.into_iter().chain([machine_path(file, checkout)]).flatten();
    faults.map(|fault| format!("{}: {fault}", file.path)).collect()
}

fn header(file: &SourceFile) -> Option<String> {
    let lines = header_lines(file);
    let ends = lines.iter().any(|line| line.ends_with('.'));
    let fits = lines.first().is_some_and(|first| first.len() > 10) && ends;
    (!fits).then(|| "begin with `//!` and one sentence that says what this file is".into())
}

fn opening(file: &SourceFile) -> Option<String> {
    let opens_a_crate = file.path.ends_with("src/lib.rs") || file.path.ends_with("src/main.rs");
    let short = opens_a_crate && header_lines(file).len() < 4;
    short.then(|| {
        "a crate opens with four `//!` lines: what it is; what it must never know; how to add one more; \
         where it is tested"
            .into()
    })
}

fn length(file: &SourceFile) -> Option<String> {
    // Below the folder of the crate: `host/web/tests/a.rs` is a test, `tests/harness/src/a.rs` is not.
    let is_test = file.path.split('/').skip(2).any(|part| part == "tests" || part == "tests.rs");
    let longest = if is_test { LONGEST_TEST } else { LONGEST };
    let lines = file.text.lines().count();
    (lines > longest).then(|| format!("{lines} lines, at most {longest}: split it by subject"))
}

fn machine_path(file: &SourceFile, checkout: &str) -> Option<String> {
    let number = file.text.lines().position(|line| line.contains(checkout) || is_personal(line))?;
    Some(format!("line {} names a folder of one machine: use a relative path", number + 1))
}

/// Whether a personal path begins anywhere in the line; inside an address such a word is no path.
fn is_personal(line: &str) -> bool {
    PERSONAL.iter().any(|word| {
        let start = format!("/{word}/");
        line.match_indices(&start).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + start.len()..].chars().next();
            !before.is_some_and(|c| c.is_alphanumeric() || "./}*-_".contains(c))
                && after.is_some_and(char::is_alphanumeric)
        })
    })
}

fn header_lines(file: &SourceFile) -> Vec<&str> {
    file.text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHECKOUT: &str = "/srv/checkout";

    fn of(path: &str, text: &str) -> Vec<String> {
        faults(&SourceFile { path: path.into(), text: text.into() }, CHECKOUT)
    }

    #[test]
    fn a_file_needs_its_sentence() {
        assert_eq!(of("host/model/src/text.rs", "//! Texts per language.\n"), Vec::<String>::new());
        for text in
            ["", "use std::fs;\n", "//! x\n", "// Texts per language.\n", "\n//! Texts per language.\n"]
        {
            assert_eq!(of("host/model/src/text.rs", text).len(), 1, "{text:?}");
        }
    }

    #[test]
    fn a_crate_opens_with_four_lines() {
        let four =
            "//! What it is, in a sentence.\n//! It must never know.\n//! To add one.\n//! Tested by.\n";
        assert_eq!(of("host/model/src/lib.rs", four), Vec::<String>::new());
        let three: String = four.lines().take(3).map(|line| format!("{line}\n")).collect();
        assert!(of("host/model/src/lib.rs", &three)[0].contains("four"));
        assert!(of("host/server/src/main.rs", &three)[0].contains("four"));
    }

    #[test]
    fn long_files_are_refused_one_line_past_the_limit() {
        let lines = |count: usize| format!("//! A sentence of this file.\n{}", "\n".repeat(count - 1));
        assert_eq!(of("host/web/src/a.rs", &lines(400)), Vec::<String>::new());
        assert_eq!(of("host/web/src/a.rs", &lines(401)).len(), 1);
        assert_eq!(of("tests/harness/src/a.rs", &lines(401)).len(), 1);
        assert_eq!(of("host/web/tests/a.rs", &lines(500)), Vec::<String>::new());
        assert_eq!(of("host/web/src/b/tests.rs", &lines(500)), Vec::<String>::new());
        assert_eq!(of("host/web/tests/a.rs", &lines(501)).len(), 1);
    }

    #[test]
    fn paths_of_one_machine_are_refused_with_their_line() {
        for word in PERSONAL {
            let said = of("README.md", &format!("one\nsee \"/{word}/anna/notes\"\n"));
            assert!(said[0].contains("line 2"), "{said:?}");
            assert_eq!(of("README.md", &format!("https://example.org/{word}/anna\n")), Vec::<String>::new());
        }
        assert_eq!(of("a.toml", &format!("data = '{CHECKOUT}/data'\n")).len(), 1);
    }
}
