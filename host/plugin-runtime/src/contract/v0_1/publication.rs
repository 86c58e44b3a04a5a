//! `publication`: a refresh fills a draft and makes it visible whole. Answers only in `sync`.

use parvis_model::{Instant, Permission, PlatformError, ReportLine, RunOutcome, Severity, SourceInfo};
use parvis_services::{Draft, DraftRow};
use wasmtime::component::Resource;

use super::bindings::errors::Error;
use super::bindings::publication as wit;
use super::convert_data::{checked_geometry, ends};
use super::sizes::{size_of_batch, size_of_row_texts, size_of_text};
use crate::state::{CallKind, CallState};

/// Most bytes in one batch.
const MOST_BATCH_BYTES: usize = 2 * 1024 * 1024;
/// Longest time between two publications that a source can promise: ten years.
const LONGEST_PROMISE_S: i64 = 10 * 366 * 86_400;
/// Most bytes of one row, its geometry aside.
const MOST_ROW_BYTES: usize = 64 * 1024;
/// Longest revision, and longest other text about a source, in bytes.
const LONGEST_REVISION: usize = 200;
const LONGEST_ABOUT: usize = 1_000;
/// Longest remark, in characters; the rest is cut.
const LONGEST_REMARK: usize = 500;

/// An open draft, behind a handle of the guest.
#[expect(unreachable_pub, reason = "the generated bindings name it in public items")]
pub struct DraftHandle(Draft);

impl CallState {
    fn only_in_sync(&self) -> Result<(), PlatformError> {
        match self.kind {
            CallKind::Refresh => Ok(()),
            CallKind::View => Err(PlatformError::Denied(Permission::Publish("*".to_owned()))),
        }
    }

    async fn begin_draft(&mut self, source: String) -> Result<Draft, PlatformError> {
        self.only_in_sync()?;
        if self.run.has_draft {
            return Err(PlatformError::invalid("source", "another draft is open; commit or drop it first"));
        }
        self.run.source = Some(source.clone());
        let draft = self.platform.begin_draft(&self.plugin, &source).await?;
        self.run.has_draft = true;
        Ok(draft)
    }

    async fn put_batch(
        &mut self,
        draft: &Resource<DraftHandle>,
        batch: wit::Batch,
    ) -> Result<(), PlatformError> {
        let rows = batch.rows.into_iter().enumerate().map(|(at, row)| draft_row(at, row));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let draft = &self.table.get(draft).map_err(|_| PlatformError::NotFound)?.0;
        self.platform.add_to_draft(&self.plugin, draft, &batch.collection, &batch.columns, rows).await
    }

    async fn commit_draft(
        &mut self,
        draft: Resource<DraftHandle>,
        info: wit::SourceInfo,
        counts: wit::Counts,
    ) -> Result<(), PlatformError> {
        let DraftHandle(draft) = self.table.delete(draft).map_err(|_| PlatformError::NotFound)?;
        self.run.has_draft = false;
        let info = source_info(info)?;
        let report = self.report(
            RunOutcome::Published,
            String::new(),
            [counts.read, counts.kept, counts.refused].map(|n| n.max(0)),
        );
        self.platform.commit_draft(&self.plugin, draft, &info, &report).await?;
        self.run.committed = true;
        Ok(())
    }
}

impl wit::Host for CallState {
    fn published(&mut self, source: String) -> wasmtime::Result<Result<Option<String>, Error>> {
        self.enter(source.len())?;
        if let Err(error) = self.only_in_sync() {
            return Ok(Err(error.into()));
        }
        self.run.source = Some(source.clone());
        Ok(Ok(self.platform.published_revision(&self.plugin, &source)))
    }

    async fn begin(&mut self, source: String) -> wasmtime::Result<Result<Resource<DraftHandle>, Error>> {
        self.enter(source.len())?;
        match self.begin_draft(source).await {
            Ok(draft) => Ok(Ok(self.table.push(DraftHandle(draft))?)),
            Err(error) => Ok(Err(error.into())),
        }
    }

    async fn commit(
        &mut self,
        draft: Resource<DraftHandle>,
        info: wit::SourceInfo,
        counts: wit::Counts,
    ) -> wasmtime::Result<Result<(), Error>> {
        self.enter(512)?;
        Ok(self.commit_draft(draft, info, counts).await.map_err(Into::into))
    }

    fn report(&mut self, lines: Vec<wit::ReportLine>) -> wasmtime::Result<()> {
        self.enter(lines.iter().map(|line| 32 + line.file.len() + line.reason.len()).sum())?;
        for line in lines {
            self.run.remark(report_line(line));
        }
        Ok(())
    }
}

impl wit::HostDraft for CallState {
    async fn put(
        &mut self,
        draft: Resource<DraftHandle>,
        batch: wit::Batch,
    ) -> wasmtime::Result<Result<(), Error>> {
        let bytes = size_of_batch(&batch);
        self.enter(bytes)?;
        if bytes > MOST_BATCH_BYTES {
            let reason = format!("{bytes} bytes in a batch; at most {MOST_BATCH_BYTES}");
            return Ok(Err(PlatformError::invalid("batch", reason).into()));
        }
        Ok(self.put_batch(&draft, batch).await.map_err(Into::into))
    }

