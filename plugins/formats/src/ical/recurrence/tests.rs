//! Rules and the moments that the standard gives for them.

use jiff::civil::{DateTime, date};

use super::*;

fn at(text: &str) -> DateTime {
    text.parse().expect(text)
}

fn list(rule: &str, start: &str) -> Vec<String> {
    let rule = Rule::parse(rule).expect(rule);
    let start = at(start);
    let window = Window { from: start, before: date(2200, 1, 1).at(0, 0, 0, 0) };
    let moments = moments(&rule, start, None, window).expect("moments");
    moments.iter().map(|at| at.strftime("%Y-%m-%d %H:%M").to_string()).collect()
}

#[test]
fn what_the_rule_leaves_open_is_taken_from_the_start() {
    let weekly = list("FREQ=WEEKLY;COUNT=2", "2026-03-18T20:30:00");
    assert_eq!(weekly, ["2026-03-18 20:30", "2026-03-25 20:30"]);
    let yearly = list("FREQ=YEARLY;BYMONTH=6,7;COUNT=3", "2026-06-10T09:00:00");
    assert_eq!(yearly, ["2026-06-10 09:00", "2026-07-10 09:00", "2027-06-10 09:00"]);
    let week = list("FREQ=YEARLY;BYWEEKNO=20;COUNT=2", "1997-05-12T09:00:00");
    assert_eq!(week, ["1997-05-12 09:00", "1998-05-11 09:00"]);
}

#[test]
fn a_month_without_the_day_is_left_out() {
    assert_eq!(
        list("FREQ=MONTHLY;COUNT=3", "2026-01-31T10:00:00"),
        ["2026-01-31 10:00", "2026-03-31 10:00", "2026-05-31 10:00"]
    );
    assert_eq!(list("FREQ=YEARLY;COUNT=2", "2024-02-29T10:00:00"), ["2024-02-29 10:00", "2028-02-29 10:00"]);
    assert_eq!(list("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", "2026-01-01T10:00:00").len(), 0);
}

#[test]
fn the_week_begins_when_the_rule_says() {
    let monday = list("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05T09:00:00");
    assert_eq!(monday, ["1997-08-05 09:00", "1997-08-10 09:00", "1997-08-19 09:00", "1997-08-24 09:00"]);
    let sunday = list("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05T09:00:00");
    assert_eq!(sunday, ["1997-08-05 09:00", "1997-08-17 09:00", "1997-08-19 09:00", "1997-08-31 09:00"]);
}

#[test]
fn positions_are_counted_within_a_period() {
    let last_workday = list("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "2026-01-01T08:00:00");
    assert_eq!(last_workday, ["2026-01-30 08:00", "2026-02-27 08:00"]);
    let third = list("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04T09:00:00");
    assert_eq!(third, ["1997-09-04 09:00", "1997-10-07 09:00", "1997-11-06 09:00"]);
}

#[test]
fn hours_and_minutes_step_through_the_day() {
    let every_90 = list("FREQ=MINUTELY;INTERVAL=90;COUNT=4", "1997-09-02T09:00:00");
    assert_eq!(every_90, ["1997-09-02 09:00", "1997-09-02 10:30", "1997-09-02 12:00", "1997-09-02 13:30"]);
    let office = list("FREQ=HOURLY;BYHOUR=9,17;BYDAY=MO;COUNT=3", "2026-03-18T09:15:00");
    assert_eq!(office, ["2026-03-23 09:15", "2026-03-23 17:15", "2026-03-30 09:15"]);
}

#[test]
fn an_endless_rule_ends_with_the_window_and_one_that_steps_for_ever_is_refused() {
    let start = at("2000-01-01T00:00:00");
    let window = Window { from: at("2026-03-01T00:00:00"), before: at("2026-03-03T00:00:00") };
    let daily = Rule::parse("FREQ=DAILY").expect("a rule");
    assert_eq!(moments(&daily, start, None, window).expect("two").len(), 2);
    let until = moments(&daily, start, Some(at("2026-03-01T00:00:00")), window);
    assert_eq!(until.expect("one").len(), 1, "its end is included");
    let every_second = Rule::parse("FREQ=SECONDLY").expect("a rule");
    let month = Window { from: start, before: at("2000-02-01T00:00:00") };
    let error = moments(&every_second, start, None, month).expect_err("too many");
    assert!(error.contains("more moments"), "{error}");
}

#[test]
fn what_is_skipped_changes_nothing() {
    let window = Window { from: at("2026-03-01T07:30:00"), before: at("2026-05-01T00:00:00") };
    for (rule, start) in [
        ("FREQ=YEARLY;INTERVAL=3;BYWEEKNO=10,17;BYDAY=MO,SU", "1990-11-30T09:00:00"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", "1999-01-31T23:59:59"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", "2001-12-29T00:00:00"),
        ("FREQ=DAILY;INTERVAL=11", "2010-06-15T12:00:00"),
        ("FREQ=HOURLY;INTERVAL=7;BYMINUTE=5,50", "2024-02-29T13:30:00"),
        ("FREQ=MINUTELY;INTERVAL=1441", "2025-12-31T23:59:00"),
    ] {
        let rule = Rule::parse(rule).expect(rule);
        let start = at(start);
        let all = moments(&rule, start, None, Window { from: start, ..window }).expect("moments");
        let wanted: Vec<DateTime> = all.into_iter().filter(|at| *at >= window.from).collect();
        assert!(!wanted.is_empty(), "{rule:?}");
        assert_eq!(moments(&rule, start, None, window).expect("moments"), wanted, "{rule:?}");
    }
}
