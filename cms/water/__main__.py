"""A cover on standard output: ``python -m cms.water 47.22 -1.55 --stroke '#fff' > nantes.svg``."""

import argparse
import sys

from cms.water import draw


def main(arguments: list[str] | None = None) -> int:
    """Print the SVG; 2 and a sentence on standard error where the place or the colour won't do."""
    parser = argparse.ArgumentParser(prog="python -m cms.water", description="Draw the water around a place in Europe as an SVG.")
    parser.add_argument("latitude", type=float, help="degrees, north positive")
    parser.add_argument("longitude", type=float, help="degrees, east positive")
    parser.add_argument("--stroke", default="#1b1c24", help="colour of the lines, as #fff or #1b1c24 (the default)")
    wanted = parser.parse_args(arguments)
    try:
        svg = draw(wanted.latitude, wanted.longitude, stroke=wanted.stroke)
    except ValueError as refusal:
        parser.error(str(refusal))
    sys.stdout.write(svg + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
