//! The `standpoint` program: everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    standpoint::cli::run(std::env::args_os())
}
