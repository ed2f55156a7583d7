//! Standard output and standard error: a closed pipe is quiet, and progress shows only on a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Standard output of one run, until its reader goes away.
pub(super) struct Output {
    out: io::Stdout,
    closed: bool,
}

impl Output {
    pub(super) fn new() -> Self {
        Self { out: io::stdout(), closed: false }
    }

    /// Writes at once, so that a filter sees each article as it is done. After a broken pipe it does nothing.
    ///
    /// # Errors
    /// Any other error of the operating system.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        match self.out.write_all(bytes).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            result => result,
        }
    }

    /// Whether nobody reads any more.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }
}

/// Prints one line on standard error. If that is closed too, there is nobody left to tell.
pub(super) fn error(message: &str) {
    let message =
        message.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    let _ = writeln!(io::stderr(), "error: {message}");
}

/// Prints one line on standard error if somebody watches it.
pub(super) fn note(message: &str) {
    if io::stderr().is_terminal() {
        let _ = writeln!(io::stderr(), "{message}");
    }
}

/// Whether an error is that of a reader who closed the pipe.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
    error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(broken)
}

/// A bar of `total` steps on standard error; hidden unless that is a terminal, and `wanted`.
pub(super) fn progress(total: usize, wanted: bool) -> ProgressBar {
    if !(wanted && io::stderr().is_terminal()) {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {wide_msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn a_broken_pipe_is_known_under_its_context() {
        let wrapped = |kind: io::ErrorKind| Err::<(), _>(io::Error::from(kind)).context("standard output").unwrap_err();
        assert!(is_broken_pipe(&wrapped(io::ErrorKind::BrokenPipe)));
        assert!(!is_broken_pipe(&wrapped(io::ErrorKind::StorageFull)));
    }
}
