"""``python -m claimledger``."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit. Nothing that a start loads is garbage, and looking for it costs a tenth of it."""
    try:
        gc.disable()
        from claimledger.cli import main as run

        gc.enable()
        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
