//! Interning: equal strings, titles and property lists of a part are kept once.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;
use std::sync::Arc;

use parvis_model::{Feature, Properties, Property, Text, Value};

/// Remembers what was seen and hands out the first copy. Dropped when the part is finished.
#[derive(Default)]
pub(crate) struct Interner {
    strings: HashSet<Arc<str>>,
    texts: HashSet<Text>,
    /// By hash, because values hold floating-point numbers, which are no keys of a set.
    properties: HashMap<u64, Vec<Properties>>,
}

impl Interner {
    /// Replaces what the feature shares with earlier ones. Its id is its own and stays.
    pub(crate) fn share(&mut self, feature: &mut Feature) {
        if let Some(parent) = &mut feature.parent {
            *parent = self.string(parent);
        }
        feature.title = self.text(&feature.title);
        feature.properties = self.properties(&feature.properties);
    }

    fn string(&mut self, string: &Arc<str>) -> Arc<str> {
        if let Some(known) = self.strings.get(string) {
            return known.clone();
        }
        self.strings.insert(string.clone());
        string.clone()
    }

    fn text(&mut self, text: &Text) -> Text {
        if let Some(known) = self.texts.get(text) {
            return known.clone();
        }
        self.texts.insert(text.clone());
        text.clone()
    }

    fn properties(&mut self, list: &Properties) -> Properties {
        let hash = hash_of(list);
        let known = self.properties.get(&hash).and_then(|lists| lists.iter().find(|known| *known == list));
        if let Some(known) = known {
            return known.clone();
        }
        let shared: Properties = list.iter().map(|property| self.property(property)).collect();
        self.properties.entry(hash).or_default().push(shared.clone());
        shared
    }

    /// Lists that differ in one value still share names and words.
    fn property(&mut self, property: &Property) -> Property {
        let value = match &property.value {
            Value::Code(s) => Value::Code(self.string(s)),
            Value::Feature(s) => Value::Feature(self.string(s)),
            Value::Colour(s) => Value::Colour(self.string(s)),
            Value::Text(text) => Value::Text(self.text(text)),
            Value::Codes(codes) => Value::Codes(codes.iter().map(|code| self.string(code)).collect()),
            other => other.clone(),
        };
        Property { name: self.string(&property.name), value }
    }
}

fn hash_of(list: &[Property]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for property in list {
        property.name.hash(&mut hasher);
        hash_value(&property.value, &mut hasher);
    }
    hasher.finish()
}

fn hash_value(value: &Value, hasher: &mut DefaultHasher) {
    discriminant(value).hash(hasher);
    match value {
        Value::Text(text) => text.hash(hasher),
        Value::Codes(codes) => codes.hash(hasher),
        other => {
            other.as_str().hash(hasher);
            other.as_f64().map(f64::to_bits).hash(hasher);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn departure(id: &str, trip: &str) -> Feature {
        let property = |name: &str, value| Property { name: name.into(), value };
        Feature {
            id: id.into(),
            title: Text::new("Versailles"),
            geometry: None,
            period: None,
            parent: Some("issy".into()),
            properties: [property("line", Value::code("C")), property("trip", Value::code(trip))].into(),
        }
    }

    #[test]
    fn equal_things_are_kept_once() {
        let mut interner = Interner::default();
        let mut features = [departure("1", "a"), departure("2", "a"), departure("3", "b")];
        features.iter_mut().for_each(|feature| interner.share(feature));
        let [one, two, three] = features;
        assert!(Arc::ptr_eq(one.title.fallback(), two.title.fallback()));
        assert!(Arc::ptr_eq(one.parent.as_ref().unwrap(), three.parent.as_ref().unwrap()));
        assert!(Arc::ptr_eq(&one.properties, &two.properties));
        assert!(!Arc::ptr_eq(&one.properties, &three.properties));
        assert!(Arc::ptr_eq(&one.properties[0].name, &three.properties[0].name));
        assert_eq!(three, departure("3", "b"), "nothing but the sharing has changed");
    }
}
