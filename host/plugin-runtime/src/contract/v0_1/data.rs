//! `data`: reading collections on behalf of the plugin. Every read is traced.

use parvis_model::PlatformError;

use super::bindings::data::{Feature, Host, Query, Results};
use super::bindings::errors::Error;
use super::convert_feeds::query as to_query;
use super::sizes::size_of_feature;
use crate::state::CallState;
use crate::trace::{Read, collection_version};

impl CallState {
    /// Notes a question for the audit. Being denied is a read for the cache, and none for the audit: names that a plugin
    /// makes up are kept nowhere.
    fn note_question<T>(&self, name: &str, answer: &Result<T, PlatformError>) {
        if !matches!(answer, Err(PlatformError::Denied(_))) {
            self.note_audit(name);
        }
    }

    fn note_collection<T>(&self, name: &str, answer: &Result<T, PlatformError>) {
        let version = || collection_version(&self.reading, name);
        self.trace(|| Read::Collection { name: name.to_owned(), version: version() });
        self.note_question(name, answer);
    }

    /// Carries features over, or says that the call has read its fill.
    fn carry(&mut self, features: Vec<Feature>) -> wasmtime::Result<Result<Vec<Feature>, Error>> {
        if !self.may_read(features.len()) {
            return Ok(Err(PlatformError::Quota(60_000).into()));
        }
        self.cross(features.iter().map(size_of_feature).sum())?;
        Ok(Ok(features))
    }
}

impl Host for CallState {
    fn get(&mut self, collection: String, id: String) -> wasmtime::Result<Result<Feature, Error>> {
        self.enter(collection.len() + id.len())?;
        let found = self.platform.plugin_get(&self.reading, &self.plugin, &collection, &id);
        self.note_question(&collection, &found);
        let content = || found.as_deref().ok().cloned().map(Box::new);
        self.trace(|| Read::Feature { collection, id, content: content() });
        match found {
            Ok(feature) => Ok(self.carry(vec![(&*feature).into()])?.map(|mut one| one.remove(0))),
            Err(error) => Ok(Err(error.into())),
        }
    }

    fn find(&mut self, query: Query) -> wasmtime::Result<Result<Results, Error>> {
        self.enter(256)?;
        let query = to_query(query);
        let found = self.platform.plugin_find(&self.reading, &self.plugin, &query);
        self.note_collection(&query.collection, &found);
        match found {
            Ok((features, next)) => {
                let features = features.iter().map(Into::into).collect();
                Ok(self.carry(features)?.map(|features| Results { features, next }))
            }
            Err(error) => Ok(Err(error.into())),
        }
    }

    fn count(&mut self, collection: String) -> wasmtime::Result<Result<i64, Error>> {
        self.enter(collection.len())?;
        let count = self.platform.plugin_count(&self.reading, &self.plugin, &collection);
        self.note_collection(&collection, &count);
        Ok(count.map_err(Into::into))
    }
}
