//! The parts of services: views with their feeds filled, and what stands in the place of one that failed.

use std::sync::Arc;

use parvis_model::{Block, Language, Notice, NoticeKind, Text, View};
use parvis_plugin_runtime::{CallFailure, Fault};
use parvis_services::{PluginRecord, Reading, Visit};

use super::Composer;
use crate::{FilledBlock, FilledView, Pages, PartFault, ServicePart};

impl Composer {
    /// A service's part of a page; `None` if it says that it has none.
    pub(super) fn part(
        &self,
        plugin: &Arc<PluginRecord>,
        reading: &Reading,
        visit: &Visit,
        view: Result<Arc<View>, CallFailure>,
    ) -> Option<ServicePart> {
        let view = match view {
            Ok(view) => self.filled(reading, visit, plugin.name(), &view),
            Err(CallFailure::NotFound) => return None,
            Err(failure) => Err(fault_of(&failure)),
        };
        Some(ServicePart { plugin: plugin.name().to_owned(), title: plugin.manifest.title.clone(), view })
    }

    /// The view with its feeds filled for this visit. A feed that cannot be run fails the part; one that found nothing and
    /// has no words for that is left out.
    pub(super) fn filled(
        &self,
        reading: &Reading,
        visit: &Visit,
        plugin: &str,
        view: &View,
    ) -> Result<FilledView, PartFault> {
        let blocks = view.blocks.iter().filter_map(|block| match block {
            Block::Feed(feed) => match self.platform.fill(reading, plugin, feed, visit) {
                Ok(filled) if filled.is_silent() => None,
                Ok(filled) => Some(Ok(FilledBlock::Feed(Box::new(filled)))),
                Err(error) => {
                    let reason = format!("feed {} cannot be filled: {error}", feed.id);
                    self.platform.log_failure(plugin, "feed", &reason);
                    Some(Err(PartFault::Failed))
                }
            },
            block => Some(Ok(FilledBlock::Fixed(block.clone()))),
        });
        Ok(FilledView {
            title: view.title.clone(),
            description: view.description.clone(),
            blocks: blocks.collect::<Result<_, _>>()?,
        })
    }
}

/// What residents are told of a failed call.
pub(super) fn fault_of(failure: &CallFailure) -> PartFault {
    match failure {
        CallFailure::Fault(Fault::Busy(_)) => PartFault::Busy,
        CallFailure::Refused(parvis_model::PlatformError::Denied(_)) => PartFault::NotGranted,
        CallFailure::Fault(_) | CallFailure::Refused(_) | CallFailure::NotFound => PartFault::Failed,
    }
}

/// A page that says calmly that the service cannot answer.
pub(super) fn apology(
    plugin: &PluginRecord,
    pages: &Pages,
    language: Language,
    fault: PartFault,
) -> FilledView {
    let sentence = pages.translator().say(language, fault.key(), &[]);
    let notice = Notice { kind: NoticeKind::Info, title: Text::default(), text: Text::new(sentence) };
    FilledView {
        title: plugin.manifest.title.clone(),
        description: Text::default(),
        blocks: vec![FilledBlock::Fixed(Block::Notice(notice))],
    }
}
