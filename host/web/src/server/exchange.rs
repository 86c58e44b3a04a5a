//! One request that has arrived whole, and the way back for its answer: what hyper reads and writes.
//!
//! hyper gets a connection of its own for each request. It ends when the answer is on its way, so that between two requests
//! nothing is kept but the socket, and every wait is one that this server has measured.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use hyper::rt::ReadBufCursor;
use tokio::io::AsyncWrite;
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

use super::held::HeldBytes;
use super::limits::HttpLimits;
use super::pace::Pace;

/// How far the answer is.
#[derive(Clone, Default)]
pub(super) struct Progress(Arc<ProgressFlags>);

#[derive(Default)]
struct ProgressFlags {
    made: AtomicBool,
    sent: AtomicBool,
}

impl Progress {
    /// True if the system has taken every byte of the answer.
    pub(super) fn is_sent(&self) -> bool {
        self.0.sent.load(Ordering::Relaxed)
    }
}

/// A request to be read and an answer to be written.
pub(super) struct Exchange<'a> {
    request: &'a [u8],
    stream: &'a mut TcpStream,
    progress: Progress,
    limits: &'a HttpLimits,
    held: HeldBytes,
    /// Since the visitor did not take what was ready.
    blocked: Option<(Pace, Pin<Box<Sleep>>)>,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(
        request: &'a [u8],
        stream: &'a mut TcpStream,
        progress: Progress,
        limits: &'a HttpLimits,
        held: HeldBytes,
    ) -> Self {
        Self { request, stream, progress, limits, held, blocked: None }
    }

    /// Cuts an answer that is not taken fast enough, or at once if too many bytes wait already.
    fn paced(
        &mut self,
        cx: &mut Context<'_>,
        wrote: Poll<io::Result<usize>>,
        waiting: usize,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(wrote) = wrote {
            if let (Ok(bytes), Some((pace, _))) = (&wrote, &mut self.blocked) {
                pace.moved(*bytes);
            }
            return Poll::Ready(wrote);
        }
        if !self.held.set(waiting) {
            return Poll::Ready(Err(io::ErrorKind::OutOfMemory.into()));
        }
        let now = Instant::now();
        let (pace, sleep) =
            self.blocked.get_or_insert_with(|| (Pace::begin(now), Box::pin(sleep_until(now))));
        sleep.as_mut().reset(pace.deadline(self.limits));
        sleep.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl hyper::rt::Read for Exchange<'_> {
    /// The request, then nothing: whether the visitor is still there shows when the answer is written. hyper is woken by
    /// the answer, so no waker is kept.
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        if self.request.is_empty() {
            return Poll::Pending;
        }
        let (now, later) = self.request.split_at(self.request.len().min(buffer.remaining()));
        buffer.put_slice(now);
        self.request = later;
        Poll::Ready(Ok(()))
    }
}

impl hyper::rt::Write for Exchange<'_> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut *self.stream).poll_write(cx, bytes);
        self.paced(cx, wrote, bytes.len())
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut *self.stream).poll_write_vectored(cx, slices);
        self.paced(cx, wrote, slices.iter().map(|slice| slice.len()).sum())
    }

    /// hyper asks for this when it has written all that it had.
    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.blocked = None;
        self.held.set(0);
        let flags = &self.progress.0;
        flags.sent.fetch_or(flags.made.load(Ordering::Relaxed), Ordering::Relaxed);
        Poll::Ready(Ok(()))
    }

    /// The socket is not hyper's to close.
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// The body of an answer. Hyper drops it when it has all of it; what is `kept` ends with it.
pub(super) struct AnswerBody<K> {
    body: Body,
    progress: Progress,
    _kept: K,
}

impl<K> AnswerBody<K> {
    pub(super) fn new(body: Body, progress: Progress, kept: K) -> Self {
        Self { body, progress, _kept: kept }
    }
}

impl<K> Drop for AnswerBody<K> {
    fn drop(&mut self) {
        self.progress.0.made.store(true, Ordering::Relaxed);
    }
}

impl<K: Unpin> http_body::Body for AnswerBody<K> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
