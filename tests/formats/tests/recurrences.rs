//! Promise: the recurrence cases of libical give as many moments as that project lists.

use parvis_formats::ical::Calendar;
use tests_formats::{files, instances, years};

/// The number that a case expects.
fn expected(case: &str) -> Option<usize> {
    let (_, number) = case.split_once("X-EXPECT-NUMEVENTS:")?;
    number.lines().next()?.trim().parse().ok()
}

#[test]
fn libicals_cases_give_the_listed_number_of_moments() {
    let Some(files) = files("ical/libical-recur.txt", "") else { return };
    let text = String::from_utf8_lossy(&files[0].1);
    let cases: Vec<&str> = text.split("\nEND:VEVENT").filter(|case| case.contains("\nRRULE")).collect();
    let mut faults = Vec::new();
    let mut compared = 0;
    for case in &cases {
        let Some(wanted) = expected(case) else { continue };
        let calendar = Calendar::read(&format!("{case}\nEND:VEVENT\n"));
        let (found, remarks) = instances(&calendar, years(1990, 2100));
        compared += 1;
        if found.len() != wanted {
            faults.push(format!("{} instead of {wanted}, {remarks:?}:\n{case}\n", found.len()));
        }
    }
    println!("{compared} cases compared of {}", cases.len());
    assert!(compared > 50, "the file holds other cases than it did: {compared}");
    assert!(faults.is_empty(), "{} of {compared} differ:\n{}", faults.len(), faults.join("\n"));
}
