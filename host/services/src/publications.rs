//! Publications: a plugin's source fills a draft in batches and makes it visible whole.

use std::sync::Arc;

use parvis_model::{
    CollectionSchema, Feature, Geometry, Instant, Period, Permission, PlatformError, Properties, Property,
    PropertyType, RunReport, SourceInfo, Text, Value, standard_collection,
};
use parvis_storage::{PartBatch, StorageError};

use crate::drafts::Draft;
use crate::{Platform, PluginRecord};

/// Most rows in one batch.
const MOST_ROWS: usize = 2_000;
/// Longest id, in bytes.
const LONGEST_ID: usize = 256;

/// After how many milliseconds a plugin may ask again whose share of storage is full: the operator has to act.
const FULL_MS: i64 = 3_600_000;

/// One row of a batch: a feature whose values stand in the order of the batch's columns.
#[derive(Clone, Debug)]
pub struct DraftRow {
    /// Id, unique in the collection.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Where it is.
    pub geometry: Option<Geometry>,
    /// When it begins and ends.
    pub period: Option<(Instant, Instant)>,
    /// The feature it belongs to.
    pub parent: Option<String>,
    /// Values.
    pub values: Vec<Option<Value>>,
}

impl Platform {
    /// The revision of what a source has published.
    pub fn published_revision(&self, plugin: &PluginRecord, source: &str) -> Option<String> {
        let reading = self.read();
        reading.source(plugin.name(), source)?.info.as_ref().map(|info| info.revision.clone())
    }

    /// Opens a draft. `Invalid` for a bad name of a source.
    pub async fn begin_draft(&self, plugin: &PluginRecord, source: &str) -> Result<Draft, PlatformError> {
        let sound = (1..=40).contains(&source.len())
            && source.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !sound {
            return Err(PlatformError::invalid("source", "use 1 to 40 lower-case letters, digits and '-'"));
        }
        plugin.check_source_name(&self.read().registry, source)?;
        let _no_sweep = self.sweeping.lock().await;
        let begun = self.storage.begin_publication(plugin.name(), source).await;
        let mut draft = self.drafts.open(plugin.name(), source, self.stored(plugin, begun)?);
        let visible = self.stored(plugin, self.storage.stored_bytes(plugin.name()).await)?;
        draft.beside = visible.into_iter().filter(|(of, _)| of != source).map(|(_, bytes)| bytes).sum();
        Ok(draft)
    }

    /// Adds rows. `Denied` without `publish:COLLECTION`; `Invalid` names the row and the column; `Quota` when the plugin's
    /// share of storage is full: the draft can then no longer be committed.
    pub async fn add_to_draft(
        &self,
        plugin: &PluginRecord,
        draft: &Draft,
        collection: &str,
        columns: &[String],
        rows: Vec<DraftRow>,
    ) -> Result<(), PlatformError> {
        plugin.check(Permission::Publish(collection.to_owned()))?;
        let schema = standard_collection(collection).ok_or_else(|| {
            PlatformError::invalid("batch.collection", format!("there is no collection '{collection}'"))
        })?;
        if rows.len() > MOST_ROWS {
            return Err(PlatformError::invalid("batch.rows", format!("at most {MOST_ROWS} rows in a batch")));
        }
        let columns = Columns::new(schema, columns)?;
        let features = rows.into_iter().enumerate().map(|(at, row)| columns.feature(at, row));
        let features = features.collect::<Result<Vec<_>, _>>()?;
        let batch = PartBatch { collection: collection.to_owned(), features };
        let bytes = self.stored(plugin, self.storage.add_features(draft.generation, batch).await)?;
        let had_room = self.has_room(draft);
        draft.grew(bytes);
        if had_room && !self.has_room(draft) {
            let most = self.quotas.stored_bytes;
            let reason = format!("the draft is given up: with it more than {most} bytes would be stored");
            self.log_failure(&draft.plugin, &format!("publication {}", draft.source), &reason);
        }
        self.check_room(draft)
    }

    /// Whether the plugin's drafts, with what is visible of its other sources, are within its share of storage. What the
    /// draft takes the place of is not counted: it goes when the draft is committed.
    fn has_room(&self, draft: &Draft) -> bool {
        draft.beside.saturating_add(draft.all_drafts_bytes()) <= self.quotas.stored_bytes as u64
    }

    fn check_room(&self, draft: &Draft) -> Result<(), PlatformError> {
        if self.has_room(draft) { Ok(()) } else { Err(PlatformError::Quota(FULL_MS)) }
    }

