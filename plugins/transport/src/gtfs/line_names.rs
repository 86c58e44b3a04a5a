//! What people call a line. All the rules are here, and only here.

use super::modes::Mode;

/// The name of a line, in both languages of the hub.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineName {
    /// French, `Ligne N`.
    pub fr: String,
    /// English, `Line N`.
    pub en: String,
}

/// Names of more signs than this speak for themselves: no mode is written before them.
const SHORT: usize = 8;

/// The rules, the first that fits:
/// 1. `A` to `E` of an agency whose name holds the word RER: `RER C`; its replacement bus: `Bus RER C`.
/// 2. A long name, or one that holds a space: as it is.
/// 3. Else the mode and the name: `Ligne N`, `Métro 12`, `Tram T2`, `Bus 389`.
pub(super) fn line_name(agency: &str, name: &str, mode: Mode) -> LineName {
    let rer =
        agency.split_whitespace().any(|word| word == "RER") && matches!(name, "A" | "B" | "C" | "D" | "E");
    let (fr, en) = words(mode);
    match mode {
        Mode::Rail if rer => same(format!("RER {name}")),
        _ if rer => LineName { fr: format!("{fr} RER {name}"), en: format!("{en} RER {name}") },
        _ if name.chars().count() > SHORT || name.contains(char::is_whitespace) => same(name.to_owned()),
        _ => LineName { fr: format!("{fr} {name}"), en: format!("{en} {name}") },
    }
}

fn same(name: String) -> LineName {
    LineName { fr: name.clone(), en: name }
}

fn words(mode: Mode) -> (&'static str, &'static str) {
    match mode {
        Mode::Rail | Mode::Other => ("Ligne", "Line"),
        Mode::Metro => ("Métro", "Metro"),
        Mode::Tram => ("Tram", "Tram"),
        Mode::Bus => ("Bus", "Bus"),
        Mode::Coach => ("Car", "Coach"),
        Mode::Ferry => ("Bateau", "Ferry"),
        Mode::Cable => ("Câble", "Cable car"),
        Mode::Funicular => ("Funiculaire", "Funicular"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_called_as_people_call_them() {
        let cases = [
            ("RER C", "C", Mode::Rail, "RER C", "RER C"),
            ("RER C", "C", Mode::Bus, "Bus RER C", "Bus RER C"),
            ("Réseau RER", "A", Mode::Rail, "RER A", "RER A"),
            ("Paris Rive Gauche", "N", Mode::Rail, "Ligne N", "Line N"),
            ("Paris Rive Gauche", "N", Mode::Bus, "Bus N", "Bus N"),
            ("FRERE", "C", Mode::Rail, "Ligne C", "Line C"),
            ("RATP", "12", Mode::Metro, "Métro 12", "Metro 12"),
            ("Paris Est", "T4", Mode::Tram, "Tram T4", "Tram T4"),
            ("SNCF", "Paris-Est - Vesoul", Mode::Rail, "Paris-Est - Vesoul", "Paris-Est - Vesoul"),
            ("SNCF", "P4", Mode::Coach, "Car P4", "Coach P4"),
        ];
        for (agency, name, mode, fr, en) in cases {
            assert_eq!(line_name(agency, name, mode), LineName { fr: fr.into(), en: en.into() });
        }
    }
}
