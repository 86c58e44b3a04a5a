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

pub(crate) fn many_strings() -> Result<View, Error> {
    let bullets = (0..200_000).map(|_| text("x")).collect();
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
