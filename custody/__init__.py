"""Keeping a store: who may enter it, its people and their keys, its backups. Use cases, each asked for a right."""
