"""Actions at the same moment, each with a connection of its own."""

import threading

from django.db import connection

PATIENCE = 20


def together(*actions):
    """Run them in threads; return what each returned, or raise what one raised."""
    results, failures = [None] * len(actions), []

    def run(index, action):
        try:
            results[index] = action()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=numbered) for numbered in enumerate(actions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    if failures:
        raise failures[0]
    return results
