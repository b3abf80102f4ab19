"""What people read on paper and in a browser: reports, each one file that needs no network."""
