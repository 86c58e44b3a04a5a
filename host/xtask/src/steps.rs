//! Steps in order, stopped at the first failure, with a table of durations at the end.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// How a step ended well.
pub(crate) enum Outcome {
    /// It did what its name says.
    Done,
    /// It was left out, for this reason.
    Skipped(String),
}

/// The steps of one command. The table is printed when this is dropped, so also after a failure.
#[derive(Default)]
pub(crate) struct Steps {
    lines: Vec<String>,
}

impl Steps {
    /// Runs one step; an error is told with the step's name.
    pub(crate) fn run(&mut self, name: &str, step: impl FnOnce() -> Result<Outcome>) -> Result<()> {
        eprintln!("\n== {name}");
        let begun = Instant::now();
        let outcome = step();
        let end = match &outcome {
            Ok(Outcome::Done) => "done".to_owned(),
            Ok(Outcome::Skipped(reason)) => format!("skipped: {reason}"),
            Err(_) => "FAILED".to_owned(),
        };
        let line = line(name, begun.elapsed(), &end);
        if end.starts_with("skipped") {
            eprintln!("{end}");
        }
        self.lines.push(line);
        outcome.map(drop).with_context(|| format!("step '{name}'"))
    }
}

fn line(name: &str, took: Duration, end: &str) -> String {
    format!("{name:<24} {:>7.1} s  {end}", took.as_secs_f64())
}

impl Drop for Steps {
    fn drop(&mut self) {
        eprintln!("\n{}", self.lines.join("\n"));
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn each_step_has_its_line_and_a_failure_its_name() {
        let mut steps = Steps::default();
        steps.run("one", || Ok(Outcome::Done)).expect("done");
        steps.run("two", || Ok(Outcome::Skipped("no need".into()))).expect("skipped");
        let error = steps.run("three", || bail!("no luck")).expect_err("refused");
        assert_eq!(format!("{error:#}"), "step 'three': no luck");
        assert!(steps.lines[0].ends_with("done"));
        assert!(steps.lines[1].ends_with("skipped: no need"));
        assert!(steps.lines[2].ends_with("FAILED"));
    }
}
