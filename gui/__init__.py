"""The window. PySide6 lives here alone; every widget shows one part of the core."""
