//! The command line as a newcomer meets it. That this test exists also makes `cargo test --workspace` build the binary
//! that the tests of `tests/` run.

use std::process::{Command, Output};

fn parvis(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_parvis")).args(args).output().expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn help_names_every_command_in_a_sentence() {
    let help = text(&parvis(&["--help"]).stdout);
    for command in ["demo", "serve", "plugin"] {
        assert!(help.contains(command), "{help}");
    }
    let help = text(&parvis(&["plugin", "--help"]).stdout);
    let commands =
        ["build", "check", "install", "list", "inspect", "enable", "disable", "grant", "revoke", "logs"];
    for command in commands {
        let line = help.lines().find(|line| line.trim_start().starts_with(command));
        assert!(line.is_some_and(|line| line.trim().len() > command.len() + 10), "{command}: {help}");
    }
}

#[test]
fn a_mistake_ends_with_a_code_and_a_sentence() {
    let answer = parvis(&["plugin", "list", "--data", "/nowhere"]);
    assert_eq!(answer.status.code(), Some(1));
    assert!(text(&answer.stderr).contains("--data"), "{}", text(&answer.stderr));
    assert_eq!(parvis(&["fly"]).status.code(), Some(2), "an unknown command");
    let answer = parvis(&["serve"]);
    assert!(text(&answer.stderr).contains("[territory]"), "{}", text(&answer.stderr));
    let answer = parvis(&["demo", "--setting", "transport"]);
    assert!(text(&answer.stderr).contains("PLUGIN.NAME=VALUE"), "{}", text(&answer.stderr));
}

/// As `parvis doctor | head -0`: the answer finds no reader, and the command ends with its own code.
#[test]
fn a_reader_who_goes_away_is_no_error() {
    let command = |output: std::process::Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
        command.args(["doctor", "--data", "/nowhere", "--listen", "127.0.0.1:0"]).stdout(output);
        command.output().expect("the binary runs")
    };
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let unheard = command(writer.into());
    assert_eq!(text(&unheard.stderr), "");
    assert_eq!(unheard.status.code(), command(std::process::Stdio::null()).status.code());
}
