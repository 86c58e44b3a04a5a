//! The comparison takes a true board and refuses every kind of false one.

use super::*;
use crate::sample_feed::Shuttle;

fn oracle() -> Oracle {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("feed.zip");
    Shuttle { destination: "SAINT-MARTIN D'ÉTAMPES", stations: 2, trains: 100 }.write(&path);
    Oracle::read(&path).expect("feed")
}

fn now() -> Now {
    let start: Timestamp = "2017-03-15T08:00:00+01:00".parse().expect("instant");
    Now::new(start, Duration::from_nanos(1_234_567), Duration::from_secs(50))
}

/// The board that a faultless hub shows.
fn board(oracle: &Oracle) -> Vec<Shown> {
    let until = now().latest + SignedDuration::from_hours(6);
    let show = |d: Departure| Shown {
        at: d.at,
        lead: format!("{} in 3 min", clock(d.at, &paris())),
        line: d.line,
        title: "Saint-Martin d\u{2019}Étampes".into(),
        mode: Some(d.mode.into()),
    };
    oracle.departures("S0", now().latest, until).into_iter().map(show).collect()
}

#[test]
fn a_true_board_is_taken() {
    let oracle = oracle();
    let board = board(&oracle);
    assert_eq!(compare(&board, &oracle, "S0", now()), Ok(30));
    assert_eq!(compare(&board[..AT_LEAST], &oracle, "S0", now()), Ok(AT_LEAST));
}

/// What is done to a true board, and what must be said about it.
type Fault = (fn(&mut Vec<Shown>), &'static str);

#[test]
fn every_false_board_is_refused() {
    let oracle = oracle();
    let faults: [Fault; 10] = [
        (|board| board.clear(), "0 departures shown"),
        (|board| board.truncate(AT_LEAST - 1), "19 departures shown"),
        (|board| drop(board.remove(0)), "missing"),
        (|board| drop(board.remove(7)), "missing"),
        (|board| board.insert(3, board[3].clone()), "not in the feed"),
        (|board| board.swap(2, 3), "out of order"),
        (|board| board[4].title = "Saint-Martin d'Etampes".into(), "not in the feed"),
        (|board| board[4].line = "L".into(), "not in the feed"),
        (|board| board[4].mode = Some("bus".into()), "not in the feed"),
        (|board| board[4].lead = "09:99".into(), "not the clock time"),
    ];
    for (fault, words) in faults {
        let mut board = board(&oracle);
        fault(&mut board);
        let error = compare(&board, &oracle, "S0", now()).expect_err(words);
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn a_minute_off_is_refused() {
    let oracle = oracle();
    let mut board = board(&oracle);
    for shown in &mut board {
        shown.at += SignedDuration::from_mins(1);
        shown.lead = clock(shown.at, &paris());
    }
    assert!(compare(&board, &oracle, "S0", now()).is_err());
}

#[test]
fn a_clock_that_passed_the_minute_is_allowed_for() {
    let oracle = oracle();
    let whole = board(&oracle);
    let start = now().earliest;
    let later = Now::new(start, Duration::from_secs(1), Duration::from_secs(61));
    // Within that minute the first train (08:00) may have gone from the page.
    assert_eq!(whole[0].at, start);
    assert!(compare(&whole, &oracle, "S0", later).is_ok());
    assert!(compare(&whole[1..], &oracle, "S0", later).is_ok());
    assert!(compare(&whole[1..], &oracle, "S0", now()).is_err());
    let gone = Now::new(start, Duration::from_secs(61), Duration::from_secs(62));
    assert!(compare(&whole, &oracle, "S0", gone).is_err(), "a train that has left is still shown");
}
