//! What of a stranger's text is shown: nothing that is not seen, turns a line around or piles up over other lines.

/// Most marks that one character may carry; the languages of the world need three.
const MOST_MARKS: usize = 4;

/// The text without control characters but line breaks and tabs, without characters of no width that join nothing,
/// without those that turn the direction of what follows, and with at most four marks on a character. Costs one pass; a text of
/// ASCII and the letters of western Europe is given back as it is.
pub fn plain_text(text: String) -> String {
    if text.bytes().fold(true, |fine, byte| fine & is_of_a_letter(byte)) {
        return text;
    }
    let mut marks = 0;
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if marks <= MOST_MARKS && !is_unseen(c) {
            shown.push(c);
        }
    }
    shown
}

/// Bytes of which texts with nothing to leave out are made: ASCII, and `À` to `ÿ`, whose first byte is `C3`.
fn is_of_a_letter(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | 0x80..=0xBF | 0xC3)
}

fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        // No width, and no joining as emoji and some scripts need it.
        '\u{200b}' | '\u{2060}' | '\u{feff}' => true,
        // The direction of all that follows, the hub's own words included.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

/// Marks that are drawn over the character before them, in the scripts that have them.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{6d6}'..='\u{6ed}' | '\u{e31}' | '\u{e34}'..='\u{e3a}'
        | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_stays() {
        for text in [
            "Gare d'Issy",
            "Ôtée à Žižkov, ÿ",
            "Sèvres\n\tRive gauche",
            "Vie\u{302}\u{301}t",
            "👩\u{200d}🚒",
            "محطّة",
            "ที่นี่",
        ] {
            assert_eq!(plain_text(text.to_owned()), text);
        }
    }

    #[test]
    fn what_is_unseen_turns_or_piles_up_goes() {
        for (text, shown) in [
            ("a\u{0}b\u{7}c\u{1b}[31m", "abc[31m"),
            ("tram\u{202e}retard\u{2066}", "tramretard"),
            ("s\u{200b}n\u{feff}c\u{2060}f", "sncf"),
            ("\u{85}x\u{9b}", "x"),
        ] {
            assert_eq!(plain_text(text.to_owned()), shown);
        }
        let piled = plain_text(format!("é{}!", "\u{301}".repeat(4_000)));
        assert_eq!(piled, format!("é{}!", "\u{301}".repeat(MOST_MARKS)));
    }
}
