//! GTFS-Realtime 2.0: what happens to the trips of a timetable now, as Protocol Buffers.
//!
//! A feed is small and complete: it is read whole. What is not named in `messages.rs` is passed over, as the specification asks.

mod messages;

pub use messages::{
    Alert, EntitySelector, FeedEntity, FeedHeader, FeedMessage, Position, StopRelationship, StopTimeEvent,
    StopTimeUpdate, TimeRange, TranslatedString, Translation, TripDescriptor, TripRelationship, TripUpdate,
    VehicleDescriptor, VehiclePosition,
};

use prost::Message;

/// The whole dataset, the only kind that a file can be.
const FULL_DATASET: i32 = 0;

/// Reads a feed. The error is one sentence: the bytes are no Protocol Buffers, or only the differences to another feed.
pub fn read(bytes: &[u8]) -> Result<FeedMessage, String> {
    // An HTML page or JSON text is the usual mistake, and Protocol Buffers would name a wire type.
    if matches!(bytes.first(), Some(b'<' | b'{' | b'[')) {
        return Err("this is a text, no GTFS-Realtime: ask the source for Protocol Buffers".to_owned());
    }
    let feed = FeedMessage::decode(bytes)
        .map_err(|error| format!("this is no whole GTFS-Realtime feed: {error}"))?;
    if feed.header.gtfs_realtime_version.is_empty() {
        return Err("the feed has no header with a version: it is no GTFS-Realtime".to_owned());
    }
    if feed.header.incrementality.unwrap_or(FULL_DATASET) != FULL_DATASET {
        return Err("the feed holds differences only: ask the source for the whole dataset".to_owned());
    }
    Ok(feed)
}

impl FeedHeader {
    /// When the feed was made, in milliseconds since 1970; `None` where it does not say, or says nothing sensible.
    pub fn made_ms(&self) -> Option<i64> {
        let seconds = self.timestamp.filter(|seconds| *seconds > 0)?;
        i64::try_from(seconds).ok()?.checked_mul(1000)
    }
}

impl TranslatedString {
    /// The text in a language, by the first two letters of its tag.
    pub fn in_language(&self, language: &str) -> Option<&str> {
        let of = |tag: &str| tag.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case(language));
        let found = self.translation.iter().find(|text| text.language.as_deref().is_some_and(of));
        found.map(|text| text.text.as_str())
    }

    /// The text without a language, else the first one; empty if there is none.
    pub fn any(&self) -> &str {
        let plain =
            self.translation.iter().find(|text| text.language.as_deref().unwrap_or_default().is_empty());
        plain.or(self.translation.first()).map_or("", |text| text.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed() -> FeedMessage {
        FeedMessage {
            header: FeedHeader {
                gtfs_realtime_version: "2.0".into(),
                incrementality: None,
                timestamp: Some(1_489_561_200),
            },
            entity: vec![FeedEntity { id: "1".into(), ..FeedEntity::default() }],
        }
    }

    #[test]
    fn a_feed_is_read_and_dated() {
        let read = read(&feed().encode_to_vec()).expect("sound");
        assert_eq!(read, feed());
        assert_eq!(read.header.made_ms(), Some(1_489_561_200_000));
        let undated = FeedHeader { timestamp: Some(0), ..read.header };
        assert_eq!(undated.made_ms(), None);
        assert_eq!(FeedHeader { timestamp: Some(u64::MAX), ..undated }.made_ms(), None);
    }

    #[test]
    fn what_is_no_feed_says_so() {
        let whole = feed().encode_to_vec();
        let mut difference = feed();
        difference.header.incrementality = Some(1);
        for (bytes, words) in [
            (&b"<html>"[..], "no GTFS-Realtime"),
            (b"{\"a\":1}", "no GTFS-Realtime"),
            (b"", "no header"),
            (&whole[..whole.len() - 1], "no whole"),
            (&difference.encode_to_vec(), "differences"),
        ] {
            let error = read(bytes).expect_err("refused");
            assert!(error.contains(words), "{error}");
        }
    }

    #[test]
    fn texts_are_found_by_language() {
        let text = |text: &str, language: &str| Translation {
            text: text.into(),
            language: Some(language.to_owned()).filter(|tag| !tag.is_empty()),
        };
        let both = TranslatedString { translation: vec![text("Hello", "en-GB"), text("Bonjour", "fr")] };
        assert_eq!(
            (both.in_language("fr"), both.in_language("de"), both.any()),
            (Some("Bonjour"), None, "Hello")
        );
        let plain = TranslatedString { translation: vec![text("Hello", "en"), text("Bonjour", "")] };
        assert_eq!((plain.any(), TranslatedString::default().any()), ("Bonjour", ""));
    }
}
