//! The partners of the soak: for each task that takes connectors, a source that is sound. To add a task: one line here.

use crate::files::{self, File};

/// What a task reads.
pub(crate) struct Partner {
    /// `culture.ical`, as after `--with`.
    pub(crate) task: &'static str,
    /// The collection in which residents find what it brings.
    pub(crate) collection: &'static str,
    /// Its files, the one that is connected first: the words that stand in every title, and the host that it is on.
    pub(crate) files: fn(&str, &str) -> Vec<File>,
}

impl Partner {
    /// The name of its connector: `culture-ical`.
    pub(crate) fn name(&self) -> String {
        self.task.replace('.', "-")
    }

    /// Plugin and task.
    pub(crate) fn parts(&self) -> (&'static str, &'static str) {
        self.task.split_once('.').unwrap_or_else(|| panic!("{}: PLUGIN.TASK", self.task))
    }
}

const fn partner(
    task: &'static str,
    collection: &'static str,
    files: fn(&str, &str) -> Vec<File>,
) -> Partner {
    Partner { task, collection, files }
}

/// Every partner.
pub(crate) const PARTNERS: &[Partner] = &[
    partner("annuaire.addresses", "addresses", files::ban),
    partner("annuaire.geojson", "places", files::geojson),
    partner("annuaire.table", "places", files::table),
    partner("culture.ical", "events", files::ical),
    partner("culture.museums", "places", files::table),
    partner("culture.openagenda", "events", files::openagenda),
    partner("culture.venues", "places", files::geojson),
    partner("emploi.offers", "offers", files::offers),
    partner("mobilite.carpool", "places", files::carpool),
    partner("mobilite.gbfs", "vehicle-stations", files::gbfs),
    partner("mobilite.lifts", "alerts", files::lifts),
    partner("solidarite.data-inclusion", "social-services", files::services),
    partner("solidarite.mednum", "social-services", files::services),
    partner("solidarite.places", "social-services", files::services),
    partner("transport.gtfs-rt", "alerts", files::alerts),
    partner("transport.siri-sx", "alerts", files::situations),
];
