"""Create the virtual environment and install a hashed lock into it; doing it twice is harmless.

Runs under whatever Python there is, so it keeps to syntax that an old one can still read, and says
in one sentence what is missing.
"""

from __future__ import print_function

import os
import subprocess
import sys

NEEDED = (3, 11)
CHECK = "import pip, sys; sys.exit(sys.version_info < %r)" % (NEEDED,)


def main(venv, lock, stamp):
    if sys.version_info < NEEDED:
        have = "%d.%d" % sys.version_info[:2]
        sys.exit(
            "This needs Python 3.11 or newer; %s is %s. Name another one: make PYTHON=python3.11 ..."
            % (sys.executable, have)
        )
    try:
        import ensurepip  # noqa: F401 - Debian splits it from venv
        import venv as _venv  # noqa: F401
    except ImportError:
        sys.exit("Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv")
    python = os.path.join(venv, "bin", "python")
    if not _works(python):
        print("Creating %s" % venv, file=sys.stderr)
        _run([sys.executable, "-m", "venv", "--clear", venv])
    print("Installing %s" % lock, file=sys.stderr)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    _run(pip + ["--require-hashes", "-r", lock])
    with open(stamp, "w"):
        pass


def _works(python):
    """Whether an environment is whole: an interrupted run, or a Python that was upgraded away,
    leaves one behind that is not."""
    with open(os.devnull, "w") as nowhere:
        try:
            return not subprocess.call([python, "-c", CHECK], stderr=nowhere)
        except OSError:
            return False


def _run(command):
    code = subprocess.call(command)
    if code:
        sys.exit("Could not set up: `%s` ended with status %d." % (" ".join(command), code))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:4])
    except KeyboardInterrupt:
        sys.exit("Interrupted; the next make begins again where this one stopped.")