    fn drop(&mut self, draft: Resource<DraftHandle>) -> wasmtime::Result<()> {
        self.table.delete(draft)?;
        self.run.has_draft = false;
        Ok(())
    }
}

fn draft_row(at: usize, row: wit::Row) -> Result<DraftRow, PlatformError> {
    let bytes = size_of_row_texts(&row);
    if bytes > MOST_ROW_BYTES {
        let reason = format!("{bytes} bytes beside its geometry; at most {MOST_ROW_BYTES}");
        return Err(PlatformError::invalid(format!("batch.rows[{at}]"), reason));
    }
    let geometry = row
        .geometry
        .map(checked_geometry)
        .transpose()
        .map_err(|reason| PlatformError::invalid(format!("batch.rows[{at}].geometry"), reason))?;
    Ok(DraftRow {
        id: row.id,
        title: row.title.into(),
        geometry,
        period: row.period.map(ends),
        parent: row.parent,
        values: row.values.into_iter().map(|value| value.map(Into::into)).collect(),
    })
}

fn source_info(info: wit::SourceInfo) -> Result<SourceInfo, PlatformError> {
    if info.revision.len() > LONGEST_REVISION {
        return Err(PlatformError::invalid("info.revision", format!("at most {LONGEST_REVISION} bytes")));
    }
    let about = [
        ("title", size_of_text(&info.title)),
        ("attribution", info.attribution.len()),
        ("licence", info.licence.len()),
        ("url", info.url.len()),
    ];
    if let Some((field, _)) = about.iter().find(|(_, bytes)| *bytes > LONGEST_ABOUT) {
        return Err(PlatformError::invalid(
            format!("info.{field}"),
            format!("at most {LONGEST_ABOUT} bytes"),
        ));
    }
    Ok(SourceInfo {
        title: info.title.into(),
        attribution: info.attribution,
        licence: info.licence,
        url: info.url,
        issued: info.issued.map(Instant::within_calendar),
        valid_from: info.valid_from.map(Instant::within_calendar),
        valid_until: info.valid_until.map(Instant::within_calendar),
        promise_s: info.promise_s.map(|seconds| seconds.clamp(0, LONGEST_PROMISE_S)),
        example: info.example,
        revision: info.revision,
        lent: None,
    })
}

fn report_line(line: wit::ReportLine) -> ReportLine {
    let short = |text: String| text.chars().filter(|c| !c.is_control()).take(LONGEST_REMARK).collect();
    ReportLine {
        severity: match line.severity {
            wit::Severity::Info => Severity::Info,
            wit::Severity::Warning => Severity::Warning,
            wit::Severity::Fatal => Severity::Fatal,
        },
        file: short(line.file),
        line: line.line,
        reason: short(line.reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(revision: usize) -> wit::SourceInfo {
        wit::SourceInfo {
            title: wit::Text { main: String::new(), translations: Vec::new() },
            attribution: String::new(),
            licence: String::new(),
            url: String::new(),
            issued: None,
            valid_from: None,
            valid_until: None,
            promise_s: Some(i64::MAX),
            example: false,
            revision: "r".repeat(revision),
        }
    }

    #[test]
    fn a_revision_has_200_bytes_and_not_201() {
        assert!(source_info(info(200)).is_ok());
        let error = source_info(info(201)).expect_err("one past it").to_string();
        assert!(error.contains("info.revision"), "{error}");
    }

    #[test]
    fn what_is_said_of_a_source_has_1000_bytes_and_not_1001() {
        let licence = |bytes| wit::SourceInfo { licence: "l".repeat(bytes), ..info(0) };
        assert!(source_info(licence(1_000)).is_ok());
        let error = source_info(licence(1_001)).expect_err("one past it").to_string();
        assert!(error.contains("info.licence"), "{error}");
    }

    #[test]
    fn a_row_has_64_kib_beside_its_geometry() {
        let row = |bytes: usize| wit::Row {
            id: "i".repeat(bytes),
            title: wit::Text { main: String::new(), translations: Vec::new() },
            geometry: None,
            period: None,
            parent: None,
            values: Vec::new(),
        };
        let around = size_of_row_texts(&row(0));
        assert!(draft_row(0, row(MOST_ROW_BYTES - around)).is_ok());
        let error = draft_row(3, row(MOST_ROW_BYTES - around + 1)).expect_err("one past it").to_string();
        assert!(error.contains("batch.rows[3]"), "{error}");
    }

    #[test]
    fn a_promise_is_ten_years_at_most() {
        let promised = source_info(info(0)).expect("an info").promise_s;
        assert_eq!(promised, Some(LONGEST_PROMISE_S));
    }

    #[test]
    fn a_remark_is_cut_after_500_characters() {
        let remark = |reason: String| {
            let line =
                wit::ReportLine { severity: wit::Severity::Info, file: String::new(), line: None, reason };
            report_line(line).reason
        };
        assert_eq!(remark("é".repeat(500)).chars().count(), 500);
        assert_eq!(remark("é".repeat(501)).chars().count(), 500);
    }
}
