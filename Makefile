.PHONY: test test-page check fmt lint doc figures evaluation libtorch onnxruntime

# Every test: unit tests, the command line, the examples of the documentation; then those of the engines on native libraries.
test:
	cargo test --release
	tests/page/run.sh target/release/standpoint
	@sh engines/with.sh tests sh -c 'cargo test --release --features "$$FEATURES" --lib --test parity --test scorer'

# The report in a headless Chromium, which is installed from the distribution's packages if it is missing.
test-page:
	cargo build --release
	tests/page/run.sh target/release/standpoint

# libtorch for the feature `rust-bert`, from its Python packages (530 MB); where LIBTORCH is set, that one is used.
libtorch:
	@sh engines/libtorch.sh .libtorch

# ONNX Runtime for the feature `onnxruntime`, from its Python package (22 MB); where ORT_DYLIB_PATH is set, that one is used.
onnxruntime:
	@sh engines/onnxruntime.sh .onnxruntime

# Everything that .ci/run asks for.
check: fmt lint doc test

fmt:
	cargo fmt --all --check

lint:
	cargo clippy --release --all-targets -- -D warnings
	@sh engines/with.sh lints sh -c 'cargo clippy --release --all-targets --features "$$FEATURES" -- -D warnings'

doc:
	RUSTDOCFLAGS="-D warnings" cargo doc --release --no-deps

# The figures of the model card: make figures DATA=folder with newsmtsc/, dse/, polnear/, conllpp/, gap/, seesaw/ [MODEL=folder or id]
MODEL ?= standpoint-small
STANDPOINT = target/release/standpoint eval --model $(MODEL)
figures:
	cargo build --release
	$(STANDPOINT) newsmtsc --context --data $(DATA)/newsmtsc/dev-rw.jsonl
	$(STANDPOINT) newsmtsc --context --data $(DATA)/newsmtsc/dev-mt.jsonl
	$(STANDPOINT) quoted-stance --data datasets/quoted-stance/eval.jsonl
	$(STANDPOINT) dse --data $(DATA)/dse/valid.tsv
	$(STANDPOINT) holder-target --data $(DATA)/seesaw/valid.jsonl
	$(STANDPOINT) attribution --data $(DATA)/polnear/dev.jsonl
	$(STANDPOINT) entity --data $(DATA)/conllpp/dev.txt
	$(STANDPOINT) reference --data $(DATA)/gap/validation.tsv
	$(STANDPOINT) swap --data $(DATA)/polnear/dev.jsonl
	$(STANDPOINT) calibration --of newsmtsc --data $(DATA)/newsmtsc/dev-rw.jsonl
	$(STANDPOINT) calibration --of quoted-stance --data datasets/quoted-stance/eval.jsonl

# docs/evaluation.md: every figure with its interval, in one table: make evaluation DATA=as above [MODELS="standpoint-small folder ..."]
MODELS ?= $(MODEL)
evaluation:
	cargo build --release
	sh docs/evaluation.sh target/release/standpoint $(DATA) $(MODELS) > docs/evaluation.md.part
	mv docs/evaluation.md.part docs/evaluation.md

# docs/performance.md: throughput, ratios, cold start, memory and peers, measured in one go, about ten minutes on two idle cores:
# make performance [DATA=JSON lines with id and text] [FEATURES=onnxruntime,rust-bert] [ENGINES=native,rten,onnxruntime,rust-bert]
.PHONY: performance
FEATURES ?=
ENGINES ?= native
# The engines of features are timed in a program of their own: cold start and memory are those of the default one.
performance:
	cargo build --release
	cargo bench --no-run --bench ratios
	$(if $(FEATURES),cargo build --release --features $(FEATURES) --target-dir target/features)
	python3 benches/performance.py $(if $(DATA),--data $(DATA)) --engines "$(ENGINES)" \
		$(if $(FEATURES),--features-program target/features/release/standpoint)

# standpoint-large, into a folder that git ignores; then `--model standpoint-large`: make model-large DATA=as for figures [WORK=target/large]
.PHONY: model-large
WORK ?= target/large
model-large:
	models/standpoint-small/train/large.sh $(DATA) $(WORK) models/standpoint-large
