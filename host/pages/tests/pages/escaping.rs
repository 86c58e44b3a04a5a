//! Whatever a plugin, a source or a place name holds, it stays text.

use crate::dom::elements;
use crate::{all_pages, writer};

const POLYGLOT: &str = "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */onerror=alert(1) )//</stYle/</titLe/</scRipt/--!>\"'><sVg/<sVg/oNloAd=alert()><img src=x onerror=alert(2)>&lt;b&gt;\0";

#[test]
fn hostile_texts_add_no_element_and_no_attribute() {
    let pages = writer();
    let plain = all_pages("");
    for ((name, context, page), (_, calm_context, calm_page)) in all_pages(POLYGLOT).into_iter().zip(plain) {
        let html = pages.html(&context, &page);
        assert!(html.contains("&lt;sVg"), "{name}: the hostile text is not on the page at all");
        assert!(!html.contains("<sVg") && !html.contains("<img") && !html.contains("</scRipt"), "{name}");
        let calm: Vec<String> =
            elements(&pages.html(&calm_context, &calm_page)).into_iter().map(|e| e.name).collect();
        for element in elements(&html) {
            assert!(calm.contains(&element.name), "{name}: a new <{}>", element.name);
            let odd =
                element.attributes.iter().find(|(known, _)| known.starts_with("on") || known == "style");
            assert!(odd.is_none(), "{name}: {odd:?}");
            let href = element.get("href").unwrap_or("/").to_ascii_lowercase();
            assert!(!href.starts_with("javascript"), "{name}: {href}");
        }
    }
}
