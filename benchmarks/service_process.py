"""What a server's processes use, and what else runs on the machine, from Linux's /proc."""

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def processes(pid: int) -> list[int]:
    """Give a process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(found for child in children for found in processes(int(child)))]


def memory_mib(pid: int) -> float:
    """Give the memory of a server's processes; what they share counts once (PSS)."""
    lines = (line for one in processes(pid) for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


@dataclass(frozen=True)
class Used:
    """Seconds: of a server's processor time, of its threads' waiting for a core, of all processors being busy."""

    server: float
    waited: float
    machine: float

    @classmethod
    def now(cls, pid: int) -> "Used":
        """Look."""
        server = waited = 0.0
        for one in processes(pid):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            server += (int(fields[11]) + int(fields[12])) / _TICKS
            waited += sum(int(task.read_text().split()[1]) for task in Path(f"/proc/{one}/task").glob("*/schedstat"))
        # user, nice, system, and not idle, iowait; then irq, softirq, steal
        times = [int(item) for item in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
        return cls(server, waited / 1e9, (sum(times) - times[3] - times[4]) / _TICKS)

    def __sub__(self, before: "Used") -> "Used":
        return Used(self.server - before.server, self.waited - before.waited, self.machine - before.machine)
