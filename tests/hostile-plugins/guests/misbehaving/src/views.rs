//! Misdeeds in the answer: views that are too large or malformed, that hide markup or ask for what there is not.

use parvis_sdk::{Block, Error, Link, LinkTarget, Table, View, all, board, item, plain, text};

pub(crate) fn most_text() -> Result<View, Error> {
    Ok(View::new("Texte").paragraph(text("é".repeat(4_000))))
}

pub(crate) fn big_text() -> Result<View, Error> {
    Ok(View::new("Texte").paragraph(text("é".repeat(4_001))))
}

pub(crate) fn most_blocks() -> Result<View, Error> {
    Ok(dividers(500))
}

pub(crate) fn many_blocks() -> Result<View, Error> {
    Ok(dividers(501))
}

fn dividers(count: usize) -> View {
    (0..count).fold(View::new("Blocs"), |view, _| view.block(Block::Divider))
}

pub(crate) fn big_view() -> Result<View, Error> {
    Ok((0..70).fold(View::new("Grand"), |view, _| view.paragraph(text("x".repeat(4_000)))))
}

pub(crate) fn huge_view() -> Result<View, Error> {
    Ok(View::new("Énorme").paragraph(text("x".repeat(8 * 1024 * 1024))))
}

/// A hundred paragraphs of one and the same megabyte: little memory here, a hundred megabytes for the one who copies them.
#[expect(unsafe_code, reason = "the misdeed: strings that share their bytes")]
pub(crate) fn aliased_view() -> Result<View, Error> {
    let shared = Box::leak(vec![b'x'; 1024 * 1024].into_boxed_slice());
    let (bytes, length) = (shared.as_mut_ptr(), shared.len());
    let one = || {
        // SAFETY: none beyond this call: the instance is thrown away before anything is freed twice.
        unsafe { String::from_raw_parts(bytes, length, length) }
    };
    Ok((0..100).fold(View::new("Partagé"), |view, _| view.paragraph(text(one()))))
}

pub(crate) fn many_strings() -> Result<View, Error> {
    let bullets = (0..500_001).map(|_| text("x")).collect();
    Ok(View::new("Chaînes").block(Block::Bullets(bullets)))
}

#[expect(unsafe_code, reason = "the misdeed: bytes that are no text")]
pub(crate) fn bad_utf8() -> Result<View, Error> {
    // SAFETY: none. The hub must cope with it.
    let broken = unsafe { String::from_utf8_unchecked(vec![0x61, 0xff, 0xc0, 0x80]) };
    Ok(View::new(text(broken)))
}

/// Markup, addresses that run code, and characters that turn or break a line.
pub(crate) fn markup() -> Result<View, Error> {
    let link = |url: &str| Link { text: text("ici"), target: LinkTarget::Web(url.into()) };
    let links = ["javascript:alert(1)", "data:text/html,x", "https://example.org/\"onload=\"x", "//x.org/"];
    Ok(View::new("<script>alert(1)</script>")
        .about("\"><img src=x onerror=alert(1)>\u{202e}\u{0}")
        .paragraph("<b onclick=alert(1)>")
        .block(Block::Links(links.iter().map(|url| link(url)).collect()))
        .block(Block::Links(vec![Link::to_page("../../ici?x=\"><script>", "page")]))
        .block(Block::Table(Table {
            caption: plain(),
            columns: vec![text("<i>")],
            rows: vec![vec![], vec![text("a"), text("b"), text("c")]],
        })))
}

/// Characters that are not seen, turn the line around, or pile up over the lines above.
pub(crate) fn odd_characters() -> Result<View, Error> {
    let piled = format!("pile{}fin", "\u{301}".repeat(3_900));
    Ok(View::new("a\u{0}b\u{202e}c\u{200b}d")
        .about("e\u{2066}f\u{7}g\u{feff}h")
        .paragraph(text(piled))
        .block(Block::Links(vec![Link::to_page("", "i\u{202e}j")])))
}

pub(crate) fn later_blocks() -> Result<View, Error> {
    Ok(View::new("Plus tard").block(Block::QuickExit).block(Block::Bullets(Vec::new())))
}

pub(crate) fn bad_feed_id() -> Result<View, Error> {
    Ok(View::new("Flux").feed(board("Pas bon!", all("stops", 1), item(), plain())))
}

pub(crate) fn same_feed_twice() -> Result<View, Error> {
    let feed = || board("deux", all("stops", 1), item(), plain());
    Ok(View::new("Flux").feed(feed()).feed(feed()))
}

pub(crate) fn unknown_collection() -> Result<View, Error> {
    Ok(View::new("Flux").feed(board("rien", all("../etc; drop table", 1), item(), text("rien"))))
}
