"""The command line: the core without a window. One module per command; nothing here loads Qt."""
