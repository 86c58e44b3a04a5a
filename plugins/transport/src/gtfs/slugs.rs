//! Ids that people may read: small letters, digits and hyphens.

/// Longest slug in bytes.
const LENGTH: usize = 80;

/// Makes an id of texts: accents folded, everything else than letters and digits becomes one hyphen. The same texts
/// give the same id for ever.
pub(super) fn slug(texts: &[&str]) -> String {
    let mut slug = String::new();
    for sign in texts.join("-").chars().flat_map(char::to_lowercase) {
        match fold(sign) {
            "" if sign.is_ascii_alphanumeric() => slug.push(sign),
            "" if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            folded => slug.push_str(folded),
        }
    }
    slug.truncate(LENGTH);
    slug.trim_end_matches('-').to_owned()
}

/// Plain letters for a small Latin letter with an accent; empty for any other sign.
fn fold(sign: char) -> &'static str {
    match sign {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ý' | 'ÿ' => "y",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_and_stable() {
        assert_eq!(slug(&["RER C", "C", "rail"]), "rer-c-c-rail");
        assert_eq!(
            slug(&["Conseil Régional Auvergne - Rhône-Alpes", "P4"]),
            "conseil-regional-auvergne-rhone-alpes-p4"
        );
        assert_eq!(slug(&["", "Œuvre  d'Été!"]), "oeuvre-d-ete");
        assert_eq!(slug(&["駅", "12"]), "12");
        assert_eq!(slug(&[&"x".repeat(300)]).len(), 80);
    }
}
