//! Keys of sources in the configuration file: it is then not for everybody to read.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::{Finding, warn};
use crate::config::Config;

/// A line if everybody may read a file that holds keys.
pub(super) fn readable(config: &Config, file: &Path) -> Option<Finding> {
    let with_keys = config.connector.iter().find(|(_, section)| section.has_headers())?.0;
    let rights = file.metadata().ok()?.permissions().mode();
    let found = format!("everybody on this machine may read the key in [connector.{with_keys}.headers]");
    let advice = format!("`chmod 640 {}`, and give it to the group of the hub's user", file.display());
    (rights & 0o007 != 0).then(|| warn("configuration", found, advice))
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;

    use super::*;

    #[test]
    fn a_key_that_everybody_may_read_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("hub.toml");
        let told = |mode: u32, headers: &str| {
            let lines = "[connector.a]\nplugin = 'b'\ntask = 'c'\nsource = 'https://example.org'\n";
            std::fs::write(&file, format!("{lines}{headers}")).expect("written");
            std::fs::set_permissions(&file, Permissions::from_mode(mode)).expect("rights");
            readable(&Config::read(&file).expect("sound"), &file).map(|finding| finding.found)
        };
        let headers = "[connector.a.headers]\napikey = '5ecret'\n";
        let found = told(0o644, headers).expect("told");
        assert!(found.contains("[connector.a.headers]") && !found.contains("5ecret"), "{found}");
        assert_eq!((told(0o640, headers), told(0o644, "")), (None, None));
    }
}