    /// Makes the draft visible whole, with the report of its run, and waits until this hub shows it.
    pub async fn commit_draft(
        &self,
        plugin: &PluginRecord,
        draft: Draft,
        info: &SourceInfo,
        report: &RunReport,
    ) -> Result<(), PlatformError> {
        self.check_room(&draft)?;
        self.stored(plugin, self.storage.commit_publication(draft.generation, info, report).await)?;
        drop(draft);
        self.catch_up().await.map_err(|error| {
            tracing::error!(%error, "a publication is committed but cannot be read back");
            PlatformError::Unavailable
        })
    }

    /// The result for the plugin, which is not told why; the report of its run is.
    fn stored<T>(&self, plugin: &PluginRecord, result: Result<T, StorageError>) -> Result<T, PlatformError> {
        self.storing.heard(result).map_err(|error| {
            tracing::debug!(%error, "a publication could not be stored");
            self.storing.refresh_failed(plugin, &error.to_string());
            PlatformError::Unavailable
        })
    }

    /// Removes what nobody sees any more, a little at a time, until nothing is left.
    pub async fn sweep(&self) {
        loop {
            // A publication that begins between the list and the sweep would be swept away.
            let _no_begin = self.sweeping.lock().await;
            match self.storage.sweep(&self.drafts.list()).await {
                Ok(true) => tokio::task::yield_now().await,
                Ok(false) => return,
                Err(error) => {
                    tracing::warn!(%error, "old data could not be removed yet");
                    return;
                }
            }
        }
    }
}

/// The columns of a batch, checked against the schema.
struct Columns {
    names: Vec<(Arc<str>, PropertyType)>,
}

impl Columns {
    fn new(schema: &CollectionSchema, columns: &[String]) -> Result<Self, PlatformError> {
        let column = |name: &String| {
            schema.property(name).map(|kind| (Arc::from(name.as_str()), kind)).ok_or_else(|| {
                let known: Vec<&str> = schema.properties.iter().map(|(known, _)| *known).collect();
                PlatformError::invalid(
                    "batch.columns",
                    format!("{} has no property '{name}'; it has {}", schema.name, known.join(", ")),
                )
            })
        };
        Ok(Self { names: columns.iter().map(column).collect::<Result<_, _>>()? })
    }

    fn feature(&self, at: usize, row: DraftRow) -> Result<Feature, PlatformError> {
        let invalid =
            |field: &str, reason: String| PlatformError::invalid(format!("batch.rows[{at}].{field}"), reason);
        if row.id.is_empty() || row.id.len() > LONGEST_ID || row.id.chars().any(char::is_control) {
            return Err(invalid("id", format!("1 to {LONGEST_ID} bytes, no control characters")));
        }
        let period = row.period.map(|(start, end)| {
            Period::new(start, end).ok_or_else(|| invalid("period", "it ends before it starts".to_owned()))
        });
        if row.values.len() != self.names.len() {
            return Err(invalid(
                "values",
                format!("{} values for {} columns", row.values.len(), self.names.len()),
            ));
        }
        let mut properties = Vec::with_capacity(row.values.len());
        for ((name, kind), value) in self.names.iter().zip(row.values) {
            let Some(value) = value else { continue };
            if PropertyType::of(&value) != *kind {
                return Err(invalid(name, format!("this property is of type {kind:?}").to_lowercase()));
            }
            properties.push(Property { name: name.clone(), value });
        }
        Ok(Feature {
            id: row.id.into(),
            title: row.title,
            geometry: row.geometry,
            period: period.transpose()?,
            parent: row.parent.map(Into::into),
            properties: Properties::from(properties),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(values: Vec<Option<Value>>) -> DraftRow {
        DraftRow { id: "1".into(), title: "Issy".into(), geometry: None, period: None, parent: None, values }
    }

    #[test]
    fn an_id_has_256_bytes_and_not_257() {
        let columns = Columns::new(standard_collection("stops").expect("stops"), &[]).expect("no column");
        let with = |id: String| columns.feature(0, DraftRow { id, ..row(Vec::new()) });
        assert!(with("i".repeat(256)).is_ok());
        assert!(with("i".repeat(257)).is_err() && with(String::new()).is_err());
    }

    #[test]
    fn a_batch_is_held_to_its_schema() {
        let stops = standard_collection("stops").expect("stops");
        let unknown = Columns::new(stops, &["colour".to_owned()]).err().expect("no such property");
        assert!(unknown.to_string().contains("it has code"), "{unknown}");
        let columns = Columns::new(stops, &["code".to_owned()]).expect("columns");
        assert!(columns.feature(0, row(vec![Some(Value::code("8739300"))])).is_ok());
        let wrong = columns.feature(7, row(vec![Some(Value::Integer(1))])).expect_err("wrong type");
        assert!(wrong.to_string().contains("batch.rows[7].code"), "{wrong}");
        assert!(columns.feature(0, row(vec![])).is_err(), "a value is missing");
    }
}
