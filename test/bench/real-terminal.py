"""Drives a program in a real terminal of 100 by 30 and prints what a key costs until its frame is written, as JSON.

usage: real-terminal.py <command> [argument...]
"""
import fcntl, json, os, pty, select, signal, struct, sys, termios, time

KEYS, WARM_KEYS, PER_SECOND, IDLE_SECONDS = 300, 60, 30, 5


def main():
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(sys.argv[1], sys.argv[1:])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    started = time.monotonic()
    first = wait_for(terminal, "└".encode(), 30) - started
    quiet(terminal, 0.5)
    os.write(terminal, b"2")
    quiet(terminal, 0.5)
    for _ in range(WARM_KEYS):
        press(terminal)
    quiet(terminal, 0.5)
    cpu_before, waits, sent, size = cpu(child), [], time.monotonic(), 0
    for number in range(KEYS):
        late = sent + number / PER_SECOND - time.monotonic()
        if late > 0:
            size += drained(terminal, late)
        waited, more = timed(terminal)
        waits.append(waited)
        size += more
    size += quiet(terminal, 0.5)
    used = cpu(child) - cpu_before
    idle = drained(terminal, IDLE_SECONDS)
    os.write(terminal, b"q")
    waits.sort()
    print(json.dumps({
        "firstFrameMs": round(first * 1000),
        "keyToFrameMs": {name: round(waits[min(KEYS - 1, int(KEYS * share))] * 1000, 1)
                         for name, share in (("median", 0.5), ("p95", 0.95), ("max", 1))},
        "cpuMsPerKey": round(used / KEYS * 1000, 2),
        "bytesPerKey": round(size / KEYS),
        "idleBytes": idle,
        "idleSeconds": IDLE_SECONDS,
        "load": round(os.getloadavg()[0], 1),
    }))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def press(terminal):
    timed(terminal)


def timed(terminal):
    """One key; until the last byte of the burst that it causes (3 ms of silence end a burst)."""
    at = time.monotonic()
    os.write(terminal, b"j")
    size, last = 0, at
    while True:
        ready, _, _ = select.select([terminal], [], [], 1 if size == 0 else 0.003)
        if not ready:
            return last - at, size
        size += len(os.read(terminal, 65536))
        last = time.monotonic()


def wait_for(terminal, sign, seconds):
    seen, until = b"", time.monotonic() + seconds
    while time.monotonic() < until:
        ready, _, _ = select.select([terminal], [], [], 0.05)
        if ready:
            seen += os.read(terminal, 65536)
            if sign in seen:
                return time.monotonic()
    raise SystemExit("no frame: " + repr(seen[-2000:]))


def drained(terminal, seconds):
    """Bytes written within so many seconds."""
    size, until = 0, time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            size += len(os.read(terminal, 65536))
    return size


def quiet(terminal, seconds):
    """Reads until nothing came for so long."""
    size = 0
    while select.select([terminal], [], [], seconds)[0]:
        size += len(os.read(terminal, 65536))
    return size


def cpu(child):
    fields = open(f"/proc/{child}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


main()
