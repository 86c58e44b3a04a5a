//! What handlers share.

use std::sync::Arc;

use parvis_pages::Composer;

use crate::health::Readiness;
use crate::metrics::Metrics;
use crate::rarely::Rarely;
use crate::{CookieKeys, MapFiles, Site};

/// What handlers share. Cheap to clone.
#[derive(Clone)]
pub struct WebState {
    pub(crate) composer: Arc<Composer>,
    pub(crate) cookie_keys: CookieKeys,
    pub(crate) site: Arc<Site>,
    pub(crate) map_files: Arc<MapFiles>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) readiness: Readiness,
    /// When it was last logged that requests come for another name.
    pub(crate) other_names: Arc<Rarely>,
}

impl WebState {
    /// The web of a hub: its pages, the keys of its cookies, its place in the world.
    pub fn new(composer: Arc<Composer>, cookie_keys: CookieKeys, site: Site) -> Self {
        Self {
            composer,
            cookie_keys,
            site: Arc::new(site),
            map_files: Arc::default(),
            metrics: Arc::default(),
            readiness: Readiness::default(),
            other_names: Arc::default(),
        }
    }

    /// The same, with what draws maps.
    #[must_use]
    pub fn with_map(self, files: MapFiles) -> Self {
        Self { map_files: Arc::new(files), ..self }
    }
}
