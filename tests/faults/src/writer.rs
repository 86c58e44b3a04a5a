//! The writer: does one write after the other and notes each that is answered. Run as a process of its own, which is killed
//! or whose disk fails.

use std::path::PathBuf;

use parvis_storage::{Storage, StorageError};
use parvis_storage_sqlite::{SqliteStorage, Synchronous};

use crate::records::{PLUGIN, Publication, SOURCE, grant, line, plugin, report};
use crate::{Answered, Answers};

/// How often a step is tried before it is given up: whatever the fault, it is over by then.
const TRIES: usize = 4;

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Job {
    /// The database file.
    pub database: PathBuf,
    /// The list of what was answered.
    pub answers: PathBuf,
    /// How hard commits are pressed onto the disk.
    pub synchronous: Synchronous,
    /// `script`, `endless`, `command` or `partial`.
    pub kind: String,
}

/// Does the job. Each failure is told on standard output: `failed STEP KIND: words`; one that lasts is an error.
///
/// # Errors
/// If a step fails again and again, or the list cannot be written.
pub async fn write(job: &Job) -> Result<(), String> {
    let mut writer = Writer::open(job).await?;
    match job.kind.as_str() {
        "script" => writer.script().await,
        "endless" => writer.endless().await,
        "command" => writer.command().await,
        "partial" => writer.partial().await,
        kind => Err(format!("no such job: {kind}")),
    }
}

struct Writer {
    store: SqliteStorage,
    answers: Answers,
    before: Answered,
}

/// Tries a step until it succeeds.
macro_rules! tried {
    ($name:literal, $step:expr) => {{
        let mut tries = 0;
        loop {
            match $step.await {
                Ok(done) => break done,
                Err(error) => {
                    tell_failure($name, &error);
                    tries += 1;
                    if tries == TRIES {
                        return Err(format!("{} failed {TRIES} times", $name));
                    }
                }
            }
        }
    }};
}

#[expect(clippy::print_stdout, reason = "the test reads what failed and with which words")]
fn tell_failure(step: &str, error: &StorageError) {
    let kind = format!("{error:?}");
    let kind = kind.split(['(', ' ']).next().unwrap_or_default();
    println!("failed {step} {kind}: {error}");
}

impl Writer {
    async fn open(job: &Job) -> Result<Self, String> {
        let store = tried!("open", SqliteStorage::open_with(&job.database, job.synchronous));
        let before = Answered::read(&job.answers);
        let answers = Answers::open(&job.answers).map_err(|error| error.to_string())?;
        Ok(Self { store, answers, before })
    }

    /// Notes an answer.
    fn answered(&mut self, subject: &str, number: u64) -> Result<(), String> {
        self.answers.note(subject, number).map_err(|error| format!("the list of answers: {error}"))
    }

    async fn publish(&mut self, publication: Publication) -> Result<(), String> {
        tried!("publish", self.try_publish(publication));
        self.answered("published", publication.number)
    }

    async fn try_publish(&self, publication: Publication) -> Result<(), StorageError> {
        let generation = self.store.begin_publication(PLUGIN, SOURCE).await?;
        self.store.add_features(generation, publication.batch()).await?;
        self.store.commit_publication(generation, &publication.info(), &report()).await.map(drop)
    }

    async fn note(&mut self, key: &str, number: u64) -> Result<(), String> {
        tried!("note", self.store.set_note(key, &number.to_string()));
        self.answered(&format!("note {key}"), number)
    }

    async fn line(&mut self, number: u64) -> Result<(), String> {
        tried!("line", self.store.append_logs(&[line(number)]));
        self.answered("line", number)
    }

    async fn sweep(&mut self) -> Result<(), String> {
        while tried!("sweep", self.store.sweep(&[])) {}
        Ok(())
    }

    /// A short life of a hub: every kind of write once.
    async fn script(&mut self) -> Result<(), String> {
        let first = plugin(1)?;
        tried!("install", self.store.install_plugin(&first, &[7; 3_000]));
        self.answered("installed", 1)?;
        tried!("grant", self.store.grant(PLUGIN, &grant()));
        self.answered("granted", 1)?;
        tried!("disable", self.store.set_enabled(PLUGIN, false));
        self.answered("disabled", 1)?;
        self.publish(Publication { number: 1, features: 20, text: 10 }).await?;
        self.note("a", 1).await?;
        self.line(1).await?;
        self.publish(Publication { number: 2, features: 30, text: 10 }).await?;
        self.sweep().await?;
        self.note("a", 2).await?;
        self.store.close().await;
        Ok(())
    }

    /// A hub that publishes, large and small, and sweeps, without end.
    async fn endless(&mut self) -> Result<(), String> {
        let (mut number, first) = (self.before.newest("note hub"), plugin(1)?);
        tried!("install", self.store.install_plugin(&first, &[7; 3_000]));
        self.answered("installed", 1)?;
        loop {
            number += 1;
            self.note("hub", number).await?;
            self.line(number).await?;
            let text = if number.is_multiple_of(3) { 60_000 } else { 40 };
            self.publish(Publication { number, features: 1 + number as usize % 12, text }).await?;
            if number.is_multiple_of(8) {
                self.sweep().await?;
            }
        }
    }

    /// A command after the other beside the hub: each opens the file anew.
    async fn command(&mut self) -> Result<(), String> {
        let mut number = self.before.newest("note command");
        loop {
            number += 1;
            self.note("command", number).await?;
            if number.is_multiple_of(5) {
                let (path, synchronous) = (self.store.path().to_owned(), Synchronous::Full);
                self.store = tried!("open", SqliteStorage::open_with(&path, synchronous));
            }
        }
    }

    /// A reader holds its snapshot while the log grows long, so that a checkpoint copies a part of it without a sync;
    /// then the reader goes, and the rest is copied and synced.
    async fn partial(&mut self) -> Result<(), String> {
        let large = |number| Publication { number, features: 10, text: 60_000 };
        self.publish(large(1)).await?;
        let parts = tried!("parts", self.store.published_parts());
        let part = &parts.first().ok_or("no part")?.part;
        let (reading, held) = (self.store.clone(), part.clone());
        let (go, gate) = std::sync::mpsc::channel::<()>();
        let (tell, begun) = std::sync::mpsc::channel::<()>();
        let mut wait = move |_| {
            // An error means that the other end has gone: nothing to wait for.
            let _ = tell.send(());
            let _ = gate.recv();
        };
        let reader = tokio::spawn(async move { reading.read_part(&held, &mut wait).await });
        tokio::task::spawn_blocking(move || begun.recv())
            .await
            .map_err(|e| e.to_string())?
            .map_err(|e| e.to_string())?;
        for number in 2..=12 {
            self.publish(large(number)).await?;
        }
        go.send(()).map_err(|error| error.to_string())?;
        reader.await.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?;
        for number in 13..=30 {
            self.publish(large(number)).await?;
            self.note("a", number).await?;
        }
        Ok(())
    }
}
