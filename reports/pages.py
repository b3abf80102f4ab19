"""How every report is made: one HTML file with everything inside, for a browser without a network and for paper."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.terms import percent

TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """Return what turns templates into pages; whatever is put into one is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"percent": percent}
    return made
