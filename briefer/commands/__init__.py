"""What the `brief` command does between parsing and printing; imported when a command runs."""
