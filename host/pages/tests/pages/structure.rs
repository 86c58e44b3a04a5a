//! Every page in every language is sound: headings, labels, ids, links, and nothing that the policy forbids.

use std::collections::HashSet;

use crate::dom::{Element, elements};
use crate::{all_pages, writer};
use parvis_pages::PageContext;

fn check_each(check: impl Fn(&str, &PageContext, &[Element])) {
    let pages = writer();
    for (name, context, page) in all_pages("") {
        let html = pages.html(&context, &page);
        check(&name, &context, &elements(&html));
    }
}

#[test]
fn headings_begin_with_one_h1_and_skip_no_level() {
    check_each(|name, _, all| {
        let levels: Vec<u32> = all
            .iter()
            .filter(|e| matches!(&*e.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
            .map(|e| {
                assert!(!e.text.is_empty(), "{name}: an empty {}", e.name);
                e.name[1..].parse().expect("level")
            })
            .collect();
        assert_eq!(levels.first(), Some(&1), "{name}");
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{name}: {levels:?}");
        }
    });
}

#[test]
fn nothing_needs_a_laxer_policy() {
    check_each(|name, _, all| {
        for element in all {
            assert_ne!(element.name, "style", "{name}");
            for (attribute, value) in &element.attributes {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{name}: {attribute}={value}");
            }
            if element.name == "script" {
                assert!(element.get("src").is_some_and(|src| src.starts_with("/static/")), "{name}");
                assert!(element.text.is_empty(), "{name}: a script within the page");
            }
        }
    });
}

#[test]
fn links_stay_here_unless_they_say_otherwise() {
    check_each(|name, _, all| {
        for element in all {
            let Some(href) = element.get("href") else { continue };
            let inside = (href.starts_with('/') && !href.starts_with("//")) || href == "#contenu";
            let reaches = href.starts_with("tel:") || href.starts_with("mailto:");
            if !inside && !reaches {
                assert!(href.starts_with("https://"), "{name}: {href}");
                let rel = element.get("rel").unwrap_or_default();
                assert_eq!(rel, "noopener noreferrer external", "{name}: {href}");
            }
            assert!(!element.text.is_empty() || element.name == "link", "{name}: {href} has no words");
            assert!(href.is_ascii() && !href.contains([' ', '"', '<']), "{name}: {href} is not encoded");
        }
    });
}

#[test]
fn ids_are_unique_and_what_refers_to_them_finds_them() {
    check_each(|name, _, all| {
        let ids: Vec<&str> = all.iter().filter_map(|e| e.get("id")).collect();
        let set: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), set.len(), "{name}: {ids:?}");
        for element in all {
            for attribute in ["for", "aria-labelledby", "aria-describedby"] {
                if let Some(id) = element.get(attribute) {
                    assert!(set.contains(id), "{name}: {attribute}={id} leads nowhere");
                }
            }
        }
        let asked: Vec<&str> =
            all.iter().filter(|e| e.name == "label").filter_map(|e| e.get("for")).collect();
        for field in all.iter().filter(|e| matches!(&*e.name, "select" | "input" | "textarea")) {
            let labelled = field.in_label || field.get("id").is_some_and(|id| asked.contains(&id));
            assert!(labelled || field.get("type") == Some("hidden"), "{name}: a field without label");
        }
    });
}

#[test]
fn the_frame_is_complete() {
    check_each(|name, context, all| {
        let html = all.iter().find(|e| e.name == "html").expect("html");
        assert_eq!(html.get("lang"), Some(context.language.tag()), "{name}");
        let title = &all.iter().find(|e| e.name == "title").expect("title").text;
        assert!(title.ends_with(" – Grand Paris Seine Ouest"), "{name}: {title}");
        assert!(title.len() > " – Grand Paris Seine Ouest".len(), "{name}: nothing before the dash");
        for landmark in ["header", "nav", "main", "footer"] {
            assert_eq!(all.iter().filter(|e| e.name == landmark).count(), 1, "{name}: {landmark}");
        }
        assert!(
            all.iter().any(|e| e.has_class("banner") && e.text.contains("2017")),
            "{name}: the clock's banner"
        );
        let other = all.iter().find(|e| e.get("rel") == Some("alternate")).expect("language switch");
        assert_eq!(other.get("href").expect("href").split('?').next(), Some(&*context.path), "{name}");
    });
}

#[test]
fn the_chooser_works_without_javascript() {
    check_each(|name, _, all| {
        if !name.starts_with("home") {
            return;
        }
        for form in all.iter().filter(|e| e.name == "form") {
            assert_eq!((form.get("method"), form.get("action")), (Some("post"), Some("/ici")), "{name}");
            assert_eq!(form.get("hidden").is_some(), form.get("data-locate").is_some(), "{name}");
        }
        let forgets = all.iter().any(|e| e.get("name") == Some("effacer"));
        assert_eq!(forgets, !name.contains("no-place"), "{name}");
        let back: Vec<_> = all.iter().filter(|e| e.get("name") == Some("retour")).collect();
        assert!(!back.is_empty() && back.iter().all(|e| e.get("value") == Some("/")), "{name}");
    });
}
