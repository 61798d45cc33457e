"""The benchmark of the portal: ``make bench``.

One alliance of each size is made once under ``var/bench`` and kept. All figures come
from one run; costs are ratios to U, the CPU time (Python process plus PostgreSQL
backend) of a null request through the same middleware, taken in the same minute.
"""
