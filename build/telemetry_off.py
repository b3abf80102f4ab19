"""Runs before any other module of the packaged program."""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # the runtime reads it at its first import
