"""`python -m briefer` is the `brief` command."""

from briefer.cli import main

main()
