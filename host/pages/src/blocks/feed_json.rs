//! Feeds as JSON: every value raw, and beside it as people read it.

use parvis_model::{FilledFeed, FilledItem, FilledSlot};
use serde_json::{Value, json};

use crate::writer::Writer;
use crate::{PagesError, formats, freshness};

pub(crate) fn json(w: &Writer<'_>, feed: &FilledFeed) -> Result<Value, PagesError> {
    let items: Result<Vec<_>, PagesError> = feed.items.iter().map(|found| item(w, found)).collect();
    Ok(json!({
        "id": feed.id,
        "layout": feed.layout,
        "needs-place": feed.needs_place,
        "freshness": feed.freshness,
        "warning": freshness::sentence(w, feed.freshness),
        "live": feed.live,
        "live-warning": feed.live.and_then(|live| freshness::live_sentence(w, live)),
        "empty": w.plain(&feed.empty),
        "sources": feed.sources,
        "example": feed.example,
        "more": feed.more,
        "items": items?,
    }))
}

pub(crate) fn item(w: &Writer<'_>, item: &FilledItem) -> Result<Value, PagesError> {
    let details: Result<Vec<_>, PagesError> = item.details.iter().map(|detail| slot(w, detail)).collect();
    let children: Result<Vec<_>, PagesError> =
        item.children.iter().map(|child| self::item(w, child)).collect();
    Ok(json!({
        "collection": item.collection,
        "id": item.id,
        "title": slot(w, &item.title)?,
        "lead": item.lead.as_ref().map(|lead| slot(w, lead)).transpose()?,
        "badge": item.badge.as_ref().map(|badge| slot(w, badge)).transpose()?,
        "details": details?,
        "link": item.link,
        "start": item.period.map(|period| period.start.to_string()),
        "end": item.period.map(|period| period.end().to_string()),
        "cancelled": item.cancelled,
        "children": children?,
    }))
}

fn slot(w: &Writer<'_>, slot: &FilledSlot) -> Result<Value, PagesError> {
    let shown = formats::show(w, slot);
    Ok(json!({
        "name": slot.source.name(),
        "label": w.plain(&slot.label),
        "format": slot.format,
        "value": serde_json::to_value(&slot.value)?,
        "shown": shown.line(),
        "datetime": shown.datetime,
        "colour": slot.colour,
    }))
}
