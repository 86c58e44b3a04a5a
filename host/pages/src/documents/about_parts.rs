//! The parts of the page about a service, each under its own heading.

use fluent_bundle::FluentValue;
use maud::{Markup, html};
use parvis_model::{Instant, NoticeKind, ReportLine, RunOutcome, RunReport, SourceState, TimeZone, Value};
use parvis_plugin_runtime::LimitLine;
use parvis_services::TrafficLine;

use super::about::{Power, ReadLine, ServiceAboutPage};
use crate::blocks::notice;
use crate::formats::{date_and_time, day_with_weekday, sentence_moment};
use crate::writer::Writer;
use crate::{freshness, icons, link};

/// The way to its first page.
pub(super) fn open(w: &Writer<'_>, page: &ServiceAboutPage) -> Markup {
    let href =
        page.first_page.as_deref().filter(|_| page.enabled).and_then(|path| link::page(&page.plugin, path));
    html! {
        @if let Some(href) = href { p { a.button href=(href) { (w.say("open-service")) (icons::forward()) } } }
    }
}

/// That it is left alone for a while.
pub(super) fn paused(w: &Writer<'_>, until: Option<Instant>) -> Markup {
    html! {
        @if let Some(until) = until {
            (notice(NoticeKind::Warning, &html! {}, &html! {
                (w.say_with("service-paused", &[("at", sentence_moment(w, until).into())]))
            }))
        }
    }
}

pub(super) fn maker(w: &Writer<'_>, page: &ServiceAboutPage) -> Markup {
    let fact = |label: &str, value: &str| html! { @if !value.is_empty() { div { dt { (w.say(label)) } dd { (value) } } } };
    html! {
        dl.facts {
            (fact("maker", &page.maker))
            (fact("version", &page.version))
            (fact("licence", &page.licence))
            @if !page.digest.is_empty() { div { dt { (w.say("digest")) } dd { code { (page.digest) } } } }
        }
    }
}

pub(super) fn powers(w: &Writer<'_>, powers: &[Power]) -> Markup {
    html! {
        h2 { (w.say("powers")) }
        @if powers.is_empty() { p.quiet { (w.say("no-power")) } }
        ul.powers {
            @for power in powers {
                li {
                    p { strong { (permission(w, power)) } " " (granted(w, power.granted)) }
                    @if !power.reason.is_empty() { p.details { (w.text(&power.reason)) } }
                }
            }
        }
    }
}

/// The power in plain words: `read:stops` is "read the data: stops".
fn permission(w: &Writer<'_>, power: &Power) -> String {
    let written = power.permission.to_string();
    let (kind, of) = written.split_once(':').unwrap_or((&written, ""));
    let of = if matches!(kind, "read" | "publish") { subject(w, of) } else { of.to_owned() };
    w.say_with("permission", &[("kind", kind.into()), ("of", of.into())])
}

/// A collection or what else can be read, in plain words where the hub knows it.
fn subject(w: &Writer<'_>, name: &str) -> String {
    w.say_with("subject-name", &[("name", name.into())])
}

fn granted(w: &Writer<'_>, granted: bool) -> Markup {
    html! {
        @if granted { span.granted { (icons::check()) (w.say("granted")) } }
        @else { span.refused { (icons::cross()) (w.say("not-granted")) } }
    }
}

pub(super) fn imports(w: &Writer<'_>, imports: &[String]) -> Markup {
    html! {
        h2 { (w.say("imports")) }
        p { (w.say("imports-lede")) }
        @if !imports.is_empty() {
            dl.facts {
                @for name in imports {
                    div { dt { code { (name) } } dd { (w.say_with("interface", &[("name", FluentValue::from(name.as_str()))])) } }
                }
            }
        }
    }
}

pub(super) fn reads(w: &Writer<'_>, reads: &[ReadLine]) -> Markup {
    html! {
        h2 { (w.say("reads")) }
        p { (w.say("reads-lede")) }
        @if reads.is_empty() { p.quiet { (w.say("no-reads")) } } @else {
            div.table-box role="region" tabindex="0" aria-label=(w.say("reads")) {
                table {
                    thead { tr { th scope="col" { (w.say("subject")) } th scope="col" { (w.say("day")) } th scope="col" { (w.say("times")) } } }
                    tbody { @for line in reads { tr {
                        th scope="row" { (subject(w, &line.subject)) }
                        // The days of the audit begin at midnight UTC.
                        td { (day_with_weekday(w, line.day.in_zone(&TimeZone::UTC).date())) }
                        td.number { (number(w, line.count)) }
                    } } }
                }
            }
        }
    }
}

