"""The worker: tasks as they come, and each minute the letters whose time has come."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from typing import override

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks_db.management.commands import db_worker

from alliance.delivery import send_due

logger = logging.getLogger("alliance.worker")

PAUSE = 0.5
PAUSE_WITHOUT_DATABASE = 2
BETWEEN_SWEEPS = timedelta(minutes=1)
# Letters do not wait for ever behind other work.
TASKS_AT_ONCE = 20


class Worker(db_worker.Worker):
    """The library's, which outlives a database that is away for a while."""

    swept_at: datetime | None = None
    is_without_database = False

    def __init__(self) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            startup_delay=False,
            max_tasks=TASKS_AT_ONCE,
            backend_name="default",
            worker_id=get_random_string(32),
        )

    @override
    def run(self) -> None:
        while self.running:
            try:
                self.turn()
            except (OperationalError, InterfaceError):
                self._wait_for_database()
            else:
                self.is_without_database = False

    def turn(self) -> None:
        """Do what is there now, and rest where that was nothing."""
        self._run_tasks = 0
        super().run()
        now = timezone.now()
        # The absolute value, for a clock may have been set back.
        if self.swept_at is None or abs(now - self.swept_at) >= BETWEEN_SWEEPS:
            self.swept_at = now
            self._sweep(now)
        if self.running and not self._run_tasks:
            time.sleep(PAUSE)

    def _sweep(self, now: datetime) -> None:
        # So that a signal waits until a letter that is on its way has arrived.
        self.running_task = True
        try:
            send_due(now, goes_on=lambda: self.running)
            for step in settings.MINUTELY:
                import_string(step)(now)
        finally:
            self.running_task = False

    def _wait_for_database(self) -> None:
        if not self.is_without_database:
            logger.warning("The database does not answer; trying again.")
        self.is_without_database = True
        try:
            connection.close()
        except Error:
            connection.connection = None
        time.sleep(PAUSE_WITHOUT_DATABASE)
