"""What takes longer than tests may: run by `make drill`, its results kept in docs/performance.md."""
