"""`python -m briefing_tui` and the installed commands `briefing` and `briefing-tui`."""

import sys

from briefing_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
