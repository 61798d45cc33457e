"""Organisations that are there twice: found, set apart, merged."""

from members.doubles.finding import Alike, alike, by_key, keys
from members.doubles.rules import Claims, Key, Reason

__all__ = ["Alike", "Claims", "Key", "Reason", "alike", "by_key", "keys"]
