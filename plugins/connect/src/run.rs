//! A run from beginning to end.

use parvis_sdk::{Counts, Failure, Outcome, Setting, SourceInfo, clock, publication, settings, text};

use crate::fingerprint::fingerprint;
use crate::rows::{Collection, Rows};
use crate::source::{self, Source};

/// Reads the source of the connector that runs and publishes its rows in place of those of the last run. `settings` names
/// the plugin's settings on which the rows depend. What was published stays if the source is not sound, or if nothing of
/// it can be kept.
pub fn run(
    collection: Collection,
    settings: &[&str],
    read: impl FnOnce(&Source, &mut Rows) -> Result<(), String>,
) -> Result<Outcome, Failure> {
    publish(collection, Some(settings), read).map_err(|reason| Failure { reason })
}

/// The same for a source that names further files, which change without it: every run publishes. Its task says
/// `several-files = true`.
pub fn run_always(
    collection: Collection,
    read: impl FnOnce(&Source, &mut Rows) -> Result<(), String>,
) -> Result<Outcome, Failure> {
    publish(collection, None, read).map_err(|reason| Failure { reason })
}

fn publish(
    collection: Collection,
    settings: Option<&[&str]>,
    read: impl FnOnce(&Source, &mut Rows) -> Result<(), String>,
) -> Result<Outcome, String> {
    let source = Source::open()?;
    let failed = |error: parvis_sdk::Error| format!("what was read cannot be published: {error}");
    let before = publication::published(&source.name).map_err(failed)?;
    if source.is_unchanged() && before.is_some() {
        return Ok(Outcome::Unchanged);
    }
    source.check()?;
    let revision = match settings {
        Some(settings) => revision(&source.digest(), settings),
        None => String::new(),
    };
    if settings.is_some() && before.as_deref() == Some(revision.as_str()) {
        return Ok(Outcome::Unchanged);
    }
    let draft = publication::begin(&source.name).map_err(failed)?;
    let mut rows = Rows::new(collection, &source.name, draft);
    let done = read(&source, &mut rows).and_then(|()| rows.finish());
    rows.tell();
    done?;
    let Counts { read, kept, refused } = rows.counts();
    if refused > 0 && kept == 0 {
        return Err(format!("nothing of the {read} rows can be kept ({refused} refused)"));
    }
    let info = info(&source, &rows, revision);
    let (draft, counts) = rows.into_draft();
    publication::commit(draft, &info, counts).map_err(failed)?;
    Ok(Outcome::Published)
}

/// What is published depends on the bytes, the day, the plugin's version, its settings and the mapping.
fn revision(digest: &str, names: &[&str]) -> String {
    let today = clock::today();
    let mut written = source::text("mapping").unwrap_or_default();
    for name in names {
        written.push_str(&format!("\n{name}={}", shown(settings::get(name))));
    }
    format!(
        "{digest} {:04}-{:02}-{:02} {:016x} {}",
        today.year,
        today.month,
        today.day,
        fingerprint(&written),
        env!("CARGO_PKG_VERSION"),
    )
}

fn shown(setting: Option<Setting>) -> String {
    match setting {
        Some(Setting::Text(text) | Setting::Choice(text)) => text,
        Some(Setting::Integer(number)) => number.to_string(),
        Some(Setting::Number(number)) => number.to_string(),
        Some(Setting::Boolean(yes)) => yes.to_string(),
        Some(Setting::Source | Setting::Secret) | None => String::new(),
    }
}

/// The operator's terms stand over these.
fn info(source: &Source, rows: &Rows, revision: String) -> SourceInfo {
    let title = if rows.title.is_empty() { &source.name } else { &rows.title };
    SourceInfo {
        title: text(title.chars().take(200).collect::<String>()),
        attribution: String::new(),
        licence: String::new(),
        url: String::new(),
        issued: rows.issued,
        valid_from: None,
        valid_until: rows.valid_until,
        promise_s: None,
        example: false,
        revision,
    }
}
