"""Runs commands for compare.py, one JSON list a line, and answers with the exit status, the seconds
and the peak memory in KiB. A program counts as its own the memory of the process that starts it;
this one is small.
"""

import json
import os
import sys
import time

for line in sys.stdin:
    command = json.loads(line)
    with open(os.devnull, "w", encoding="utf-8") as null:
        start = time.perf_counter()
        process = os.posix_spawnp(command[0], command, os.environ,
                                  file_actions=[(os.POSIX_SPAWN_DUP2, null.fileno(), 1)])
        _, status, usage = os.wait4(process, 0)
        seconds = time.perf_counter() - start
    print(json.dumps([os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss]), flush=True)
