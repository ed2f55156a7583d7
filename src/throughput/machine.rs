//! What the measurement ran on.

use std::fs;

/// Instructions that decide how fast small integers are multiplied, the best first.
const ISA: [&str; 7] = ["amx_int8", "avx512_vnni", "avx_vnni", "avx512f", "avx2", "asimddp", "asimd"];

/// Processor, cores and the instructions that matter, such as `AMD EPYC, 2 cores, avx2`.
#[must_use]
pub fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |names: [&str; 2]| {
        let line = info.lines().find(|line| names.iter().any(|name| line.starts_with(name)))?;
        Some(line.split_once(':')?.1.trim())
    };
    let name = field(["model name", "Model"]).unwrap_or(std::env::consts::ARCH);
    let flags = field(["flags", "Features"]).unwrap_or_default();
    let best = ISA.into_iter().find(|isa| flags.split_whitespace().any(|flag| flag == *isa));
    let cores = threads_of_machine();
    let plural = if cores == 1 { "core" } else { "cores" };
    [Some(name.to_owned()), Some(format!("{cores} {plural}")), best.map(str::to_owned)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// How many threads can run at once; 1 where the system does not tell.
#[must_use]
pub fn threads_of_machine() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The largest memory that this process has had resident, in kilobytes; `None` where the system does not tell (it is read from
/// Linux's `/proc/self/status`).
#[must_use]
pub fn peak_kilobytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
