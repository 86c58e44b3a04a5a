//! Colours of badges: the ground comes from the data, the ink is whichever of black and white reads better.

/// Colour of the letters on a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Black,
    White,
}

/// True for six hexadecimal digits.
pub(crate) fn is_colour(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The ink with the higher contrast on this ground. It is at least 4.5:1 on every colour there is.
pub(crate) fn ink_on(ground: &str) -> Ink {
    let light = luminance(ground);
    if contrast(light, 0.0) >= contrast(1.0, light) { Ink::Black } else { Ink::White }
}

/// Relative luminance of WCAG 2.2, 0 to 1.
fn luminance(colour: &str) -> f64 {
    let channel = |from: usize| {
        let byte = colour.get(from..from + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let part = f64::from(byte.unwrap_or(0)) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

/// Contrast of WCAG 2.2 between two luminances, the lighter first.
fn contrast(lighter: f64, darker: f64) -> f64 {
    (lighter + 0.05) / (darker + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_reads_on_every_ground() {
        for red in (0..=255).step_by(5) {
            for green in (0..=255).step_by(5) {
                for blue in (0..=255).step_by(15) {
                    let ground = format!("{red:02x}{green:02X}{blue:02x}");
                    let light = luminance(&ground);
                    let ratio = match ink_on(&ground) {
                        Ink::Black => contrast(light, 0.0),
                        Ink::White => contrast(1.0, light),
                    };
                    assert!(ratio >= 4.5, "{ground}: {ratio}");
                }
            }
        }
    }

    #[test]
    fn known_grounds() {
        assert_eq!(ink_on("FFD100"), Ink::Black, "RER C");
        assert_eq!(ink_on("00643C"), Ink::White, "line 12");
        assert!((contrast(1.0, luminance("767676")) - 4.54).abs() < 0.01, "the grey that everyone knows");
        for bad in ["FFD10", "FFD1000", "GGGGGG", "red", "#FFD10", "é12345"] {
            assert!(!is_colour(bad), "{bad}");
        }
    }
}
