//! How it ends with a component: refused, and where; or called, and how. Counted in a table by kind of component.

use std::collections::BTreeMap;
use std::fmt;

use parvis_plugin_runtime::{CallFailure, Fault};

use crate::kinds::Kind;

/// How a component was refused, or how a call of it ended. In the order of the way through the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the labels below say it")]
pub enum Outcome {
    NoComponent,
    TooLarge,
    Damaged,
    BadManifest,
    UnknownInterface,
    NotAsked,
    NeverCalled,
    NotCompiled,
    NotOfTheContract,
    Stillborn,
    OtherRefusal,
    View,
    ErrorOfContract,
    Refreshed,
    FailedRefresh,
    Trap,
    Cpu,
    Wall,
    Memory,
    Limit,
    BadView,
    OtherFault,
}

/// Words of a refusal, and what it is. The first that is found counts.
const REFUSALS: &[(&str, Outcome)] = &[
    ("is not a WebAssembly component", Outcome::NoComponent),
    ("are taken", Outcome::TooLarge),
    ("at most", Outcome::TooLarge),
    ("the component is damaged", Outcome::Damaged),
    ("parvis:manifest", Outcome::BadManifest),
    ("this hub speaks", Outcome::BadManifest),
    ("use 1 to 40", Outcome::BadManifest),
    ("title and summary", Outcome::BadManifest),
    ("settings.", Outcome::BadManifest),
    ("schedule", Outcome::BadManifest),
    ("its manifest does not ask for it", Outcome::NotAsked),
    (", which contract", Outcome::UnknownInterface),
    ("exports none of", Outcome::NeverCalled),
    ("does not compile", Outcome::NotCompiled),
    ("what it needs cannot be known", Outcome::NotCompiled),
    ("does not fit contract", Outcome::NotOfTheContract),
    ("an instance of the component cannot be made", Outcome::Stillborn),
];

/// Where a component was refused, read from the words of the refusal.
pub fn refusal(reason: &str) -> Outcome {
    let found = REFUSALS.iter().find(|(words, _)| reason.contains(words));
    found.map_or(Outcome::OtherRefusal, |(_, outcome)| *outcome)
}

impl Outcome {
    pub(crate) fn of_view<T>(answer: &Result<T, CallFailure>) -> Outcome {
        match answer {
            Ok(_) => Outcome::View,
            Err(CallFailure::NotFound | CallFailure::Refused(_)) => Outcome::ErrorOfContract,
            Err(CallFailure::Fault(fault)) => Outcome::of_fault(fault),
        }
    }

    fn of_fault(fault: &Fault) -> Outcome {
        match fault {
            Fault::Trap { .. } => Outcome::Trap,
            Fault::CpuBudget(..) => Outcome::Cpu,
            Fault::WallBudget(..) => Outcome::Wall,
            Fault::Memory(..) => Outcome::Memory,
            Fault::Limit(..) => Outcome::Limit,
            Fault::BadView(..) => Outcome::BadView,
            _ => Outcome::OtherFault,
        }
    }

    /// How a refresh that published nothing ended, read from the reason in its report.
    pub(crate) fn of_run(reason: &str) -> Outcome {
        const REASONS: &[(&str, Outcome)] = &[
            ("trap:", Outcome::Trap),
            ("out of memory", Outcome::Memory),
            ("limit passed", Outcome::Limit),
            ("not ready", Outcome::OtherFault),
        ];
        let found = REASONS.iter().find(|(words, _)| reason.starts_with(words));
        match found {
            Some((_, outcome)) => *outcome,
            None if reason.ends_with("of processor time") => Outcome::Cpu,
            None if reason.starts_with("stopped after") => Outcome::Wall,
            None => Outcome::FailedRefresh,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Outcome::NoComponent => "refused: no component",
            Outcome::TooLarge => "refused: size or counts",
            Outcome::Damaged => "refused: not valid",
            Outcome::BadManifest => "refused: manifest",
            Outcome::UnknownInterface => "refused: unknown interface",
            Outcome::NotAsked => "refused: power not asked for",
            Outcome::NeverCalled => "refused: exports nothing",
            Outcome::NotCompiled => "refused: compile",
            Outcome::NotOfTheContract => "refused: types of the contract",
            Outcome::Stillborn => "refused: no instance",
            Outcome::OtherRefusal => "refused: otherwise",
            Outcome::View => "called: a view",
            Outcome::ErrorOfContract => "called: an error of the contract",
            Outcome::Refreshed => "called: refresh done",
            Outcome::FailedRefresh => "called: refresh failed in words",
            Outcome::Trap => "called: trap",
            Outcome::Cpu => "called: processor time",
            Outcome::Wall => "called: time in all",
            Outcome::Memory => "called: memory",
            Outcome::Limit => "called: another limit",
            Outcome::BadView => "called: view refused",
            Outcome::OtherFault => "called: another fault",
        }
    }
}

/// Counts of outcomes.
#[derive(Clone, Debug, Default)]
pub struct Table {
    counts: BTreeMap<(Outcome, Kind), u64>,
}

impl Table {
    /// Counts one.
    pub fn count(&mut self, kind: Kind, outcome: Outcome) {
        *self.counts.entry((outcome, kind)).or_default() += 1;
    }

    /// Adds all of another table.
    pub fn add(&mut self, other: &Table) {
        for (key, count) in &other.counts {
            *self.counts.entry(*key).or_default() += count;
        }
    }

    /// How often a component of any kind ended so.
    pub fn total(&self, outcome: Outcome) -> u64 {
        self.counts.iter().filter(|((of, _), _)| *of == outcome).map(|(_, count)| count).sum()
    }

    /// Calls that were made, however they ended.
    pub fn calls(&self) -> u64 {
        self.counts.iter().filter(|((of, _), _)| *of >= Outcome::View).map(|(_, count)| count).sum()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut kinds: Vec<Kind> = self.counts.keys().map(|(_, kind)| *kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        write!(f, "{:<34}", "outcome")?;
        kinds.iter().try_for_each(|kind| write!(f, " {kind:>22}"))?;
        writeln!(f, " {:>8}", "all")?;
        let mut outcomes: Vec<Outcome> = self.counts.keys().map(|(outcome, _)| *outcome).collect();
        outcomes.dedup();
        for outcome in outcomes {
            write!(f, "{:<34}", outcome.label())?;
            for kind in &kinds {
                write!(f, " {:>22}", self.counts.get(&(outcome, *kind)).unwrap_or(&0))?;
            }
            writeln!(f, " {:>8}", self.total(outcome))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_told_apart() {
        let words =
            "the component imports data and its manifest does not ask for it: add \"read:COLLECTION\"";
        assert_eq!(refusal(words), Outcome::NotAsked);
        assert_eq!(refusal("something new"), Outcome::OtherRefusal);
        assert_eq!(Outcome::of_run("stopped after 80 ms of processor time"), Outcome::Cpu);
        assert_eq!(Outcome::of_run("stopped after 800 ms"), Outcome::Wall);
        assert_eq!(Outcome::of_run("no feed today"), Outcome::FailedRefresh);
    }

    #[test]
    fn tables_add_up() {
        let mut one = Table::default();
        one.count(Kind::Smith, Outcome::Trap);
        let mut two = one.clone();
        two.count(Kind::Answer, Outcome::Damaged);
        two.add(&one);
        assert_eq!((two.total(Outcome::Trap), two.total(Outcome::Damaged), two.calls()), (2, 1, 2));
        assert!(two.to_string().contains("called: trap"), "{two}");
    }
}
