//! What must hold of every page, whatever a plugin puts into its view.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Elements that the hub writes on pages of services. One that is not here was written by a plugin.
const ELEMENTS: [&str; 55] = [
    "a", "address", "aside", "body", "button", "caption", "circle", "dd", "details", "div", "dl", "dt",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "input", "label",
    "li", "link", "main", "meta", "nav", "ol", "p", "path", "progress", "rect", "script", "section", "small",
    "span", "strong", "summary", "svg", "table", "tbody", "td", "th", "thead", "time", "title", "tr", "ul",
    "code", "article", "ellipse",
];

/// Attributes that no page has.
const FORBIDDEN: [&str; 4] = ["style", "srcdoc", "formaction", "x-guest"];

/// Parses the page as a browser does and looks at every element.
///
/// # Panics
/// If something does not hold.
pub(crate) fn check(html: &str) {
    let dom: RcDom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let errors = dom.errors.borrow();
    assert!(errors.is_empty(), "a browser would have to mend this page: {errors:?}");
    node(&dom.document);
}

fn node(handle: &Handle) {
    match &handle.data {
        NodeData::Element { name, attrs, .. } => {
            let name = &*name.local;
            assert!(ELEMENTS.contains(&name), "the hub writes no <{name}>");
            for attribute in attrs.borrow().iter() {
                attribute_is_ours(name, &attribute.name.local, &attribute.value);
            }
            assert!(name != "script" || handle.children.borrow().is_empty(), "a script within the page");
        }
        NodeData::Comment { contents } => panic!("the hub writes no comments: {contents}"),
        _ => {}
    }
    handle.children.borrow().iter().for_each(node);
}

fn attribute_is_ours(element: &str, name: &str, value: &str) {
    assert!(!name.starts_with("on") && !FORBIDDEN.contains(&name), "<{element} {name}>");
    if !matches!(name, "href" | "src" | "action") {
        return;
    }
    let inside = value.starts_with('/') && !value.starts_with("//") && !value.starts_with("/\\");
    let way_out = ["https://", "tel:", "mailto:", "#"].iter().any(|start| value.starts_with(start));
    assert!(inside || (way_out && element == "a"), "<{element} {name}={value:?}>");
    assert!(
        !value.chars().any(|c| c.is_control() || c.is_whitespace() || "\"<>\\".contains(c)),
        "<{element} {name}={value:?}>"
    );
}

#[cfg(test)]
mod tests {
    use super::check;

    fn is_refused(body: &str) -> bool {
        let page = format!(
            "<!DOCTYPE html><html lang=\"fr\"><head><title>a</title></head><body>{body}</body></html>"
        );
        std::panic::catch_unwind(|| check(&page)).is_err()
    }

    #[test]
    fn what_a_plugin_must_not_write_is_seen() {
        assert!(!is_refused("<p>a &lt;x-guest&gt;</p><a href=\"https://example.org/\">b</a>"));
        for body in [
            "<x-guest>",
            "<p x-guest=\"1\">a</p>",
            "<p onclick=\"a()\">a</p>",
            "<a href=\"javascript:alert(1)\">a</a>",
            "<a href=\"//example.org\">a</a>",
            "<a href=\"data:text/html,a\">a</a>",
            "<script>a()</script>",
            "<script src=\"https://example.org/a.js\"></script>",
            "<!-- a -->",
            "<p>a</p></div>",
            "<img src=\"/a\">",
        ] {
            assert!(is_refused(body), "{body}");
        }
    }
}
