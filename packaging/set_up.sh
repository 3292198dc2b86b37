#!/bin/sh
# set_up.sh VENV LOCK: a virtual environment with exactly what LOCK pins, and this checkout in it as an editable install.
# Does nothing, and needs no network, when the environment already stands for this lock, this folder and this Python.
set -eu

venv=$1
lock=$2
python=${PYTHON:-python3}
stamp=$venv/set-up-for

pip_install() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$@"
}

say() { printf '%s\n' "make setup: $*" >&2; }

if ! version=$("$python" -c 'import sys; print(sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))' 2>/dev/null); then
    say "needs Python 3.11 or later as '$python'; name another one with: make setup PYTHON=/path/to/python3"
    exit 1
fi

# The folder belongs to the fingerprint because an editable install holds its path.
libraries=$({ cat "$lock" packaging/set_up.sh; pwd; echo "$version"; } | sha256sum | cut -d' ' -f1)
program=$(sha256sum <pyproject.toml | cut -d' ' -f1)
if ! "$venv/bin/python" -c '' 2>/dev/null; then
    rm -f "$stamp"
fi
case $(cat "$stamp" 2>/dev/null || :) in
"$libraries $program") exit 0 ;;
"$libraries "*) ;;
*)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        say "Python has no venv module; install it with: apt-get install python3-venv"
        exit 1
    fi
    say "setting up $venv (once; a few minutes on a slow line)"
    rm -f "$stamp"
    "$python" -m venv --clear "$venv"
    pip_install --require-hashes --only-binary :all: -r "$lock"
    ;;
esac
pip_install --no-index --no-build-isolation --no-deps --editable .
printf '%s\n' "$libraries $program" >"$stamp"
say "done"
