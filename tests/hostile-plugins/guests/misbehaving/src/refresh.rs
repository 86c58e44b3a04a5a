//! Misdeeds of a refresh: each task of the schedule commits the misdeed of its name, on a source of that name.

use std::hint::black_box;

use parvis_sdk::{
    Batch, Counts, Draft, Failure, Geometry, Outcome, Period, Point, Row, SourceInfo, clock, outbound, plain,
    publication, text,
};

use crate::{hoards, resources};

/// What a refresh can be asked to do. It is given the name of its source.
type Misdeed = fn(&str) -> Result<Outcome, Failure>;

/// Every misdeed of a refresh, by the task that asks for it.
pub(crate) const MISDEEDS: &[(&str, Misdeed)] = &[
    ("refresh-trap", trap_with_a_draft),
    ("refresh-loop", loop_with_a_draft),
    ("refresh-memory", memory),
    ("refresh-waits", waits),
    ("refresh-lies", lies),
    ("refresh-talks", talks),
    ("refresh-big-batch", big_batch),
    ("refresh-wild-dates", wild_dates),
    ("refresh-wild-points", wild_points),
    ("refresh-not-granted", not_granted),
    ("refresh-clock", clock_stands_still),
    ("refresh-hoards-drafts", hoards::drafts),
    ("refresh-hoards-bodies", hoards::bodies),
    ("refresh-stale-handle", hoards::stale_handle),
    ("refresh-huge-row", hoards::huge_row),
    ("refresh-fills", hoards::fills),
];

fn trap_with_a_draft(source: &str) -> Result<Outcome, Failure> {
    let _open = begun(source, "jamais-vu")?;
    resources::trap().map(|_| Outcome::Published).map_err(|_| failed("trap"))
}

fn loop_with_a_draft(source: &str) -> Result<Outcome, Failure> {
    let _open = begun(source, "jamais-vu")?;
    resources::endless().map(|_| Outcome::Published).map_err(|_| failed("loop"))
}

fn memory(_: &str) -> Result<Outcome, Failure> {
    resources::memory().map(|_| Outcome::Published).map_err(|_| failed("memory"))
}

/// Waits for an address that never answers.
fn waits(_: &str) -> Result<Outcome, Failure> {
    outbound::open("slow").map(|_| Outcome::Unchanged).map_err(|error| failed(&format!("{error:?}")))
}

/// Says that it published, and did not.
fn lies(_: &str) -> Result<Outcome, Failure> {
    Ok(Outcome::Published)
}

/// A reason that is long and wants to be more than one line.
fn talks(_: &str) -> Result<Outcome, Failure> {
    Err(failed(&"\u{1b}[2Jraison\n".repeat(100_000)))
}

fn big_batch(source: &str) -> Result<Outcome, Failure> {
    let draft = begin(source)?;
    let rows = (0..2_001).map(|n| row(&n.to_string(), "trop")).collect();
    let answer = draft.put(&batch(rows));
    Err(failed(&format!("{answer:?}")))
}

/// Features at the ends of time, so that pages must show them.
fn wild_dates(source: &str) -> Result<Outcome, Failure> {
    let draft = begin(source)?;
    let moments = [i64::MIN, i64::MIN / 2, -1, i64::MAX / 2, i64::MAX];
    let periods = moments.iter().flat_map(|start| moments.iter().map(move |end| (*start, *end)));
    for (at, (start, end)) in periods.enumerate() {
        let row = Row { period: Some(Period { start, end }), ..row(&format!("date-{at}"), "bord du temps") };
        // A refused row is as good an answer.
        let _ = draft.put(&batch(vec![row]));
    }
    publication::commit(draft, &about(), Counts { read: i64::MAX, kept: i64::MIN, refused: -1 })
        .map_err(|error| failed(&format!("{error:?}")))?;
    Ok(Outcome::Published)
}

/// Positions that are none. The last two are odd and sound: where nobody lives, and minus zero.
fn wild_points(source: &str) -> Result<Outcome, Failure> {
    let positions = [
        (f64::NAN, 48.8),
        (2.2, f64::NAN),
        (f64::INFINITY, 48.8),
        (2.2, f64::NEG_INFINITY),
        (2.2, 91.0),
        (2.2, -90.000_001),
        (1e308, 48.8),
        (180.000_001, 48.8),
        (0.0, 0.0),
        (-0.0, -0.0),
    ];
    let draft = begin(source)?;
    let stored = |(longitude, latitude): &&(f64, f64)| {
        let point = Geometry::Point(Point { longitude: *longitude, latitude: *latitude });
        draft.put(&batch(vec![Row { geometry: Some(point), ..row("point", "nulle part") }])).is_ok()
    };
    let stored = positions.iter().filter(stored).count();
    Err(failed(&format!("{stored} of {} stored", positions.len())))
}

/// Fills a collection that it was not granted.
fn not_granted(source: &str) -> Result<Outcome, Failure> {
    let stops = Batch { collection: "stops".into(), ..batch(vec![row("a", "faux")]) };
    let answer = begin(source)?.put(&stops);
    Err(failed(&format!("{answer:?}")))
}

fn clock_stands_still(_: &str) -> Result<Outcome, Failure> {
    let before = clock::now();
    for n in 0..20_000_000_u64 {
        black_box(n);
    }
    Err(failed(&format!("{} ms went by", clock::now() - before)))
}

pub(crate) fn begun(source: &str, title: &str) -> Result<Draft, Failure> {
    let draft = begin(source)?;
    let rows = (0..500).map(|n| row(&format!("{title}-{n}"), title)).collect();
    draft.put(&batch(rows)).map_err(|error| failed(&format!("{error:?}")))?;
    Ok(draft)
}

pub(crate) fn begin(source: &str) -> Result<Draft, Failure> {
    publication::begin(source).map_err(|error| failed(&format!("{error:?}")))
}

pub(crate) fn batch(rows: Vec<Row>) -> Batch {
    Batch { collection: "places".into(), columns: Vec::new(), rows }
}

pub(crate) fn row(id: &str, title: &str) -> Row {
    let point = Point { longitude: 2.26, latitude: 48.82 };
    Row {
        id: id.into(),
        title: text(title),
        geometry: Some(Geometry::Point(point)),
        period: None,
        parent: None,
        values: Vec::new(),
    }
}

fn about() -> SourceInfo {
    SourceInfo {
        title: plain(),
        attribution: String::new(),
        licence: String::new(),
        url: "javascript:alert(1)".into(),
        issued: Some(i64::MIN),
        valid_from: Some(i64::MAX),
        valid_until: Some(i64::MIN),
        promise_s: Some(i64::MIN),
        example: false,
        revision: String::new(),
    }
}

pub(crate) fn failed(reason: &str) -> Failure {
    Failure { reason: reason.into() }
}
