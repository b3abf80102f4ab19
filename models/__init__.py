"""How a model becomes a verified pack: sources, graph passes, build, registry."""

import os

# Tests and tools reach this package without main.py; the runtime reads the variable at its first import.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
