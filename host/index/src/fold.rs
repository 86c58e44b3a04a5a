//! Folding of texts: lower case without accents, so that "Sèvres" is found by "sevres".

/// The text in lower case, without accents; ligatures are spelled out. Costs one allocation.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut folded);
    }
    folded
}

/// The folded words of a text: everything that is neither letter nor digit separates them.
pub fn words(text: &str) -> Vec<String> {
    split_words(&fold(text)).map(str::to_owned).collect()
}

/// The words of a text that is already folded.
pub(crate) fn split_words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn fold_char(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    for lower in c.to_lowercase() {
        match unaccented(lower) {
            Some(letters) => folded.push_str(letters),
            None if is_combining(lower) => {}
            None => folded.push(lower),
        }
    }
}

/// Accents written as characters of their own (decomposed texts).
fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The plain letters of an accented small letter of the Latin alphabets of Europe.
fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_ligatures_are_folded() {
        assert_eq!(
            fold("SÈVRES – Cœur d'Œuvre, Lætitia, Straße"),
            "sevres – coeur d'oeuvre, laetitia, strasse"
        );
        assert_eq!(fold("e\u{301}te\u{301}"), "ete");
        assert_eq!(fold("L'HAŸ-LES-ROSES"), "l'hay-les-roses");
    }

    #[test]
    fn other_alphabets_are_kept_in_lower_case() {
        assert_eq!(fold("ΠΑΡΊΣΙ Киев ÷"), "παρίσι киев ÷");
    }

    #[test]
    fn hyphens_and_apostrophes_separate_words() {
        assert_eq!(words("Ville-d'Avray, 2e"), ["ville", "d", "avray", "2e"]);
        assert!(words(" -' ").is_empty());
    }
}
