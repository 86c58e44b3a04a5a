//! The contract's own files, carried in this program so that a plugin can be built anywhere.

macro_rules! wit {
    ($($name:literal),*) => { &[$(($name, include_str!(concat!("../../../wit/v0.1/", $name)))),*] };
}

/// Name and text of every file of contract 0.1.
pub(crate) const FILES: &[(&str, &str)] = wit![
    "clock.wit",
    "data.wit",
    "errors.wit",
    "exports.wit",
    "feeds.wit",
    "geo.wit",
    "log.wit",
    "outbound.wit",
    "publication.wit",
    "random.wit",
    "settings.wit",
    "text.wit",
    "views.wit",
    "worlds.wit"
];

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn every_file_is_carried() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../wit/v0.1");
        let entries = std::fs::read_dir(folder).expect("the contract").flatten();
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().into_string().expect("a name")).collect();
        names.sort();
        assert_eq!(FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
    }
}
