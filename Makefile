.PHONY: test check fmt lint doc

# Every test: unit tests, the command line, the examples of the documentation.
test:
	cargo test --release

# Everything that .ci/run asks for.
check: fmt lint doc test

fmt:
	cargo fmt --all --check

lint:
	cargo clippy --all-targets -- -D warnings

doc:
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps
