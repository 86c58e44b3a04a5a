//! A page as a flat list of elements in document order.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// One element.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// All text below it, white space collapsed.
    pub(crate) text: String,
    /// True within a label, which then is its own.
    pub(crate) in_label: bool,
}

impl Element {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|all| all.split(' ').any(|one| one == class))
    }
}

/// Every element of the page. Fails on markup that a browser would have to mend.
pub(crate) fn elements(html: &str) -> Vec<Element> {
    let dom: RcDom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    assert!(dom.errors.borrow().is_empty(), "not well-formed: {:?}", dom.errors.borrow());
    let mut found = Vec::new();
    collect(&dom.document, false, &mut found);
    found
}

fn collect(node: &Handle, mut in_label: bool, found: &mut Vec<Element>) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attributes =
            attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
        let text = text(node).split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name.local.to_string();
        let is_label = name == "label";
        found.push(Element { name, attributes, text, in_label });
        in_label |= is_label;
    }
    for child in node.children.borrow().iter() {
        collect(child, in_label, found);
    }
}

const INLINE: [&str; 8] = ["a", "span", "strong", "small", "time", "code", "svg", "path"];

/// The text below a node; the texts of two blocks are kept apart.
fn text(node: &Handle) -> String {
    let below = || node.children.borrow().iter().map(text).collect::<String>();
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        NodeData::Element { name, .. } if !INLINE.contains(&&*name.local) => format!(" {} ", below()),
        _ => below(),
    }
}
