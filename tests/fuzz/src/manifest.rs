//! Manifests, as the section of a component and as `plugin.toml`.

use parvis_model::{Manifest, ManifestError, Permission, SettingKind};

/// Characters of a refusal: it is shown to an operator.
const LONGEST_REFUSAL: usize = 4_000;

/// Reads the bytes both ways.
pub(crate) fn manifest(data: &[u8]) {
    judge(Manifest::from_section(data));
    if let Ok(text) = std::str::from_utf8(data) {
        judge(Manifest::from_toml(text));
    }
}

fn judge(read: Result<Manifest, ManifestError>) {
    match read {
        Ok(manifest) => {
            keeps_the_rules(&manifest);
            let section = manifest.to_section().expect("every manifest can be written");
            let again = Manifest::from_section(&section).expect("what was written can be read");
            assert_eq!(again, manifest, "the section says the same");
        }
        Err(error) => {
            let said = error.to_string();
            assert!(said.chars().count() <= LONGEST_REFUSAL, "an endless refusal");
            // A terminal obeys control characters.
            assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said:?}");
        }
    }
}

fn keeps_the_rules(manifest: &Manifest) {
    assert!(is_word(&manifest.name), "{:?}", manifest.name);
    assert_eq!(manifest.contract, "0.1");
    assert!(!manifest.title.fallback().trim().is_empty() && !manifest.summary.fallback().trim().is_empty());
    assert!(manifest.settings.keys().all(|name| is_word(name)));
    assert!(manifest.schedule.values().all(|schedule| schedule.every_s >= 10));
    for permission in manifest.asks.keys() {
        let written = permission.to_string();
        assert_eq!(written.parse::<Permission>().as_ref(), Ok(permission), "{written:?}");
        if let Permission::Source(setting) = permission {
            assert_eq!(manifest.settings[setting].kind, SettingKind::Source);
        }
    }
    for line in [&manifest.version, &manifest.maker, &manifest.licence] {
        assert!(!line.chars().any(char::is_control), "printed on a terminal: {line:?}");
    }
}

fn is_word(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| first.is_ascii_lowercase())
        && characters.all(|c| c == '-' || c.is_ascii_digit() || c.is_ascii_lowercase())
        && text.len() <= 40
}
