//! Conversions of queries and feeds from contract 0.1 to the model.

use parvis_model as model;

use super::bindings::{data, feeds};
use super::convert_data::point;

pub(super) fn query(query: data::Query) -> model::Query {
    model::Query {
        collection: query.collection,
        conditions: query.conditions.into_iter().map(condition).collect(),
        placement: query.placement.map(placement),
        during: query.during.map(time_range),
        text: query.text,
        order: query.order.into_iter().map(order).collect(),
        after: query.after,
        limit: usize::try_from(query.limit).unwrap_or(0),
    }
}

fn condition(condition: data::Condition) -> model::Condition {
    let test = match condition.test {
        data::Test::Equals(value) => model::Test::Equals(value.into()),
        data::Test::Differs(value) => model::Test::Differs(value.into()),
        data::Test::OneOf(values) => model::Test::OneOf(values.into_iter().map(Into::into).collect()),
        data::Test::AtLeast(value) => model::Test::AtLeast(value.into()),
        data::Test::AtMost(value) => model::Test::AtMost(value.into()),
        data::Test::Present => model::Test::Present,
        data::Test::Absent => model::Test::Absent,
    };
    model::Condition { property: condition.property, test }
}

fn placement(placement: data::Placement) -> model::Placement {
    match placement {
        data::Placement::Near(near) => {
            model::Placement::Near { origin: origin(near.origin), radius_m: near.radius_m }
        }
        data::Placement::Inside(area) => model::Placement::Inside(match area {
            data::Area::Territory => model::Area::Territory,
            data::Area::Commune(code) => model::Area::Commune(code),
            data::Area::CommuneHere => model::Area::CommuneHere,
            data::Area::Bounds(b) => model::Area::Bounds(model::Bounds {
                west: b.west,
                south: b.south,
                east: b.east,
                north: b.north,
            }),
        }),
    }
}

fn origin(origin: data::Origin) -> model::Origin {
    match origin {
        data::Origin::Here => model::Origin::Here,
        data::Origin::There => model::Origin::There,
        data::Origin::Point(at) => model::Origin::Point(point(at)),
        data::Origin::Feature(feature) => {
            model::Origin::Feature { collection: feature.collection, id: feature.id.into() }
        }
    }
}

fn time_range(range: data::TimeRange) -> model::TimeRange {
    let moment = |moment| match moment {
        data::Moment::NowPlusS(seconds) => model::Moment::NowPlusS(seconds),
        data::Moment::Day(days) => model::Moment::Day(days),
        data::Moment::At(ms) => model::Moment::At(model::Instant::within_calendar(ms)),
    };
    model::TimeRange { from: range.from.map(moment), until: range.until.map(moment) }
}

fn order(order: data::Order) -> model::Order {
    let by = match order.by {
        data::OrderBy::Distance => model::OrderBy::Distance,
        data::OrderBy::Start => model::OrderBy::Start,
        data::OrderBy::Title => model::OrderBy::Title,
        data::OrderBy::Relevance => model::OrderBy::Relevance,
        data::OrderBy::Property(name) => model::OrderBy::Property(name),
    };
    model::Order { by, descending: order.descending }
}

pub(super) fn feed(feed: feeds::Feed) -> model::Feed {
    model::Feed {
        id: feed.id,
        query: query(feed.query),
        layout: match feed.layout {
            feeds::Layout::Board => model::Layout::Board,
            feeds::Layout::Cards => model::Layout::Cards,
            feeds::Layout::List => model::Layout::List,
            feeds::Layout::Table => model::Layout::Table,
            feeds::Layout::Timeline => model::Layout::Timeline,
        },
        item: item(feed.item),
        children: feed.children.map(children),
        empty: feed.empty.into(),
        no_place: feed.no_place.into(),
        stale: feed.stale.into(),
        more: feed.more,
    }
}

fn children(children: feeds::Children) -> model::Children {
    model::Children {
        collection: children.collection,
        conditions: children.conditions.into_iter().map(condition).collect(),
        during: children.during.map(time_range),
        order: children.order.into_iter().map(order).collect(),
        limit: usize::try_from(children.limit).unwrap_or(0),
        item: item(children.item),
        empty: children.empty.into(),
    }
}

fn item(item: feeds::Item) -> model::Item {
    model::Item {
        lead: item.lead.map(slot),
        badge: item.badge.map(slot),
        title: item.title.map(slot),
        details: item.details.into_iter().map(slot).collect(),
        link: item.link,
    }
}

fn slot(slot: feeds::Slot) -> model::Slot {
    let source = match slot.source {
        feeds::SlotSource::Title => model::SlotSource::Title,
        feeds::SlotSource::Property(name) => model::SlotSource::Property(name.into()),
        feeds::SlotSource::Start => model::SlotSource::Start,
        feeds::SlotSource::End => model::SlotSource::End,
        feeds::SlotSource::Distance => model::SlotSource::Distance,
        feeds::SlotSource::Source => model::SlotSource::Source,
        feeds::SlotSource::Updated => model::SlotSource::Updated,
    };
    model::Slot { source, format: format(slot.format), label: slot.label.into() }
}

fn format(format: feeds::Format) -> model::Format {
    use feeds::Format as F;
    match format {
        F::Text => model::Format::Text,
        F::Badge => model::Format::Badge,
        F::MinutesFromNow => model::Format::MinutesFromNow,
        F::ClockTime => model::Format::ClockTime,
        F::Day => model::Format::Day,
        F::DayAndTime => model::Format::DayAndTime,
        F::Age => model::Format::Age,
        F::Distance => model::Format::Distance,
        F::WalkingMinutes => model::Format::WalkingMinutes,
        F::Duration => model::Format::Duration,
        F::Number => model::Format::Number,
        F::Percent => model::Format::Percent,
        F::Price => model::Format::Price,
        F::OpenNow => model::Format::OpenNow,
        F::OpeningHours => model::Format::OpeningHours,
        F::Phone => model::Format::Phone,
        F::Email => model::Format::Email,
        F::Link => model::Format::Link,
        F::YesNo => model::Format::YesNo,
        F::Image => model::Format::Image,
    }
}
