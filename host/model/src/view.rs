//! Views: what a plugin shows, as typed blocks that the hub renders. Mirrors `views` of the contract.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Feed, Text};

/// A page or a card: a flat list of blocks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Title of the page or of the card.
    pub title: Text,
    /// What the page is about, in one sentence; may be empty.
    pub description: Text,
    /// What is shown, in order.
    pub blocks: Vec<Block>,
}

/// One block. Kinds that this hub cannot show yet are replaced by a calm notice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph of plain text.
    Paragraph(Text),
    /// A list of short texts.
    Bullets(Vec<Text>),
    /// Something to notice.
    Notice(Notice),
    /// Results of a query that the hub runs.
    Feed(Box<Feed>),
    /// Labels with values.
    Facts(Vec<Fact>),
    /// Links.
    Links(Vec<Link>),
    /// Buttons.
    Actions(Vec<Action>),
    /// A form.
    Form(Form),
    /// A line to type in that opens a page of the plugin.
    Search(Search),
    /// Steps of something to do, in order.
    Steps(Vec<Step>),
    /// What people said or did about a feature.
    Thread(Thread),
    /// Feeds of this view on a map; a list is always there too.
    Map(MapBlock),
    /// A small table.
    Table(Table),
    /// A picture that the hub keeps.
    Figure(Figure),
    /// How to reach someone; the phone comes first.
    Contact(Contact),
    /// How far something is.
    Progress(Progress),
    /// Text that is read on demand.
    Disclosure {
        /// Always shown.
        summary: Text,
        /// Shown on demand.
        text: Text,
    },
    /// A quiet line between two parts.
    Divider,
    /// A button that leaves the site at once, for pages about violence.
    QuickExit,
}

/// A heading within the view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 for a part, 2 for a part of a part.
    pub level: u8,
    /// Its text.
    pub text: Text,
}

/// Something to notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// How important it is.
    pub kind: NoticeKind,
    /// Short title; may be empty.
    pub title: Text,
    /// The text.
    pub text: Text,
}

/// How important a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum NoticeKind {
    Info,
    Success,
    Warning,
    Urgent,
}

/// A label with a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The label.
    pub label: Text,
    /// The value, already in words.
    pub value: Text,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Words of the link.
    pub text: Text,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkTarget {
    /// A page of the same plugin, without leading slash.
    Page(String),
    /// A page of another plugin: its name and path.
    Service {
        /// Name of the plugin.
        plugin: String,
        /// Path within it.
        path: String,
    },
    /// The hub's page about a feature.
    Feature {
        /// Its collection.
        collection: String,
        /// Its id.
        id: Arc<str>,
    },
    /// An outside address, `https:` only; the hub says that it leaves the site.
    Web(String),
    /// A phone number.
    Phone(String),
    /// An e-mail address.
    Email(String),
}

/// Names a feature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureRef {
    /// Its collection.
    pub collection: String,
    /// Its id.
    pub id: String,
}

/// A button that calls `act`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Name given to `act`.
    pub name: String,
    /// Words of the button.
    pub text: Text,
    /// How it looks.
    pub style: ActionStyle,
    /// The feature it is about, if any.
    pub feature: Option<FeatureRef>,
    /// Asked before it is done; empty: not asked.
    pub confirm: Text,
}

/// How a button looks. One primary action per page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ActionStyle {
    Primary,
    Secondary,
    Danger,
}

/// A form that calls `act` with what the person typed or chose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// Name given to `act`.
    pub action: String,
    /// The feature it is about, if any.
    pub feature: Option<FeatureRef>,
    /// Title of the form.
    pub title: Text,
    /// Who receives what is typed, said on the form.
    pub recipient: Text,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Words of the button.
    pub submit: Text,
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Name given to `act`.
    pub name: String,
    /// Label.
    pub label: Text,
    /// Help below the label; may be empty.
    pub hint: Text,
    /// Must be filled.
    pub required: bool,
    /// What is typed.
    pub kind: FieldKind,
}

/// What is typed in a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it; bounds are inclusive")]
pub enum FieldKind {
    Line {
        max_chars: i32,
    },
    Paragraph {
        max_chars: i32,
    },
    Integer {
        min: i64,
        max: i64,
    },
    Price {
        max_cents: i64,
    },
    One(Vec<Choice>),
    Several(Vec<Choice>),
    Date,
    Time,
    DateAndTime,
    /// Filled and coarsened by the hub, put into the feature at commit; the plugin never sees it.
    Place,
    Phone,
    Email,
    Url,
    Photo,
    /// A box to tick.
    Consent,
}

/// One choice of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Value given to `act`.
    pub value: String,
    /// What people read.
    pub text: Text,
}

/// A line to type in: what is typed becomes a parameter of a page of the plugin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// What to type.
    pub label: Text,
    /// The page, without leading slash.
    pub page: String,
    /// Name of the parameter.
    pub parameter: String,
}

/// One step of something to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its title.
    pub title: Text,
    /// What to do.
    pub text: Text,
    /// Where it leads, if somewhere.
    pub link: Option<Link>,
    /// How far it is.
    pub state: StepState,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum StepState {
    Open,
    Current,
    Done,
}

/// What people said or did about a feature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Collection of the feature.
    pub collection: String,
    /// Id of the feature.
    pub feature: String,
    /// What is shown.
    pub kind: ThreadKind,
}

/// A kind of response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ThreadKind {
    Comments,
    Participants,
    Pledges,
    Votes,
    Vouches,
}

/// Feeds of the view on a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapBlock {
    /// Ids of feeds of the same view.
    pub feeds: Vec<String>,
    /// What the map shows, for those who do not see it.
    pub description: Text,
}

/// A small table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows.
    pub caption: Text,
    /// Heads of the columns.
    pub columns: Vec<Text>,
    /// Rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Text>>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Id of a picture that the hub keeps.
    pub image: String,
    /// What it shows, for those who do not see it.
    pub description: Text,
    /// Who made it.
    pub credit: String,
}

/// How to reach someone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name.
    pub name: Text,
    /// Phone; may be empty.
    pub phone: String,
    /// E-mail; may be empty.
    pub email: String,
    /// Web address; may be empty.
    pub url: String,
    /// Postal address; may be empty.
    pub address: Text,
    /// Opening hours, OpenStreetMap syntax; may be empty.
    pub opening_hours: String,
}

/// How far something is: 3 of 10 places taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is counted.
    pub label: Text,
    /// So far.
    pub value: i64,
    /// The goal, at least 1.
    pub goal: i64,
}
