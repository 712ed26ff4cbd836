"""A terminal reader for analysts' briefings that shows what each piece rests on."""

__version__ = "0.1.0"
