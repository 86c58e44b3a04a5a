//! Words that titles and descriptions are made of: as many as a district has, so that search has something to tell apart.

use crate::points::scattered;

/// People and places that streets and houses are called after.
const NAMES: [&str; 40] = [
    "Pasteur",
    "Victor Hugo",
    "Jean Jaurès",
    "Gambetta",
    "République",
    "Verdun",
    "Liberté",
    "Moulin",
    "Fontaine",
    "Château",
    "Paix",
    "Gare",
    "Écoles",
    "Marché",
    "Église",
    "Mairie",
    "Colline",
    "Seine",
    "Forêt",
    "Étang",
    "Molière",
    "Racine",
    "Voltaire",
    "Diderot",
    "Zola",
    "Balzac",
    "Curie",
    "Ampère",
    "Lavoisier",
    "Rodin",
    "Matisse",
    "Monet",
    "Debussy",
    "Ravel",
    "Bizet",
    "Berlioz",
    "Clemenceau",
    "Ferry",
    "Leclerc",
    "Brossolette",
];
const WAYS: [&str; 5] = ["rue", "avenue", "allée", "place", "sentier"];
/// What descriptions speak of.
const SUBJECTS: [&str; 24] = [
    "accueil",
    "enfants",
    "lecture",
    "musique",
    "concert",
    "théâtre",
    "jardin",
    "sport",
    "cuisine",
    "réparation",
    "vélo",
    "santé",
    "emploi",
    "logement",
    "numérique",
    "langue",
    "dessin",
    "danse",
    "jeux",
    "nature",
    "histoire",
    "quartier",
    "familles",
    "aînés",
];

/// The street of that number: 200 of them.
pub(crate) fn street(number: usize) -> String {
    format!("{} {}", WAYS[number % WAYS.len()], name(number / WAYS.len()))
}

/// The name of that number.
pub(crate) fn name(number: usize) -> &'static str {
    NAMES[number % NAMES.len()]
}

/// An address: the same number gives the same one.
pub(crate) fn address(number: usize) -> String {
    let mixed = scattered(number as u64) as usize;
    format!("{} {}", 1 + mixed % 300, street(mixed / 300))
}

/// A sentence of some words.
pub(crate) fn description(number: usize) -> String {
    let mixed = scattered(number as u64) as usize;
    let word = |at: usize| SUBJECTS[(mixed >> (5 * at)) % SUBJECTS.len()];
    format!("{} et {} pour tous, {} au {}, {}", word(0), word(1), word(2), word(3), name(mixed >> 20))
}
