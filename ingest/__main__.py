"""`python -m ingest PATH...`: the same as `interviewer ingest`."""

import sys

from interviewer.cli import main

if __name__ == "__main__":
    main(["ingest", *sys.argv[1:]])
