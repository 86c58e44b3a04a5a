//! Views, block by block.

use crate::{Block, Feed, Heading, Link, LinkTarget, Notice, NoticeKind, Search, Text, View, plain};

impl View {
    /// A view with a title and nothing in it.
    pub fn new(title: impl Into<Text>) -> View {
        View { title: title.into(), description: plain(), blocks: Vec::new() }
    }

    /// What the page is about, in one sentence.
    #[must_use]
    pub fn about(mut self, description: impl Into<Text>) -> View {
        self.description = description.into();
        self
    }

    /// Adds any block.
    #[must_use]
    pub fn block(mut self, block: Block) -> View {
        self.blocks.push(block);
        self
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn paragraph(self, text: impl Into<Text>) -> View {
        self.block(Block::Paragraph(text.into()))
    }

    /// Adds a heading of the first level.
    #[must_use]
    pub fn heading(self, text: impl Into<Text>) -> View {
        self.block(Block::Heading(Heading { level: 1, text: text.into() }))
    }

    /// Adds a feed.
    #[must_use]
    pub fn feed(self, feed: Feed) -> View {
        self.block(Block::Feed(feed))
    }

    /// Adds a line to type in: opens `page` of this plugin with what was typed as `parameter`.
    #[must_use]
    pub fn search(self, label: impl Into<Text>, page: &str, parameter: &str) -> View {
        let (page, parameter) = (page.into(), parameter.into());
        self.block(Block::Search(Search { label: label.into(), page, parameter }))
    }

    /// Adds a notice without a title.
    #[must_use]
    pub fn notice(self, kind: NoticeKind, text: impl Into<Text>) -> View {
        self.block(Block::Notice(Notice { kind, title: plain(), text: text.into() }))
    }
}

impl Link {
    /// A link to a page of this plugin.
    pub fn to_page(path: impl Into<String>, text: impl Into<Text>) -> Link {
        Link { text: text.into(), target: LinkTarget::Page(path.into()) }
    }
}
