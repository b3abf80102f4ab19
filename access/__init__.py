"""Who may do what, with which keys, and where an account's own files lie."""
