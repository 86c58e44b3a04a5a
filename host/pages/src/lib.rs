//! What a visitor sees: typed page documents, written as HTML or as JSON, in every language of the hub.
//! It must never know: axum, cookies, status codes, SQL, and how a plugin is run.
//! To add a page: its struct and its `html` and `json` in one file of `documents/`, a case in [`Page`],
//! its sentences in each file of `translations/`. Tested by `tests/`, which render every page in every language.

mod blocks;
mod compose;
mod context;
mod documents;
mod error;
mod exports;
mod formats;
mod freshness;
mod icons;
mod layout;
mod link;
mod place_chooser;
mod qr;
mod refusal;
mod static_files;
mod translator;
mod writer;

pub use blocks::{FilledBlock, FilledView};
pub use compose::{Composed, Composer, ExportFile, Visitor};
pub use context::{PageContext, PlaceShown};
pub use documents::{
    AroundPage, BaseMap, DataCollection, DataPage, DataSource, Distance, ErrorPage, FeaturePage, Filters,
    Found, HomePage, HubNotice, LegalKind, LegalPage, LentPoint, MapLayer, MapPage, MapSetup, Operator,
    OutsideLine, Page, PageError, PartFault, PosterList, PosterPage, Power, ReadLine, SearchGroup,
    SearchPage, ServiceAboutPage, ServicePage, ServicePart, ServiceSummary, ServicesPage, VerbPage, What,
    When,
};
pub use error::PagesError;
pub use exports::ExportFormat;
pub use place_chooser::{PlaceChoice, PlaceChooser};
pub use static_files::{StaticFile, static_files};
pub use translator::Translator;

/// Writes pages. Built once when the hub starts, shared by all requests.
pub struct Pages {
    translator: Translator,
}

impl Pages {
    /// Reads the bundled translations. Fails if one of them is not valid Fluent.
    pub fn new() -> Result<Self, PagesError> {
        Ok(Self { translator: Translator::bundled()? })
    }

    /// The page as a whole HTML document. Costs no I/O.
    pub fn html(&self, context: &PageContext, page: &Page) -> String {
        let writer = writer::Writer::new(&self.translator, context);
        let html = layout::document(&writer, page).into_string();
        // HTML has no way to write this sign, and browsers differ in what they make of it.
        if html.contains('\0') { html.replace('\0', "\u{fffd}") } else { html }
    }

    /// The same page as JSON: every value raw, and as people read it.
    pub fn json(&self, context: &PageContext, page: &Page) -> Result<serde_json::Value, PagesError> {
        let writer = writer::Writer::new(&self.translator, context);
        documents::json(&writer, page)
    }

    /// A page without the hub's frame that says what went wrong in every language at once: for answers that must cost
    /// nothing, made once when the hub starts. `home` is where it leads: a path, or the hub's whole address.
    pub fn refusal(&self, error: PageError, home: &str) -> String {
        refusal::document(&self.translator, error, home).into_string()
    }

    /// The sentences behind the pages, for the few that are said elsewhere.
    pub fn translator(&self) -> &Translator {
        &self.translator
    }
}
