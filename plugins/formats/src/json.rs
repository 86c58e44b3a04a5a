//! JSON files that are one long list: an element at a time, however long the file.

use std::fmt;
use std::io::Read;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, de};
use serde_json::Value;

use crate::mark::without_mark;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// From 1; 0 where it is about the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// Reads the list that a file is, or that one member of its object is: the first of `lists` that is there. `each` is given
/// every element with its number from 0. Elements that came before an error were given already: keep nothing of a file that
/// ends in one. Memory: the largest element.
pub fn each_element(
    file: impl Read,
    lists: &[&str],
    each: &mut dyn FnMut(usize, Value),
) -> Result<(), FileError> {
    whole(file, Whole { lists, each })
}

/// Reads a file as one value, to its end.
pub(crate) fn whole<'de, V: Visitor<'de, Value = ()>>(file: impl Read, visitor: V) -> Result<(), FileError> {
    let file = without_mark(file).map_err(|error| FileError { line: 0, reason: error.to_string() })?;
    let mut json = serde_json::Deserializer::from_reader(std::io::BufReader::new(file));
    let read = json.deserialize_any(visitor).and_then(|()| json.end());
    read.map_err(|error| FileError { line: error.line(), reason: words(&error) })
}

/// The error without its place, which stands beside it.
fn words(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.rsplit_once(" at line ").map_or(said.clone(), |(words, _)| words.to_owned())
}

struct Whole<'e> {
    lists: &'e [&'e str],
    each: &'e mut dyn FnMut(usize, Value),
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list, or an object with {}", self.lists.join(" or "))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        List { each: self.each }.visit_seq(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<String>()? {
            if self.lists.contains(&key.as_str()) && !found {
                found = true;
                map.next_value_seed(List { each: &mut *self.each })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if found {
            Ok(())
        } else {
            Err(A::Error::custom(format!("no list called {}", self.lists.join(" or "))))
        }
    }
}

/// A list whose elements are given one by one.
pub(crate) struct List<'e> {
    pub(crate) each: &'e mut dyn FnMut(usize, Value),
}

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(element) = list.next_element()? {
            (self.each)(number, element);
            number += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Result<Vec<i64>, FileError> {
        let mut all = Vec::new();
        each_element(text.as_bytes(), &["records", "results"], &mut |_, value| all.extend(value.as_i64()))
            .map(|()| all)
    }

    #[test]
    fn a_list_is_the_file_or_a_member_of_it() {
        assert_eq!(numbers("[1,2,3]").unwrap(), [1, 2, 3]);
        assert_eq!(numbers("\u{feff}{\"total\":{\"a\":[9]},\"results\":[1,2]}").unwrap(), [1, 2]);
    }

    #[test]
    fn what_is_no_list_is_refused_in_words() {
        assert!(numbers("7").unwrap_err().reason.contains("a list, or an object with records or results"));
        assert!(numbers("{\"rows\":[1]}").unwrap_err().reason.contains("no list called records or results"));
        assert!(numbers("{\"records\":7}").unwrap_err().reason.contains("a list"));
        let cut = numbers("[1,\n2").unwrap_err();
        assert_eq!((cut.line, cut.reason.contains("EOF")), (2, true));
        assert!(numbers("[1] [2]").is_err(), "something follows");
    }
}
