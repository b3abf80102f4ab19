"""Use case: run a batch of texts under a protocol. Holds the protocol files."""
