//! With the feature `rust-bert`: binaries and tests find libtorch where it was when they were linked.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=LIBTORCH");
    let Some(libtorch) = std::env::var_os("LIBTORCH").filter(|_| std::env::var_os("CARGO_FEATURE_RUST_BERT").is_some())
    else {
        return;
    };
    println!("cargo:rustc-link-arg=-Wl,-rpath,{}", Path::new(&libtorch).join("lib").display());
}
