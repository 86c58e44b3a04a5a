//! What a program can do wrong, and the values that engines are known to get wrong.

use parvis_sdk::{Date, Error, Level, Permission, Point, View, clock, data, geo, log, random};

use crate::facts_of;

/// A page that does or shows something.
pub(crate) type Deed = fn() -> Result<View, Error>;

/// Every deed by its path; the other languages have the same.
pub(crate) const DEEDS: &[(&str, Deed)] = &[
    ("exception", || exception()),
    ("loop", || endless()),
    ("memory", || fill()),
    ("values", values),
    ("denied", denied),
    ("logs", logs),
    ("uncaught", || data::count("stops").map(|_| View::new("Jamais"))),
    ("recursion", || Ok(View::new(deeper(1).to_string()))),
];

/// What the refresh does before it commits; nothing for another name.
pub(crate) fn misdeed(name: &str) -> Result<(), String> {
    match name {
        "exception" => exception(),
        "loop" => endless(),
        "memory" => fill(),
        "draft-dropped" => Err("on renonce".into()),
        _ => Ok(()),
    }
}

fn exception() -> ! {
    let desk: Option<&str> = None;
    log::write(Level::Error, "desk is missing");
    panic!("{desk:?}")
}

fn endless() -> ! {
    loop {
        std::hint::black_box(());
    }
}

fn fill() -> ! {
    let mut kept = Vec::new();
    loop {
        kept.push(std::hint::black_box(vec![1_u8; 1024 * 1024]));
    }
}

/// Ends only by its stack: no depth is ever reached where it would stop.
fn deeper(depth: u64) -> u64 {
    if depth == u64::MAX { depth } else { std::hint::black_box(deeper(std::hint::black_box(depth + 1)) + 1) }
}

/// Numbers, options, tuples, lists and bytes across the border and back.
fn values() -> Result<View, Error> {
    let leap = Date { year: 2400, month: 2, day: 29 };
    let far = clock::to_instant("Europe/Paris", leap, 86_399).unwrap_or_default();
    let (date, seconds) = clock::to_local("Europe/Paris", -1).ok_or(Error::Unavailable)?;
    let at = |longitude, latitude| Point { longitude, latitude };
    let commune = geo::commune_of(&[at(2.2735, 48.824), at(0.0, 0.0)]);
    let facts = [
        ("zone", clock::zone()),
        ("far", far.to_string()),
        ("none", clock::to_instant("Europe/Nowhere", leap, 0).is_none().to_string()),
        ("before", format!("{} {} {} {seconds}", date.year, date.month, date.day)),
        ("communes", format!("{} {}", commune[0].clone().unwrap_or_default(), commune[1].is_none())),
        ("metres", format!("{:.3}", geo::distance_m(at(2.0, 48.0), at(2.0, 49.0)))),
        ("bytes", random::bytes(4).len().to_string()),
        ("number", (random::number() < 1.0).to_string()),
        ("count", data::count("places")?.to_string()),
        ("most", ((1_i64 << 53) - 1).to_string()),
        ("accents", "é€😀".to_owned()),
    ];
    Ok(View::new("Valeurs").block(facts_of(&facts)))
}

fn denied() -> Result<View, Error> {
    match data::count("stops") {
        Err(Error::Denied(Permission::Read(of))) => {
            Ok(View::new("Refus").paragraph(format!("denied read {of}")))
        }
        _ => Err(Error::Unavailable),
    }
}

fn logs() -> Result<View, Error> {
    log::write(Level::Warn, "une ligne é");
    Ok(View::new("Journal"))
}
