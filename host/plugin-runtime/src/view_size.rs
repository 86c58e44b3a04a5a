//! The size of a view: bytes of its JSON form, and its longest text. Counted in one walk, nothing is kept.

use std::io;

use parvis_model::View;
use serde_json::ser::Formatter;

/// What a view measures.
#[derive(Debug, Default)]
pub(crate) struct ViewSize {
    /// Bytes of the JSON form.
    pub(crate) bytes: usize,
    /// Characters of the longest text.
    pub(crate) longest_text: usize,
    present_text: usize,
}

impl ViewSize {
    pub(crate) fn of(view: &View) -> Result<ViewSize, serde_json::Error> {
        use serde::Serialize;
        let mut size = ViewSize::default();
        let mut bytes = Counter(0);
        view.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, &mut size))?;
        size.bytes = bytes.0;
        Ok(size)
    }
}

struct Counter(usize);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Formatter for &mut ViewSize {
    fn begin_string<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.present_text = 0;
        writer.write_all(b"\"")
    }

    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        self.present_text += fragment.chars().count();
        self.longest_text = self.longest_text.max(self.present_text);
        writer.write_all(fragment.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parvis_model::Block;

    #[test]
    fn bytes_and_longest_text_are_counted() {
        let view = View {
            title: "Bonjour".into(),
            description: "".into(),
            blocks: vec![Block::Paragraph("é\"".repeat(50).into())],
        };
        let size = ViewSize::of(&view).expect("a view can be written");
        assert_eq!(size.bytes, serde_json::to_vec(&view).expect("json").len());
        assert!((50..=100).contains(&size.longest_text), "{}", size.longest_text);
    }
}
