//! Reading collections on behalf of a plugin.

use parvis_index::FeatureRef;
use parvis_model::{Area, Feature, Language, Origin, Placement, PlatformError, Query};

use crate::{Platform, PluginRecord, Reading};

impl Platform {
    /// One feature. `Denied` without `read:COLLECTION`.
    pub fn plugin_get(
        &self,
        reading: &Reading,
        plugin: &PluginRecord,
        collection: &str,
        id: &str,
    ) -> Result<FeatureRef, PlatformError> {
        plugin.check_read(collection)?;
        reading.snapshot.get(collection, id).ok_or(PlatformError::NotFound)
    }

    /// How many features a collection holds. `Denied` without `read:COLLECTION`.
    pub fn plugin_count(
        &self,
        reading: &Reading,
        plugin: &PluginRecord,
        collection: &str,
    ) -> Result<i64, PlatformError> {
        plugin.check_read(collection)?;
        let count = reading.snapshot.collection(collection).map_or(0, |found| found.len());
        Ok(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Runs a query. `Denied` without `read:COLLECTION`; `Invalid` if it asks for the visitor's place.
    pub fn plugin_find(
        &self,
        reading: &Reading,
        plugin: &PluginRecord,
        query: &Query,
    ) -> Result<(Vec<Feature>, Option<String>), PlatformError> {
        plugin.check_read(&query.collection)?;
        if wants_visitor(query) {
            return Err(PlatformError::invalid(
                "query.placement",
                "here, there and commune-here answer only in feeds, which the hub fills in",
            ));
        }
        let nobody = Self::nobody(Language::default());
        let answer = reading.snapshot.run(query, &self.query_context(reading.now, &nobody))?;
        Ok((answer.hits.iter().map(|hit| Feature::clone(&hit.feature)).collect(), answer.next))
    }
}

fn wants_visitor(query: &Query) -> bool {
    matches!(
        query.placement,
        Some(
            Placement::Near { origin: Origin::Here | Origin::There, .. }
                | Placement::Inside(Area::CommuneHere)
        )
    )
}
