"""What runs beside the portal comes at its start and in each new hour."""

import sys
from datetime import timedelta

import time_machine
from django.utils import timezone

from alliance.supervision import Hourly

WRITE = "import sys; open(sys.argv[1], 'a').write('x')"


def test_a_command_comes_at_the_start_and_in_each_new_hour(tmp_path):
    mark = tmp_path / "mark"
    counts = []
    begun = timezone.now().replace(minute=30)

    with (
        time_machine.travel(begun, tick=False) as clock,
        Hourly([sys.executable, "-c", WRITE, str(mark)]) as hourly,
    ):
        for _half_hour in range(4):
            hourly.look()
            hourly.process.wait(10)
            counts.append(len(mark.read_text()))
            clock.shift(timedelta(minutes=30))

    assert counts == [1, 2, 2, 3]


def test_a_command_that_still_runs_is_not_begun_again_and_ends_with_us():
    with (
        time_machine.travel(timezone.now(), tick=False) as clock,
        Hourly([sys.executable, "-c", "import time; time.sleep(60)"]) as hourly,
    ):
        hourly.look()
        first = hourly.process
        clock.shift(timedelta(hours=2))
        hourly.look()
        assert hourly.process is first

    assert first.poll() is not None
