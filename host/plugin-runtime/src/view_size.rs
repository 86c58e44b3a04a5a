//! The size of a view, and its longest text. Counted in one walk over what serde sees: nothing is written, no text is read
//! but those that could be the longest.

use std::fmt::Error;

use parvis_model::View;
use serde::ser::{self, Serialize, Serializer};

/// What a number, a length or a mark between two values counts.
const WORD: usize = 8;
/// What stands around a text or the name of a field where it is written.
const AROUND: usize = 4;

/// What a view measures.
#[derive(Debug, Default)]
pub(crate) struct ViewSize {
    /// Bytes: of all texts and names of fields, 4 more for each of them, and 8 for each number and each list.
    pub(crate) bytes: usize,
    /// Characters of the longest text.
    pub(crate) longest_text: usize,
}

impl ViewSize {
    pub(crate) fn of(view: &View) -> Result<ViewSize, Error> {
        let mut size = ViewSize::default();
        view.serialize(&mut size)?;
        Ok(size)
    }

    fn text(&mut self, text: &str) {
        self.bytes += text.len() + AROUND;
        // A text has at most as many characters as bytes.
        if text.len() > self.longest_text {
            self.longest_text = self.longest_text.max(text.chars().count());
        }
    }

    fn word(&mut self) {
        self.bytes += WORD;
    }
}

macro_rules! words {
    ($($method:ident($value:ty)),*) => {
        $(fn $method(self, _: $value) -> Result<(), Error> {
            self.word();
            Ok(())
        })*
    };
}

impl Serializer for &mut ViewSize {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    words!(
        serialize_bool(bool),
        serialize_char(char),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64)
    );

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.text(text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Error> {
        self.bytes += bytes.len();
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, case: &'static str) -> Result<(), Error> {
        self.bytes += case.len();
        Ok(())
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        case: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.bytes += case.len();
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Error> {
        self.word();
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        case: &'static str,
        _: usize,
    ) -> Result<Self, Error> {
        self.bytes += case.len();
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Error> {
        self.word();
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        case: &'static str,
        _: usize,
    ) -> Result<Self, Error> {
        self.bytes += case.len();
        Ok(self)
    }
}

/// Values one after the other.
macro_rules! values {
    ($($compound:ident::$method:ident),*) => {
        $(impl ser::$compound for &mut ViewSize {
            type Ok = ();
            type Error = Error;

            fn $method<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), Error> {
                Ok(())
            }
        })*
    };
}
values!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

/// Values with the names of their fields.
macro_rules! fields {
    ($($compound:ident),*) => {
        $(impl ser::$compound for &mut ViewSize {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                self.bytes += name.len() + AROUND;
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), Error> {
                Ok(())
            }
        })*
    };
}
fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for &mut ViewSize {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Error> {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parvis_model::{Block, Fact, Language, Text};

    fn view(blocks: Vec<Block>) -> View {
        View { title: "Bonjour".into(), description: "".into(), blocks }
    }

    #[test]
    fn every_text_in_every_language_is_counted() {
        let size = |blocks: Vec<Block>| ViewSize::of(&view(blocks)).expect("a size");
        let both = Text::new("é".repeat(50)).with(Language::En, "e".repeat(60));
        let one = size(vec![Block::Paragraph(both.clone())]);
        assert_eq!(one.longest_text, 60);
        assert_eq!(size(vec![Block::Paragraph("é".repeat(50).into())]).longest_text, 50);
        let facts = vec![Fact { label: "".into(), value: both }; 100];
        let many = size(vec![Block::Facts(facts)]);
        assert!(many.bytes >= 100 * 160, "{many:?}");
        assert_eq!(many.longest_text, 60);
    }

    #[test]
    fn the_size_is_that_of_its_json_form_within_a_third() {
        let fact = |n: usize| Fact { label: "Étage".into(), value: format!("le numéro {n}").into() };
        let view = view(vec![Block::Facts((0..200).map(fact).collect()), Block::Divider]);
        let counted = ViewSize::of(&view).expect("a size").bytes as f64;
        let written = serde_json::to_vec(&view).expect("json").len() as f64;
        assert!((0.67..1.33).contains(&(counted / written)), "{counted} beside {written}");
    }
}
