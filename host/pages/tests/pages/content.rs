//! What the sample pages say, in words.

use crate::dom::{Element, elements};
use crate::{all_pages, writer};

fn page(name: &str) -> Vec<Element> {
    let found = all_pages("").into_iter().find(|(known, ..)| known == name);
    let (_, context, page) = found.expect("a sample page of this name");
    elements(&writer().html(&context, &page))
}

fn says(name: &str, words: &str) -> bool {
    page(name).iter().any(|e| e.name == "body" && e.text.contains(words))
}

#[test]
fn a_departure_reads_as_a_sentence() {
    let french = "08:33 RER C Versailles Rive Gauche Château de Versailles VICK · voie 2 dans 3 min";
    assert!(says("home.fr", french));
    assert!(says(
        "home.en",
        "08:33 RER C Versailles Rive Gauche Château de Versailles VICK · platform 2 in 3 min"
    ));
    let times: Vec<String> = page("home.fr")
        .iter()
        .filter(|e| e.name == "time")
        .filter_map(|e| e.get("datetime").map(|datetime| format!("{} {datetime}", e.text)))
        .collect();
    assert_eq!(times[0], "08:33 2017-03-15T08:33:00+01:00");
}

#[test]
fn far_and_near_departures_are_told_apart() {
    assert!(says(
        "home.fr",
        "08:30 RER C Versailles Rive Gauche Château de Versailles VICK · voie 2 à l’approche"
    ));
    assert!(says("home.fr", "10:12 RER C Saint-Martin d’Étampes ELBA · voie 2 09:01"));
    assert!(says("home.fr", "Issy 4 min à pied"));
}

#[test]
fn stale_data_is_never_shown_as_normal() {
    assert!(says("stop.fr", "Ces informations ne valaient que jusqu’au 14 mars 2017."));
    assert!(says("stop.en", "This information was valid only until 14 March 2017."));
    assert!(says("home.fr", "Information indisponible depuis 06:05."));
    assert!(says("blocks.fr", "Cette information n’est pas encore disponible. Voir en gare."));
    assert!(page("stop.fr").iter().any(|e| e.has_class("warning")));
}

#[test]
fn a_missing_service_says_so_in_its_place() {
    assert!(says("home.fr", "Covoiturage Ce service ne répond pas en ce moment."));
    assert!(says("home.en", "Next departures"));
}

#[test]
fn a_place_is_asked_for_where_it_is_needed() {
    assert!(says("home-no-place.fr", "Choisissez un lieu pour voir ce qui est près de vous."));
    assert!(!says("home.fr", "Choisissez un lieu pour voir ce qui est près de vous."));
}

#[test]
fn long_lists_are_folded_after_eight() {
    let folded = |name: &str, words: &str| {
        let page = page(name);
        let more = page.iter().find(|e| e.name == "details" && e.has_class("more")).expect("see more");
        more.text.matches(words).count()
    };
    assert_eq!(folded("home.fr", "Heure du conte"), 3);
    assert_eq!(folded("stop.fr", "Versailles Rive Gauche"), 2);
}

#[test]
fn a_table_has_every_column_and_says_its_label_once() {
    let page = page("blocks.fr");
    let table = page.iter().find(|e| e.name == "table" && e.text.contains("À l’heure")).expect("a table");
    let words = "Jour À l’heure En retard lundi 13 mars 13 dimanche 12 mars 93 % 12";
    assert_eq!(table.text, words);
}

#[test]
fn an_example_is_said_beside_the_feed() {
    assert!(says("stop.fr", "Exemple Source : Horaires Transilien, ODbL 1.0"));
    assert!(!says("home.fr", "Exemple"));
}

#[test]
fn what_a_feed_says_of_its_data_the_hub_does_not_say_again() {
    let notices = |words: &str| {
        page("home.fr").iter().filter(|e| e.has_class("notice") && e.text.contains(words)).count()
    };
    assert_eq!(notices("06:05"), 1, "the feed alone");
    assert_eq!(notices("05:10"), 1, "no feed: the hub");
    assert_eq!(notices("Trajets proposés"), 1);
}

#[test]
fn a_part_with_the_name_of_its_page_is_titled_for_the_ear_alone() {
    let page = page("verb.fr");
    let titles = page.iter().filter(|e| e.name == "h2");
    let titles: Vec<_> = titles.map(|e| (e.text.clone(), e.has_class("spoken"))).collect();
    assert_eq!(titles, [("Se déplacer".to_owned(), true), ("Covoiturage".to_owned(), false)]);
}

#[test]
fn unsafe_links_become_words() {
    let links: Vec<String> = page("blocks.fr")
        .iter()
        .filter(|e| e.name == "a")
        .filter_map(|e| e.get("href").map(str::to_owned))
        .collect();
    for good in [
        "/services/demarches/etapes/%C3%A9t%C3%A9?x=1&y=%222",
        "/services/transport/stops/issy",
        "https://www.example.org/a?b=1&c=2",
        "tel:3117",
        "tel:0141148000",
        "mailto:aide@example.org",
    ] {
        assert!(links.iter().any(|href| href == good), "{good} is missing in {links:?}");
    }
    assert!(
        !links.iter().any(|href| href.contains("javascript") || href.contains("..") || href.contains("moi"))
    );
}

#[test]
fn what_is_to_come_is_said_quietly() {
    let blocks = page("blocks.fr");
    let soon = blocks.iter().filter(|e| e.has_class("notice") && e.text.contains("bientôt disponible"));
    assert_eq!(soon.count(), 5, "actions, form, thread, map, figure");
}

#[test]
fn the_page_about_a_service_tells_everything() {
    for words in [
        "Lire la source choisie par la collectivité : gtfs accordé",
        "à 500 mètres près non accordé",
        "Une partie du contrat que cette page ne sait pas encore expliquer.",
        "arrêts et gares mercredi 15 mars 12 480",
        "Exemple : ces données sont une illustration.",
        "stop_times.txt ligne 1042 : heure illisible",
        "Lignes gardées 481 990",
        "Calcul pour une page : 100 millisecondes",
    ] {
        assert!(says("about.fr", words), "{words}");
    }
}

#[test]
fn french_words_are_marked_on_an_english_page() {
    let english = page("home.en");
    assert!(english.iter().any(|e| e.get("lang") == Some("fr") && e.text == "Chaville Vélizy"));
    assert!(!page("home.fr").iter().any(|e| e.name == "span" && e.get("lang").is_some()));
}
