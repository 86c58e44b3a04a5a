//! Misdeeds of a refresh. The setting `task` says which.

use parvis_sdk::{
    Batch, Counts, Draft, Failure, Geometry, Outcome, Period, Point, Row, SourceInfo, outbound, plain,
    publication, text,
};

use crate::resources;

/// What a refresh can be asked to do.
type Misdeed = fn() -> Result<Outcome, Failure>;

/// Every misdeed of a refresh, by the word that asks for it.
pub(crate) const MISDEEDS: &[(&str, Misdeed)] = &[
    ("refresh-trap", trap_with_a_draft),
    ("refresh-loop", loop_with_a_draft),
    ("refresh-memory", memory),
    ("refresh-waits", waits),
    ("refresh-lies", lies),
    ("refresh-talks", talks),
    ("refresh-big-batch", big_batch),
    ("refresh-wild-dates", wild_dates),
];

fn trap_with_a_draft() -> Result<Outcome, Failure> {
    let _open = begun("jamais-vu")?;
    resources::trap().map(|_| Outcome::Published).map_err(|_| failed("trap"))
}

fn loop_with_a_draft() -> Result<Outcome, Failure> {
    let _open = begun("jamais-vu")?;
    resources::endless().map(|_| Outcome::Published).map_err(|_| failed("loop"))
}

fn memory() -> Result<Outcome, Failure> {
    resources::memory().map(|_| Outcome::Published).map_err(|_| failed("memory"))
}

/// Waits for an address that never answers.
fn waits() -> Result<Outcome, Failure> {
    outbound::open("slow").map(|_| Outcome::Unchanged).map_err(|error| failed(&format!("{error:?}")))
}

/// Says that it published, and did not.
fn lies() -> Result<Outcome, Failure> {
    Ok(Outcome::Published)
}

/// A reason that is long and wants to be more than one line.
fn talks() -> Result<Outcome, Failure> {
    Err(failed(&"\u{1b}[2Jraison\n".repeat(100_000)))
}

fn big_batch() -> Result<Outcome, Failure> {
    let draft = begin()?;
    let rows = (0..2_001).map(|n| row(&n.to_string(), "trop", None)).collect();
    let answer = draft.put(&Batch { collection: "places".into(), columns: Vec::new(), rows });
    Err(failed(&format!("{answer:?}")))
}

/// Features at the ends of time, so that pages must show them.
fn wild_dates() -> Result<Outcome, Failure> {
    let draft = begin()?;
    let moments = [i64::MIN, i64::MIN / 2, -1, i64::MAX / 2, i64::MAX];
    let periods = moments.iter().flat_map(|start| moments.iter().map(move |end| (*start, *end)));
    for (at, (start, end)) in periods.enumerate() {
        let rows = vec![row(&format!("date-{at}"), "bord du temps", Some(Period { start, end }))];
        let batch = Batch { collection: "places".into(), columns: Vec::new(), rows };
        // A refused row is as good an answer.
        let _ = draft.put(&batch);
    }
    publication::commit(draft, &about(), Counts { read: i64::MAX, kept: i64::MIN, refused: -1 })
        .map_err(|error| failed(&format!("{error:?}")))?;
    Ok(Outcome::Published)
}

fn begun(title: &str) -> Result<Draft, Failure> {
    let draft = begin()?;
    let rows = (0..500).map(|n| row(&format!("{title}-{n}"), title, None)).collect();
    let batch = Batch { collection: "places".into(), columns: Vec::new(), rows };
    draft.put(&batch).map_err(|error| failed(&format!("{error:?}")))?;
    Ok(draft)
}

fn begin() -> Result<Draft, Failure> {
    publication::begin("mauvaise").map_err(|error| failed(&format!("{error:?}")))
}

fn row(id: &str, title: &str, period: Option<Period>) -> Row {
    let point = Point { longitude: 2.26, latitude: 48.82 };
    Row {
        id: id.into(),
        title: text(title),
        geometry: Some(Geometry::Point(point)),
        period,
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

fn failed(reason: &str) -> Failure {
    Failure { reason: reason.into() }
}