/// What went out and came in. Left out for a service that asks nobody outside.
pub(super) fn traffic(w: &Writer<'_>, traffic: &[TrafficLine]) -> Markup {
    html! {
        @if !traffic.is_empty() {
            h2 { (w.say("traffic")) }
            p { (w.say("traffic-lede")) }
            div.table-box role="region" tabindex="0" aria-label=(w.say("traffic")) {
                table {
                    thead { tr { @for title in ["traffic-grant", "day", "traffic-requests", "traffic-sent", "traffic-received"] {
                        th scope="col" { (w.say(title)) }
                    } } }
                    tbody { @for line in traffic { tr {
                        th scope="row" { code { (line.grant) } }
                        td { (day_with_weekday(w, line.day.in_zone(&TimeZone::UTC).date())) }
                        @for count in [line.requests, line.sent_bytes, line.received_bytes] { td.number { (number(w, count)) } }
                    } } }
                }
            }
        }
    }
}

pub(super) fn sources(w: &Writer<'_>, sources: &[SourceState]) -> Markup {
    html! {
        @if !sources.is_empty() {
            h2 { (w.say("published-sources")) }
            @for source in sources { (self::source(w, source)) }
        }
    }
}

fn source(w: &Writer<'_>, source: &SourceState) -> Markup {
    let info = source.info.as_ref();
    html! {
        h3 { @if let Some(info) = info { (w.text(&info.title)) } @else { (source.name) } }
        @if info.is_some_and(|info| info.example) { p.state { (w.say("example-source")) } }
        @if let Some(sentence) = freshness::sentence(w, source.freshness(w.context.now)) {
            (notice(NoticeKind::Warning, &html! {}, &html! { (sentence) }))
        }
        dl.facts {
            @if let Some(info) = info {
                div { dt { (w.say("attribution")) } dd { (info.attribution) } }
                @if !info.licence.is_empty() { div { dt { (w.say("licence")) } dd { (info.licence) } } }
            }
            @if let Some(at) = source.published { (moment(w, "published", at)) }
            div { dt { (w.say("features")) } dd { (number(w, source.features)) } }
        }
        @if let Some(run) = &source.last_run { (report(w, run)) }
    }
}

fn moment(w: &Writer<'_>, label: &str, at: Instant) -> Markup {
    let datetime = crate::formats::timestamp(w, at);
    html! { div { dt { (w.say(label)) } dd { time datetime=(datetime) { (date_and_time(w, at)) } } } }
}

fn report(w: &Writer<'_>, run: &RunReport) -> Markup {
    let outcome = match run.outcome {
        RunOutcome::Published => w.say("run-published"),
        RunOutcome::Unchanged => w.say("run-unchanged"),
        RunOutcome::Refused => w.say("run-refused"),
    };
    html! {
        dl.facts {
            (moment(w, "last-run", run.finished))
            div { dt { (w.say("outcome")) } dd { (outcome) @if !run.reason.is_empty() { " " (run.reason) } } }
            div { dt { (w.say("rows-read")) } dd { (number(w, run.read)) } }
            div { dt { (w.say("rows-kept")) } dd { (number(w, run.kept)) } }
            div { dt { (w.say("rows-refused")) } dd { (number(w, run.refused)) } }
        }
        @if !run.lines.is_empty() {
            details.disclosure {
                summary { (w.say_with("report-lines", &[("count", run.lines.len().into())])) }
                ul.report { @for line in &run.lines { li { (remark(w, line)) } } }
            }
        }
    }
}

fn remark(w: &Writer<'_>, line: &ReportLine) -> Markup {
    html! {
        @if !line.file.is_empty() {
            code { (line.file) }
            @if let Some(number) = line.line { " " (w.say_with("report-line", &[("line", number.to_string().into())])) }
            " "
        }
        (line.reason)
    }
}

/// What the hub allows it, out of the way of those who do not ask.
pub(super) fn limits(w: &Writer<'_>, limits: &[LimitLine]) -> Markup {
    html! {
        @if !limits.is_empty() {
            h2 { (w.say("limits")) }
            p { (w.say("limits-lede")) }
            details.disclosure {
                summary { (w.say("limits-all")) }
                ul.bullets { @for limit in limits { li { (self::limit(w, *limit)) } } }
            }
        }
    }
}

fn limit(w: &Writer<'_>, limit: LimitLine) -> String {
    let value = number(w, i64::try_from(limit.value).unwrap_or(i64::MAX));
    // Names of the translations hold no point.
    let kind = limit.name.replace('.', "-");
    w.say_with("limit", &[("kind", kind.into()), ("value", value.into())])
}

fn number(w: &Writer<'_>, number: i64) -> String {
    crate::formats::number(w, &Value::Integer(number)).map(|shown| shown.words).unwrap_or_default()
}
