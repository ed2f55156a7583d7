//! Work on several threads whose results come in the order of the items.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Results in the order of their items.
pub(super) struct InOrder<R> {
    done: Receiver<(usize, R)>,
    /// Done before one that comes earlier.
    early: BTreeMap<usize, R>,
    next: usize,
    /// One for each item that was taken and whose result was not: the reader waits where there are too many.
    held: Receiver<()>,
}

/// Takes the items on a thread of its own, works on them on `workers` threads, and gives the results in the items' order. Few items are
/// held at a time, however many there are, and a result is given as soon as it and those before it are done: a reader at the other end
/// of a pipe need not send the next article to get the answer to the last.
///
/// The threads are not waited for: an item that never comes does not keep the program from ending.
pub(super) fn in_order<T: Send + 'static, R: Send + 'static>(
    items: impl Iterator<Item = T> + Send + 'static,
    workers: usize,
    work: impl Fn(T) -> R + Send + Sync + 'static,
) -> InOrder<R> {
    let workers = workers.max(1);
    let (hold, held) = sync_channel(2 * workers);
    let (send, jobs) = sync_channel(workers);
    let (finish, done) = channel();
    let (jobs, work) = (Arc::new(Mutex::new(jobs)), Arc::new(work));
    thread::spawn(move || read(items, &hold, &send));
    for _ in 0..workers {
        let (jobs, work, finish) = (Arc::clone(&jobs), Arc::clone(&work), finish.clone());
        thread::spawn(move || {
            loop {
                let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((place, item)) = job else { return };
                if finish.send((place, work(item))).is_err() {
                    return;
                }
            }
        });
    }
    InOrder { done, early: BTreeMap::new(), next: 0, held }
}

fn read<T>(items: impl Iterator<Item = T>, hold: &SyncSender<()>, send: &SyncSender<(usize, T)>) {
    for job in items.enumerate() {
        if hold.send(()).is_err() || send.send(job).is_err() {
            return;
        }
    }
}

impl<R> Iterator for InOrder<R> {
    type Item = R;

    fn next(&mut self) -> Option<R> {
        loop {
            if let Some(result) = self.early.remove(&self.next) {
                self.next += 1;
                let _ = self.held.recv();
                return Some(result);
            }
            let (place, result) = self.done.recv().ok()?;
            self.early.insert(place, result);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_the_order_of_the_items_whatever_each_takes() {
        let slow = |n: u64| {
            thread::sleep(Duration::from_millis(7 - n % 8));
            n
        };
        let found: Vec<u64> = in_order(0..40, 4, slow).collect();
        assert_eq!(found, (0..40).collect::<Vec<_>>());
    }

    #[test]
    fn few_items_are_held_at_a_time() {
        let taken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&taken);
        let mut results = in_order((0..1000).inspect(move |_| _ = count.fetch_add(1, Ordering::SeqCst)), 2, |n| n);
        assert_eq!(results.next(), Some(0));
        thread::sleep(Duration::from_millis(20));
        assert!(taken.load(Ordering::SeqCst) <= 7, "{taken:?}");
        assert_eq!(results.count(), 999);
    }

    #[test]
    fn a_result_does_not_wait_for_the_next_item() {
        let (send, items) = channel::<i32>();
        let mut results = in_order(items.into_iter(), 2, |n| n + 1);
        for n in 0..5 {
            send.send(n).unwrap();
            assert_eq!(results.next(), Some(n + 1));
        }
        drop(send);
        assert_eq!(results.next(), None);
    }
}
