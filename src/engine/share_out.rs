//! Runs that are shared out between threads, for engines whose runs keep to the thread that asks for them.

use std::panic::resume_unwind;
use std::thread;

use crate::crew::{Queue, in_order};
use crate::error::Result;

/// Does `count` runs on `hands` threads, the caller's among them, and gives their results in order. `work` is called once on each thread
/// with its number, 0 for the caller's, and gives the runs that it took from the queue and their results. The caller's has to go on until
/// the queue is empty.
///
/// # Errors
/// The first error of a thread.
pub(crate) fn share_out<T: Send>(
    hands: usize,
    count: usize,
    work: impl Fn(usize, &Queue) -> Result<Vec<(usize, T)>> + Sync,
) -> Result<Vec<T>> {
    let queue = Queue::of(count);
    let done = thread::scope(|scope| {
        let (work, queue) = (&work, &queue);
        let others: Vec<_> = (1..hands.min(count)).map(|hand| scope.spawn(move || work(hand, queue))).collect();
        let mut done = work(0, queue)?;
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic))?);
        }
        Ok::<_, crate::error::Error>(done)
    })?;
    Ok(in_order(done))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn every_run_is_done_once_and_the_results_are_in_order() {
        let squares = |_: usize, queue: &Queue| Ok(std::iter::from_fn(|| queue.next()).map(|n| (n, n * n)).collect());
        for (hands, count) in [(1, 5), (3, 100), (8, 2), (2, 0)] {
            let expected: Vec<usize> = (0..count).map(|n| n * n).collect();
            assert_eq!(share_out(hands, count, squares).unwrap(), expected, "{hands} threads");
        }
    }

    #[test]
    fn an_error_of_any_thread_is_the_error_of_all() {
        let failing = |_: usize, queue: &Queue| -> Result<Vec<(usize, ())>> {
            let run = |at| match at {
                7 => Err(Error::Engine { engine: "scripted", message: "run 7".into() }),
                at => Ok((at, ())),
            };
            std::iter::from_fn(|| queue.next()).map(run).collect()
        };
        assert_eq!(share_out(3, 20, failing).unwrap_err().to_string(), "engine scripted: run 7");
    }
}
