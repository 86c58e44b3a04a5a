//! Conversion of views from contract 0.1 to the model, held to the limits of a view.

use parvis_model as model;

use super::bindings::{data, views};
use super::convert_feeds::feed;
use crate::view_limits::ViewLimits;

/// The view in the words of the model, and its size in bytes. The error says which limit it passes.
pub(super) fn view(view: views::View, limits: ViewLimits) -> Result<(model::View, usize), String> {
    let view = model::View {
        title: view.title.into(),
        description: view.description.into(),
        blocks: view.blocks.into_iter().map(block).collect(),
    };
    let bytes = limits.check(&view)?;
    Ok((view, bytes))
}

fn texts(all: Vec<super::bindings::text::Text>) -> Vec<model::Text> {
    all.into_iter().map(Into::into).collect()
}

fn block(block: views::Block) -> model::Block {
    use views::Block as B;
    match block {
        B::Heading(h) => {
            model::Block::Heading(model::Heading { level: h.level.clamp(1, 2) as u8, text: h.text.into() })
        }
        B::Paragraph(text) => model::Block::Paragraph(text.into()),
        B::Bullets(all) => model::Block::Bullets(texts(all)),
        B::Notice(notice) => model::Block::Notice(model::Notice {
            kind: match notice.kind {
                views::NoticeKind::Info => model::NoticeKind::Info,
                views::NoticeKind::Success => model::NoticeKind::Success,
                views::NoticeKind::Warning => model::NoticeKind::Warning,
                views::NoticeKind::Urgent => model::NoticeKind::Urgent,
            },
            title: notice.title.into(),
            text: notice.text.into(),
        }),
        B::Feed(f) => model::Block::Feed(Box::new(feed(f))),
        B::Facts(facts) => {
            let fact = |f: views::Fact| model::Fact { label: f.label.into(), value: f.value.into() };
            model::Block::Facts(facts.into_iter().map(fact).collect())
        }
        B::Links(links) => model::Block::Links(links.into_iter().map(link).collect()),
        B::Actions(actions) => model::Block::Actions(actions.into_iter().map(action).collect()),
        B::Form(f) => model::Block::Form(form(f)),
        B::Search(s) => {
            let (label, page, parameter) = (s.label.into(), s.page, s.parameter);
            model::Block::Search(model::Search { label, page, parameter })
        }
        B::Steps(steps) => model::Block::Steps(steps.into_iter().map(step).collect()),
        B::Thread(t) => model::Block::Thread(thread(t)),
        B::OnMap(map) => {
            model::Block::Map(model::MapBlock { feeds: map.feeds, description: map.description.into() })
        }
        B::Table(table) => model::Block::Table(model::Table {
            caption: table.caption.into(),
            columns: texts(table.columns),
            rows: table.rows.into_iter().map(texts).collect(),
        }),
        B::Figure(f) => model::Block::Figure(model::Figure {
            image: f.image,
            description: f.description.into(),
            credit: f.credit,
        }),
        B::Contact(c) => model::Block::Contact(model::Contact {
            name: c.name.into(),
            phone: c.phone,
            email: c.email,
            url: c.url,
            address: c.address.into(),
            opening_hours: c.opening_hours,
        }),
        B::Progress(p) => model::Block::Progress(model::Progress {
            label: p.label.into(),
            value: p.value,
            goal: p.goal.max(1),
        }),
        B::Disclosure(d) => model::Block::Disclosure { summary: d.summary.into(), text: d.text.into() },
        B::Divider => model::Block::Divider,
        B::QuickExit => model::Block::QuickExit,
    }
}

fn link(link: views::Link) -> model::Link {
    use views::LinkTarget as T;
    let target = match link.target {
        T::Page(path) => model::LinkTarget::Page(path),
        T::Service(page) => model::LinkTarget::Service { plugin: page.plugin, path: page.path },
        T::Feature(page) => model::LinkTarget::Feature { collection: page.collection, id: page.id.into() },
        T::Web(url) => model::LinkTarget::Web(url),
        T::Phone(number) => model::LinkTarget::Phone(number),
        T::Email(address) => model::LinkTarget::Email(address),
    };
    model::Link { text: link.text.into(), target }
}

fn action(action: views::Action) -> model::Action {
    model::Action {
        name: action.name,
        text: action.text.into(),
        style: match action.style {
            views::ActionStyle::Primary => model::ActionStyle::Primary,
            views::ActionStyle::Secondary => model::ActionStyle::Secondary,
            views::ActionStyle::Danger => model::ActionStyle::Danger,
        },
        feature: action.feature.map(feature),
        confirm: action.confirm.into(),
    }
}

fn feature(of: data::FeatureRef) -> model::FeatureRef {
    model::FeatureRef { collection: of.collection, id: of.id }
}

fn form(form: views::Form) -> model::Form {
    let field = |field: views::Field| model::Field {
        name: field.name,
        label: field.label.into(),
        hint: field.hint.into(),
        required: field.required,
        kind: field_kind(field.kind),
    };
    model::Form {
        action: form.action,
        feature: form.feature.map(feature),
        title: form.title.into(),
        recipient: form.recipient.into(),
        fields: form.fields.into_iter().map(field).collect(),
        submit: form.submit.into(),
    }
}

fn field_kind(kind: views::FieldKind) -> model::FieldKind {
    use views::FieldKind as K;
    let choices = |all: Vec<views::Choice>| {
        all.into_iter().map(|c| model::Choice { value: c.value, text: c.text.into() }).collect()
    };
    match kind {
        K::Line(max_chars) => model::FieldKind::Line { max_chars },
        K::Paragraph(max_chars) => model::FieldKind::Paragraph { max_chars },
        K::Integer(range) => model::FieldKind::Integer { min: range.min, max: range.max },
        K::Price(max_cents) => model::FieldKind::Price { max_cents },
        K::One(all) => model::FieldKind::One(choices(all)),
        K::Several(all) => model::FieldKind::Several(choices(all)),
        K::Date => model::FieldKind::Date,
        K::Time => model::FieldKind::Time,
        K::DateAndTime => model::FieldKind::DateAndTime,
        K::Place => model::FieldKind::Place,
        K::Phone => model::FieldKind::Phone,
        K::Email => model::FieldKind::Email,
        K::Url => model::FieldKind::Url,
        K::Photo => model::FieldKind::Photo,
        K::Consent => model::FieldKind::Consent,
    }
}

fn step(step: views::Step) -> model::Step {
    model::Step {
        title: step.title.into(),
        text: step.text.into(),
        link: step.link.map(link),
        state: match step.state {
            views::StepState::Open => model::StepState::Open,
            views::StepState::Current => model::StepState::Current,
            views::StepState::Done => model::StepState::Done,
        },
    }
}

fn thread(thread: views::Thread) -> model::Thread {
    model::Thread {
        collection: thread.collection,
        feature: thread.feature,
        kind: match thread.kind {
            views::ThreadKind::Comments => model::ThreadKind::Comments,
            views::ThreadKind::Participants => model::ThreadKind::Participants,
            views::ThreadKind::Pledges => model::ThreadKind::Pledges,
            views::ThreadKind::Votes => model::ThreadKind::Votes,
            views::ThreadKind::Vouches => model::ThreadKind::Vouches,
        },
    }
}
