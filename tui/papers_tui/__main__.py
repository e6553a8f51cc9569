"""Run the program as `python -m papers_tui`."""

from papers_tui.cli import main

if __name__ == "__main__":
    main()
