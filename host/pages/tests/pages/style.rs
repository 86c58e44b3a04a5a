//! The style sheet: readable in light and dark, and in need of nothing from elsewhere.

use std::collections::HashMap;

use parvis_pages::static_files;

/// Letters, and the ground they stand on.
const PAIRS: [(&str, &str); 16] = [
    ("ink", "ground"),
    ("ink", "paper"),
    ("ink", "accent-wash"),
    ("ink", "warn-wash"),
    ("ink", "urgent-wash"),
    ("soft", "ground"),
    ("soft", "paper"),
    ("accent", "ground"),
    ("accent", "paper"),
    ("accent", "accent-wash"),
    ("accent-ink", "accent"),
    ("warn", "warn-wash"),
    ("warn", "ground"),
    ("urgent", "urgent-wash"),
    ("urgent", "ground"),
    ("paper", "urgent"),
];

/// Classes that need no style of their own.
const PLAIN_CLASSES: [&str; 7] = ["feed", "more", "part", "info", "success", "open", "by-name"];

fn css() -> String {
    ["hub.css", "map.css"].map(css_of).join("\n")
}

fn css_of(name: &str) -> &'static str {
    let file = static_files().iter().find(|file| file.name == name).expect(name);
    std::str::from_utf8(file.bytes).expect("UTF-8")
}

/// The colours of one `:root` block.
fn colours(block: &str) -> HashMap<&str, &str> {
    let declared = block.split('}').next().expect("a block").split(';');
    declared
        .filter_map(|line| line.rsplit_once("--")?.1.split_once(": #"))
        .filter(|(_, colour)| colour.len() == 6)
        .collect()
}

fn luminance(colour: &str) -> f64 {
    let channel = |from: usize| {
        let part = f64::from(u8::from_str_radix(&colour[from..from + 2], 16).expect("hex")) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

#[test]
fn every_text_reads_in_light_and_in_dark() {
    let blocks: Vec<_> = css_of("hub.css").split(":root {").skip(1).take(2).map(colours).collect();
    assert_eq!(blocks.len(), 2, "light and dark");
    for (block, name) in blocks.iter().zip(["light", "dark"]) {
        for (ink, ground) in PAIRS {
            let (a, b) = (luminance(block[ink]), luminance(block[ground]));
            let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(ratio >= 4.5, "{name}: {ink} on {ground} is {ratio:.2}:1");
        }
    }
}

/// Dots and titles on the map, and the land that they stand on.
const ON_THE_LAND: [&str; 8] =
    ["words", "events", "places", "social-services", "vehicle-stations", "stops", "offers", "alerts"];

#[test]
fn every_kind_is_seen_on_the_map_in_light_and_in_dark() {
    let blocks: Vec<_> = css_of("map.css").split(":root {").skip(1).take(2).map(colours).collect();
    assert_eq!(blocks.len(), 2, "light and dark");
    for (block, name) in blocks.iter().zip(["light", "dark"]) {
        for kind in ON_THE_LAND {
            let (a, b) = (luminance(block[&*format!("map-{kind}")]), luminance(block["map-land"]));
            let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(ratio >= 4.5, "{name}: {kind} on the land is {ratio:.2}:1");
        }
    }
}

#[test]
fn the_style_needs_nothing_from_elsewhere() {
    let css = css();
    for word in ["http:", "https:", "data:", "@import", "//fonts", "expression("] {
        assert!(!css.contains(word), "{word}");
    }
    for address in css.split("url(\"").skip(1) {
        let name = address.split('"').next().expect("address");
        assert!(static_files().iter().any(|file| file.name == name), "{name} is not served");
    }
}

#[test]
fn every_class_has_its_style() {
    let css = css();
    let pages: String =
        crate::all_pages("").iter().map(|(_, context, page)| crate::writer().html(context, page)).collect();
    let used: std::collections::BTreeSet<&str> = pages
        .split(" class=\"")
        .skip(1)
        .flat_map(|rest| rest.split('"').next().expect("class").split(' '))
        .collect();
    for class in &used {
        let styled = css.match_indices(&format!(".{class}")).any(|(at, found)| {
            !css[at + found.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
        });
        assert!(styled || PLAIN_CLASSES.contains(class), ".{class} has no style");
    }
}
