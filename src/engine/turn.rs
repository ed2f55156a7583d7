//! Calls that are in progress side by side, for engines that give a caller who is alone more than the others.

use std::sync::atomic::{AtomicUsize, Ordering};

/// A call in progress; it ends when it is dropped, whatever happens in between.
pub(super) struct Turn<'e> {
    running: &'e AtomicUsize,
    /// Whether it began while no other was in progress.
    pub alone: bool,
}

impl<'e> Turn<'e> {
    /// Begins a call; `running` counts those in progress.
    pub fn begin(running: &'e AtomicUsize) -> Self {
        Self { running, alone: running.fetch_add(1, Ordering::Relaxed) == 0 }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.running.fetch_sub(1, Ordering::Relaxed);
    }
}
