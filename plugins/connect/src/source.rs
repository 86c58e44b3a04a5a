//! The source of the connector that runs.

use std::io::Read;

use parvis_formats::mapping::Mapping;
use parvis_sdk::outbound::Request;
use parvis_sdk::{Body, Error, Reader, Setting, outbound, settings};

/// How long one more file may take, in milliseconds.
const FILE_MS: i64 = 30_000;

/// What the operator connected.
pub struct Source {
    /// The connector's name, which is also that of what it publishes.
    pub name: String,
    body: Body,
}

impl Source {
    /// Opens it. The error is one sentence for the operator.
    pub(crate) fn open() -> Result<Source, String> {
        let name =
            text("connector").ok_or("this task runs for connectors alone: `parvis data import --help`")?;
        let body =
            outbound::open("source").map_err(|error| format!("the source cannot be opened{}", why(error)))?;
        Ok(Source { name, body })
    }

    /// True if it said that nothing has changed since the last good run.
    pub(crate) fn is_unchanged(&self) -> bool {
        self.body.status() == 304
    }

    /// The error of an answer that is no file.
    pub(crate) fn check(&self) -> Result<(), String> {
        match self.body.status() {
            200 if self.is_web_page() => {
                Err("the address answers with a web page in place of data".to_owned())
            }
            200 => Ok(()),
            401 | 403 => Err(format!("the address refuses to answer (status {})", self.body.status())),
            404 | 410 => {
                Err(format!("there is nothing at the address any more (status {})", self.body.status()))
            }
            status => Err(format!("the address answers with status {status}")),
        }
    }

    /// True for what a site shows while it is being repaired, or to whoever has to sign in: no reader knows what to say of it.
    fn is_web_page(&self) -> bool {
        let start = self.body.read_at(0, 64).unwrap_or_default();
        is_web_page(&String::from_utf8_lossy(&start))
    }

    pub(crate) fn digest(&self) -> String {
        self.body.digest()
    }

    /// Its bytes, from the beginning.
    pub fn reader(&self) -> impl Read {
        Reader::new(&self.body)
    }

    /// All its bytes, at most `most`.
    pub fn bytes(&self, most: u64) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        self.reader().take(most + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        if bytes.len() as u64 > most {
            return Err(format!("the file is larger than {most} bytes: cut it into several"));
        }
        Ok(bytes)
    }

    /// Its bytes as a text; what is not UTF-8 is shown as �. At most `most` bytes.
    pub fn text(&self, most: u64) -> Result<String, String> {
        let bytes = self.bytes(most)?;
        Ok(match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        })
    }

    /// Another file of the same host, as a text, of at most `most` bytes: a feed of several files names them in its first one.
    pub fn beside(&self, url: &str, most: u64) -> Result<String, String> {
        let request = Request { url: url.to_owned(), headers: Vec::new(), timeout_ms: FILE_MS };
        let body = outbound::fetch(&request)
            .map_err(|error| format!("{} cannot be fetched{}", shown(url), why(error)))?;
        let file = Source { name: self.name.clone(), body };
        file.check().map_err(|reason| format!("{}: {reason}", shown(url)))?;
        file.text(most)
    }

    /// Where things stand: what the operator wrote, over what the plugin knows of this kind of source.
    pub fn mapping(&self, usual: &[(&str, &str)], words: &[&str]) -> Result<Mapping, String> {
        Mapping::new(usual, &text("mapping").unwrap_or_default(), words)
    }
}

/// What the hub says of a source that did not come; nothing where it puts the whole story behind these words itself.
fn why(error: Error) -> String {
    match error {
        Error::Unavailable | Error::Denied(_) => String::new(),
        Error::Quota(_) => " (this run has brought in all that it may)".to_owned(),
        other => format!(" ({other})"),
    }
}

fn is_web_page(start: &str) -> bool {
    let start = start.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    ["<!doctype html", "<html"].iter().any(|tag| start.starts_with(tag))
}

/// The last step of an address, without what may be a key.
fn shown(url: &str) -> &str {
    url.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap_or_default()
}

/// A setting that is a text.
pub(crate) fn text(name: &str) -> Option<String> {
    match settings::get(name) {
        Some(Setting::Text(text) | Setting::Choice(text)) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_page_is_told_from_a_file() {
        for start in ["<!DOCTYPE html>\n<html>", "\u{feff}\n <HTML lang=fr>", "<html>"] {
            assert!(is_web_page(start), "{start}");
        }
        for start in
            ["", "<?xml version='1.0'?><jobs>", "<jobs>", "<!DOCTYPE jobs>", "BEGIN:VCALENDAR", "[{}]"]
        {
            assert!(!is_web_page(start), "{start}");
        }
    }
}
