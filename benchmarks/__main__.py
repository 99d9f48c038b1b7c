"""Every figure the project promises, measured by one command: `make benchmark`."""

import sys

from benchmarks import faults, judging, scale, scoring, slack_messages, startup, store


def main() -> int:
    """Print each table; 1 when a bar is missed."""
    print("## Start-up, speed and memory\n")
    missed = startup.main()
    print("\n## Judging claims\n")
    missed = max(missed, judging.main())
    print("\n## Measuring briefs\n")
    missed = max(missed, scoring.main())
    print("\n## Faults\n")
    faults.main()
    print("\n## The store\n")
    store.main()
    print("\n## A large store\n")
    missed = max(missed, scale.main())
    print("\n## Slack messages\n")
    return max(missed, slack_messages.main())


if __name__ == "__main__":
    sys.exit(main())
