//! Names in capitals made readable, by rule, without guessing accents.
//!
//! The rule: a name that holds a small letter is left as it is. A name all in capitals is written word by word: the
//! first letter stays large, the others become small (`CHAVILLE VELIZY` → `Chaville Velizy`); little words (de, la, sur,
//! les...) and elided ones (d', l') are small unless they begin the name or follow a lone dash, a slash or a bracket;
//! the parts of a word joined by hyphens follow the same rule; known abbreviations (RER, TGV...), Roman numerals from
//! two signs on and words with a figure (T4, RD984) keep their capitals, ordinals (1ER, 2EME) become small. A letter
//! that lost its apostrophe is small too (`PONT DE L ALMA` → `Pont de l Alma`), and so is A between two words. Accents
//! that the feed lacks stay lacking. Several spaces become one.

/// Words that are small inside a name.
const SMALL: [&str; 24] = [
    "DE", "DU", "DES", "LA", "LE", "LES", "LÈS", "LEZ", "LÉS", "EN", "SUR", "SOUS", "ET", "AU", "AUX", "À",
    "ÈS", "PAR", "POUR", "DANS", "CHEZ", "UN", "UNE", "OU",
];

/// Single letters that are small between two words: elisions without their apostrophe, and à without its accent.
const SMALL_LETTERS: [&str; 4] = ["D", "L", "A", "Y"];

/// What stands before an apostrophe and belongs to the word behind it.
const ELISIONS: [&str; 6] = ["D", "L", "S", "N", "J", "QU"];

/// Abbreviations that people read as such.
const ABBREVIATIONS: [&str; 22] = [
    "RER", "TGV", "TER", "SNCF", "RATP", "CDG", "RD", "RG", "RN", "ND", "GC", "ZI", "ZA", "ZAC", "CHU",
    "CHR", "IUT", "HLM", "EDF", "CNRS", "CEA", "ENS",
];

/// What may follow the figures of an ordinal.
const ORDINALS: [&str; 8] = ["ER", "ERE", "ÈRE", "EME", "ÈME", "E", "ND", "NDE"];

/// A name for people: capitals made readable by the rule at the top of this file, anything else as it is.
pub fn readable_name(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let readable: Vec<String> = (0..words.len())
        .map(|index| {
            let begins = index == 0 || is_break(words[index - 1]);
            let lone_letter = !begins && index + 1 < words.len() && SMALL_LETTERS.contains(&words[index]);
            if lone_letter { words[index].to_lowercase() } else { word(words[index], begins) }
        })
        .collect();
    readable.join(" ")
}

/// A dash or slash that stands between two names.
fn is_break(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "/" | "|" | ":" | "&")
}

/// A word without spaces: its parts between hyphens, dots, slashes and brackets, one by one.
fn word(text: &str, mut begins: bool) -> String {
    let mut readable = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.find(|sign: char| !is_letter(sign)) {
        readable.push_str(&part(&rest[..end], begins));
        let sign = rest[end..].chars().next().unwrap_or_default();
        readable.push(sign);
        begins = sign != '-' || (begins && end == 0);
        rest = &rest[end + sign.len_utf8()..];
    }
    readable + &part(rest, begins)
}

fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '\'' || sign == '’'
}

/// Letters, figures and apostrophes.
fn part(text: &str, begins: bool) -> String {
    if let Some(elided) = elided(text, begins) {
        return elided;
    }
    if text.contains(|sign: char| sign.is_ascii_digit()) {
        return if is_ordinal(text) { text.to_lowercase() } else { text.to_owned() };
    }
    if ABBREVIATIONS.contains(&text) || is_roman(text) {
        return text.to_owned();
    }
    if !begins && SMALL.contains(&text) {
        return text.to_lowercase();
    }
    capitalised(text)
}

