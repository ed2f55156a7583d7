//! The threads of a model. A caller who is alone has all of them; callers side by side have one each, which loses nothing to waiting.

use std::iter;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuilder};

/// Threads that callers share. What is done with them may not depend on how many there are.
#[derive(Debug, Default)]
pub(crate) struct Crew {
    threads: usize,
    /// Calls of [`work`](Self::work) in progress.
    running: AtomicUsize,
    /// All threads, once a caller who is alone has wanted them; `None` where there is one only, or the system gives no more.
    pool: OnceLock<Option<ThreadPool>>,
}

impl Crew {
    /// So many threads; `None` takes one per physical core.
    pub fn of(threads: Option<usize>) -> Self {
        Self { threads: threads.unwrap_or_else(num_cpus::get_physical).max(1), ..Self::default() }
    }

    /// Does `work`, with all threads if no other work is in progress: then [`map`](Self::map) and [`join`](Self::join) share out what
    /// it asks of them, and `rayon` does. Work within work keeps the threads that it has.
    pub fn work<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        if self.is_whole() {
            return work();
        }
        let turn = Turn::begin(&self.running);
        match self.pool().filter(|_| turn.alone) {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }

    /// How many threads share the work that asks.
    pub fn hands(&self) -> usize {
        if self.is_whole() { self.threads } else { 1 }
    }

    /// What `of` gives for each item, in order. The items are begun in order as well: what takes longest should come first.
    pub fn map<I: Sync, T: Send>(&self, items: &[I], of: impl Fn(&I) -> T + Send + Sync) -> Vec<T> {
        let hands = self.hands().min(items.len());
        if hands < 2 {
            return items.iter().map(of).collect();
        }
        let queue = Queue::of(items.len());
        let next = || queue.next().map(|at| (at, of(&items[at])));
        let each = (0..hands).into_par_iter().with_max_len(1);
        in_order(each.flat_map_iter(|_| iter::from_fn(next)).collect())
    }

    /// What both give.
    pub fn join<A: Send, B: Send>(&self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
        if self.is_whole() { rayon::join(one, other) } else { (one(), other()) }
    }

    /// Whether the caller is work that has all threads.
    fn is_whole(&self) -> bool {
        self.pool.get().and_then(Option::as_ref).is_some_and(|pool| pool.current_thread_index().is_some())
    }

    fn pool(&self) -> Option<&ThreadPool> {
        let make = || ThreadPoolBuilder::new().num_threads(self.threads).build().ok();
        self.pool.get_or_init(|| (self.threads > 1).then(make).flatten()).as_ref()
    }
}

/// What is still to be done, by its numbers.
pub(crate) struct Queue {
    next: AtomicUsize,
    count: usize,
}

impl Queue {
    /// So many things to do.
    pub fn of(count: usize) -> Self {
        Self { next: AtomicUsize::new(0), count }
    }

    /// The next, which is then this thread's to do; `None` if there is none left.
    pub fn next(&self) -> Option<usize> {
        Some(self.next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < self.count)
    }
}

/// Results in the order of their numbers.
pub(crate) fn in_order<T>(mut done: Vec<(usize, T)>) -> Vec<T> {
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// A call in progress; it ends when it is dropped, whatever happens in between.
pub(crate) struct Turn<'c> {
    running: &'c AtomicUsize,
    /// Whether it began while no other was in progress.
    pub alone: bool,
}

impl<'c> Turn<'c> {
    /// Begins a call; `running` counts those in progress.
    pub fn begin(running: &'c AtomicUsize) -> Self {
        Self { running, alone: running.fetch_add(1, Ordering::Relaxed) == 0 }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.running.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::thread;

    use super::*;

    #[test]
    fn work_that_is_alone_has_all_threads_and_work_beside_it_one() {
        let crew = Crew::of(Some(3));
        assert_eq!(crew.hands(), 1);
        crew.work(|| {
            assert_eq!((crew.hands(), crew.work(|| crew.hands())), (3, 3));
            thread::scope(|scope| scope.spawn(|| assert_eq!(crew.work(|| crew.hands()), 1)).join().unwrap());
        });
        assert_eq!(crew.work(|| crew.hands()), 3);
        assert_eq!(Crew::of(Some(1)).work(|| crew.hands()), 1);
    }

    #[test]
    fn results_are_the_same_and_in_order_however_many_threads_there_are() {
        let items: Vec<usize> = (0..100).collect();
        let expected: Vec<usize> = items.iter().map(|n| n * n).collect();
        for threads in [1, 2, 5] {
            let crew = Crew::of(Some(threads));
            assert_eq!(crew.work(|| crew.map(&items, |n| n * n)), expected, "{threads} threads");
            assert_eq!(crew.work(|| crew.join(|| 1, || "two")), (1, "two"));
            assert!(crew.map(&items[..0], |n| *n).is_empty());
        }
    }

    #[test]
    fn work_that_panics_does_not_keep_the_threads() {
        let crew = Crew::of(Some(2));
        assert!(catch_unwind(AssertUnwindSafe(|| crew.work(|| panic!("a mistake")))).is_err());
        assert_eq!(crew.work(|| crew.hands()), 2);
    }
}
