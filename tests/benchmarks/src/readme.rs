//! Where a report goes: to the terminal, and between the markers of the README of the crate that includes this file.

use std::path::Path;

use anyhow::Context;

const END: &str = "<!-- end -->";

#[expect(clippy::print_stdout, reason = "the report is what the person at the terminal asked for")]
pub(crate) fn print(report: &str) {
    println!("{report}");
}

/// Puts the report between the markers, of which `begin` is the first.
pub(crate) fn write(begin: &str, report: &str) -> anyhow::Result<()> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(&readme).with_context(|| format!("{}", readme.display()))?;
    let text =
        replaced(&text, begin, report).with_context(|| format!("{} has no markers", readme.display()))?;
    std::fs::write(&readme, text).with_context(|| format!("{}", readme.display()))
}

fn replaced(text: &str, begin: &str, report: &str) -> Option<String> {
    let (before, rest) = text.split_once(begin)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{begin}\n\n{report}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_markers_is_replaced() {
        const BEGIN: &str = "<!-- begin -->";
        let readme = format!("before\n{BEGIN}\nold\n{END}\nafter\n");
        let once = replaced(&readme, BEGIN, "new\n").expect("markers");
        assert!(once.starts_with("before\n") && once.ends_with("\nafter\n") && !once.contains("old"));
        assert_eq!(replaced(&once, BEGIN, "new\n").as_deref(), Some(once.as_str()));
        assert_eq!(replaced("nothing", BEGIN, "new"), None);
    }
}