fn elided(text: &str, begins: bool) -> Option<String> {
    let (before, after) = text.split_once(['\'', '’'])?;
    if !ELISIONS.contains(&before) || after.is_empty() {
        return None;
    }
    let apostrophe = &text[before.len()..text.len() - after.len()];
    let before = if begins { capitalised(before) } else { before.to_lowercase() };
    Some(before + apostrophe + &part(after, true))
}

fn is_ordinal(text: &str) -> bool {
    let letters = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    letters.len() < text.len() && ORDINALS.contains(&letters)
}

/// Roman numerals up to 39, from two signs on: a single I, V or X is written alike in any case.
fn is_roman(text: &str) -> bool {
    let tens = text.trim_start_matches('X');
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    text.len() > 1 && text.len() - tens.len() <= 3 && ones.contains(&tens)
}

fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_string() + &signs.as_str().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_readable() {
        let cases = [
            ("SAINT-MARTIN D'ETAMPES", "Saint-Martin d'Etampes"),
            ("CHAVILLE VELIZY", "Chaville Velizy"),
            ("GARE DE LYON", "Gare de Lyon"),
            ("ISSY VAL DE SEINE", "Issy Val de Seine"),
            ("LA CROIX DE BERNY", "La Croix de Berny"),
            ("L'ISLE ADAM PARMAIN", "L'Isle Adam Parmain"),
            ("SAINT-OUEN L’AUMONE", "Saint-Ouen l’Aumone"),
            ("FONTENAY-LE-FLEURY", "Fontenay-le-Fleury"),
            ("AEROPORT CHARLES DE GAULLE  2 TGV", "Aeroport Charles de Gaulle 2 TGV"),
            ("BIBLIOTHEQUE F. MITTERRAND", "Bibliotheque F. Mitterrand"),
            ("ST MICHEL ND RER B", "St Michel ND RER B"),
            ("LES PAVILLONS SOUS BOIS T4", "Les Pavillons sous Bois T4"),
            ("PONT DE L ALMA", "Pont de l Alma"),
            ("L ABBAYE", "L Abbaye"),
            ("REMISE A JORELLE", "Remise a Jorelle"),
            ("QUAI A", "Quai A"),
            ("US", "Us"),
            ("PONT GARIGLIANO - HOPITAL EUROPEEN", "Pont Garigliano - Hopital Europeen"),
            ("MAIRIE - LE STADE (LA POSTE)", "Mairie - Le Stade (La Poste)"),
            ("RAMBLA/LE PORT", "Rambla/Le Port"),
            ("LE POIZAT-LALLEYRIAT RD1084", "Le Poizat-Lalleyriat RD1084"),
            ("PLACE HENRI IV", "Place Henri IV"),
            ("AVENUE LOUIS XIV", "Avenue Louis XIV"),
            ("SQUARE JEAN XXIII", "Square Jean XXIII"),
            ("RUE DU 1ER MAI", "Rue du 1er Mai"),
            ("PLACE DU 8 MAI 1945", "Place du 8 Mai 1945"),
            ("ECOLE ÉLÉMENTAIRE", "Ecole Élémentaire"),
            ("PRUD'HOMMES", "Prud'hommes"),
            ("VAL D'OR", "Val d'Or"),
            ("SAINT -OUEN L'AUMONE QUARTIER DE L'EGLIS", "Saint -Ouen l'Aumone Quartier de l'Eglis"),
            ("MEUDON-SUR-SEINE", "Meudon-sur-Seine"),
            ("", ""),
            ("駅", "駅"),
        ];
        for (name, readable) in cases {
            assert_eq!(readable_name(name), readable);
        }
    }

    #[test]
    fn names_with_small_letters_are_left_as_they_are() {
        for name in [
            "VERSAILLES RIVE GAUCHE Château de Versailles",
            "EVRY - Val de Seine",
            "PONT DE RUNGIS - Aéroport d'Orly",
            "Javel (Avenue Félix Faure)",
            "iPad  STORE",
        ] {
            assert_eq!(readable_name(name), name);
        }
    }
}
