//! XML lists: each element of the list as an object of texts, by the names of its elements; and small documents whole.

use roxmltree::{Document, Node, ParsingOptions};
use serde_json::{Map, Value};

use crate::json::FileError;

/// Most nodes of a file: a feed of ten thousand offers has less than a million.
const MOST_NODES: u32 = 5_000_000;
/// Longest tag, in bytes.
const LONGEST_TAG: usize = 64 * 1024;
/// Deepest element within a record that is kept.
const MOST_LEVELS: usize = 6;
/// Deepest element of a whole document that is kept.
const DEEPEST: usize = 32;
/// Where `xml:lang` is from.
const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// Gives every record of a list: the elements below the root, or the items of an RSS channel. A member within a member is
/// found as `region.city`; of several of one name all stand in a list. A document type is refused: nothing of it is needed,
/// and everything bad comes with it. Memory: the whole file, several times.
pub fn each_element(text: &str, each: &mut dyn FnMut(usize, Map<String, Value>)) -> Result<(), FileError> {
    let document = document(text)?;
    let list = list(document.root_element());
    for record in list.children().filter(Node::is_element) {
        let line = usize::try_from(document.text_pos_at(record.range().start).row).unwrap_or(0);
        if list.tag_name().name() != "channel" || record.tag_name().name() == "item" {
            each(line, members(record, 0));
        }
    }
    Ok(())
}

/// A whole document as JSON would have it: the root under its name; an element with elements is an object, several of one
/// name are a list, another one is its text, or `{"value", "lang"}` where it says its language. Names are without their
/// namespaces. Memory: the whole file, several times.
pub fn tree(text: &str) -> Result<Value, FileError> {
    let document = document(text)?;
    let root = document.root_element();
    let mut whole = Map::new();
    add(&mut whole, root.tag_name().name(), branch(root, 0));
    Ok(Value::Object(whole))
}

fn document(text: &str) -> Result<Document<'_>, FileError> {
    check_tags(text)?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| FileError {
        line: usize::try_from(error.pos().row).unwrap_or(0),
        reason: error.to_string(),
    })
}

/// Refuses a tag of very many attributes: comparing each with each would take minutes.
fn check_tags(text: &str) -> Result<(), FileError> {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = match rest {
            section if section.starts_with("<![CDATA[") => section.find("]]>"),
            comment if comment.starts_with("<!--") => comment.find("-->"),
            tag => tag.find('>').filter(|end| *end <= LONGEST_TAG),
        };
        let Some(end) = end else {
            let line = text[..text.len() - rest.len()].matches('\n').count() + 1;
            return Err(FileError {
                line,
                reason: format!("a tag that does not end within {LONGEST_TAG} bytes"),
            });
        };
        rest = &rest[end + 1..];
    }
    Ok(())
}

/// The element whose children are the records.
fn list<'a, 'i>(root: Node<'a, 'i>) -> Node<'a, 'i> {
    let channel = root.children().find(|child| child.has_tag_name("channel"));
    channel.filter(|_| root.has_tag_name("rss")).unwrap_or(root)
}

fn members(element: Node<'_, '_>, level: usize) -> Map<String, Value> {
    let mut all = Map::new();
    for child in element.children().filter(Node::is_element) {
        let value = match has_elements(child) && level < MOST_LEVELS {
            true => Value::Object(members(child, level + 1)),
            false => Value::String(words(child)),
        };
        add(&mut all, child.tag_name().name(), value);
    }
    all
}

fn branch(element: Node<'_, '_>, level: usize) -> Value {
    if has_elements(element) && level < DEEPEST {
        let mut all = Map::new();
        for child in element.children().filter(Node::is_element) {
            add(&mut all, child.tag_name().name(), branch(child, level + 1));
        }
        return Value::Object(all);
    }
    let text = Value::String(words(element));
    match element.attribute((XML_NAMESPACE, "lang")) {
        Some(language) => serde_json::json!({ "value": text, "lang": language }),
        None => text,
    }
}

fn has_elements(element: Node<'_, '_>) -> bool {
    element.children().any(|inner| inner.is_element())
}

fn add(all: &mut Map<String, Value>, name: &str, value: Value) {
    match all.get_mut(name) {
        None => drop(all.insert(name.to_owned(), value)),
        Some(Value::Array(several)) => several.push(value),
        Some(one) => *one = Value::Array(vec![one.take(), value]),
    }
}

/// Every text of an element, whether it stands in CDATA or not.
fn words(element: Node<'_, '_>) -> String {
    let texts = element.descendants().filter(Node::is_text).filter_map(|node| node.text());
    texts.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::Record;

    type Found = Vec<(usize, Map<String, Value>)>;

    fn all(text: &str) -> Result<Found, FileError> {
        let mut found = Vec::new();
        each_element(text, &mut |line, record| found.push((line, record))).map(|()| found)
    }

    #[test]
    fn records_are_objects_of_texts() {
        let found = all("<?xml version=\"1.0\"?>\n<jobs>\n<job><title> <![CDATA[Chef & co]]> </title><region><city>Meudon</city></region>\n<tag>a</tag><tag>b</tag></job>\n<job/></jobs>").unwrap();
        assert_eq!((found.len(), found[0].0, found[1].0), (2, 3, 5));
        let record = &found[0].1;
        assert_eq!(Record::text(record, "title").as_deref(), Some("Chef & co"));
        assert_eq!(Record::text(record, "region.city").as_deref(), Some("Meudon"));
        assert_eq!(Record::text(record, "tag").as_deref(), Some("a;b"));
        let items =
            all("<rss><channel><title>T</title><item><title>A</title></item></channel></rss>").unwrap();
        assert_eq!(items.len(), 1);
    }

    #[test]
    fn what_is_no_xml_or_brings_its_own_entities_is_refused_with_its_line() {
        assert_eq!(all("<a>\n<b></a>").unwrap_err().line, 2);
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xxxx\">]><a>&x;</a>";
        assert!(all(bomb).unwrap_err().reason.contains("DTD"), "{:?}", all(bomb));
        assert!(all("").is_err());
        let tag = |bytes: usize| all(&format!("<a>\n<b c='{}'/></a>", "x".repeat(bytes)));
        assert!(tag(LONGEST_TAG - 8).is_ok());
        assert_eq!(tag(LONGEST_TAG).unwrap_err().line, 2);
        assert!(all("<a><b><![CDATA[ 1 < 2 ]]></b><!-- > --></a>").is_ok());
    }
}
