//! What holds in every language: pages, a card, published data, calm notices with a reason, limits.

use std::time::Duration;

use serde_json::Value;
use tests_harness::wait_until;

use crate::desks_hub::DesksHub;

/// What a resident reads in place of a part that failed, and of one that was denied a power.
const CALM: &str = "ne répond pas";
const DENIED: &str = "attend une autorisation";

#[test]
fn the_same_plugin_in_every_language() {
    let mut desks = DesksHub::start();
    desks.runs("published");
    pages_are_the_same(&desks);
    the_card_is_there(&desks);
    published_data_is_there(&desks, 1);
    imports_are_what_was_asked_for(&desks);
    misdeeds_of_pages_end_calmly(&desks);
    misdeeds_of_refreshes_publish_nothing(&mut desks);
}

fn pages_are_the_same(desks: &DesksHub) {
    for path in ["", "?q=parapluie", "values", "denied", "desk/desks/rust-1"] {
        let view = |language: &str| {
            let path = format!("/services/desks-{language}/{path}");
            let answer = desks.hub.browser().get_json(&path);
            assert_eq!(answer.status, 200, "{path}: {}", answer.start());
            // The same but for the plugin's own name.
            let text =
                answer.json()["page"]["view"].to_string().replace(&format!("desks-{language}"), "desks");
            serde_json::from_str::<Value>(&text).expect("JSON")
        };
        let wanted = view("rust");
        assert!(wanted["blocks"].as_array().is_some_and(|blocks| !blocks.is_empty()), "{path}: {wanted}");
        for language in &desks.languages {
            assert_eq!(view(language), wanted, "{language} {path}");
        }
    }
    for language in &desks.languages {
        assert!(desks.page(language, "?q=parapluie").text.contains("Recherche : parapluie"), "{language}");
        assert!(desks.page(language, "").text.contains("name=\"q\""), "{language}: the search is gone");
        assert!(
            desks.page(language, "values").text.contains("13574645999000"),
            "{language}: an instant is wrong"
        );
        assert_eq!(desks.page(language, "advice").status, 404, "{language}");
    }
}

fn the_card_is_there(desks: &DesksHub) {
    let mut browser = desks.hub.browser();
    browser.post_form("/ici", &[("lat", "48.824"), ("lon", "2.274")]);
    let home = browser.get("/").text;
    for language in &desks.languages {
        assert!(home.contains(&format!("({language}, 1)")), "no desk of {language} on the front page");
    }
    assert!(!home.contains(CALM), "{home}");
}

fn published_data_is_there(desks: &DesksHub, edition: i64) {
    for language in &desks.languages {
        let page = desks.page(language, &format!("desk/desks/{language}-1")).text;
        assert!(page.contains(&format!("Guichet de l'été € ({language}, {edition})")), "{language}: {page}");
        assert!(page.contains("01 00 00 00 01") && page.contains("2.2735 48.824"), "{language}: {page}");
        let none = desks.page(language, &format!("desk/desks/{language}-2")).text;
        assert!(none.contains("😀") && !none.contains("01 00 00 00"), "{language}: {none}");
    }
}

fn imports_are_what_was_asked_for(desks: &DesksHub) {
    let free = ["clock", "geo", "log", "random"];
    let asked = ["data", "outbound", "publication", "settings"];
    for language in &desks.languages {
        let inspected = &desks.inspect(language)["component"];
        let imports: Vec<&str> =
            inspected["imports"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        for import in &imports {
            assert!(free.contains(import) || asked.contains(import), "{language} imports {import}");
        }
        assert!(asked.iter().all(|import| imports.contains(import)), "{language}: {imports:?}");
        assert_eq!(inspected["exports"], serde_json::json!(["home", "page", "sync"]), "{language}");
    }
}

/// Words of the reason where a view ran out of time.
const TIME_IN_ALL: &str = "stopped after 800 ms";

/// A page; words of what the plugin says before it ends, by language (JavaScript, Python); words of the hub's reason.
const DEEDS: &[(&str, [&str; 2], &str)] = &[
    ("exception", ["TypeError", "AttributeError"], "trap: "),
    ("recursion", ["", "RecursionError"], "trap: "),
    ("loop", ["", ""], "stopped after "),
    ("memory", ["", ""], "out of memory: it asked for more than 64 MiB"),
    ("uncaught", ["", ""], ""),
];

fn misdeeds_of_pages_end_calmly(desks: &DesksHub) {
    for (deed, of_plugin, of_hub) in DEEDS {
        for language in &desks.languages {
            let page = desks.page(language, deed);
            assert_eq!(page.status, 200, "{language} {deed}");
            assert!(
                page.text.contains(if *deed == "uncaught" { DENIED } else { CALM }),
                "{language} {deed}: {}",
                page.text
            );
            let wanted = match *language {
                "javascript" => of_plugin[0],
                "python" => of_plugin[1],
                _ => "",
            };
            let mut said = Vec::new();
            let heard = || {
                said = desks.said_of(language, &format!("page {deed} fr"));
                let has = |origin: &str, words: &str| {
                    words.is_empty() || said.iter().any(|(from, line)| from == origin && line.contains(words))
                };
                // A machine that is busy with other things may use up the time in all first.
                has("hub", TIME_IN_ALL) || has("plugin", wanted) && has("hub", of_hub)
            };
            let logged = wait_until(heard, Duration::from_secs(5));
            assert!(logged, "{language} {deed}: {wanted:?} or {of_hub:?} is not in {said:?}");
        }
    }
    for language in &desks.languages {
        assert!(desks.page(language, "").text.contains("Objets trouvés"), "{language} is gone");
        assert_eq!(desks.page(language, "logs").status, 200);
        let heard = || desks.said_of(language, "page logs fr").iter().any(|(_, line)| line == "une ligne é");
        assert!(wait_until(heard, Duration::from_secs(5)), "{language}: no line of its own");
    }
}

/// What a refresh does wrong, and words of the reason: the same for all, or by language (Rust, JavaScript, Python).
const MISDEEDS: &[(&str, [&str; 3])] = &[
    ("exception", ["unreachable", "TypeError", "AttributeError"]),
    ("loop", ["stopped after 2000 ms of processor time"; 3]),
    ("memory", ["memory", "memory", "Memory"]),
    ("draft-dropped", ["on renonce"; 3]),
];

fn misdeeds_of_refreshes_publish_nothing(desks: &mut DesksHub) {
    desks.restart(1, "draft-dropped");
    desks.runs("unchanged");
    for (edition, (misdeed, reasons)) in (2..).zip(MISDEEDS) {
        desks.restart(edition, misdeed);
        for (language, reason) in desks.runs("refused") {
            let at = ["rust", "javascript", "python"].iter().position(|known| *known == language);
            let wanted = reasons[at.expect("a language")];
            assert!(reason.to_lowercase().contains(&wanted.to_lowercase()), "{language} {misdeed}: {reason}");
        }
        published_data_is_there(desks, 1);
    }
    desks.restart(9, "none");
    desks.runs("published");
    published_data_is_there(desks, 9);
}
