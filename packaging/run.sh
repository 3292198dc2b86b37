#!/bin/sh
# run.sh VENV: open the window; without a display, say so and play the main job without a window.
set -eu

venv=$1

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    sh packaging/system_libraries.sh window
    exec "$venv/bin/hrdesk"
fi

printf '%s\n' "make run: no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so the main job is played without a window: make demo"
# The demonstration needs none of the window's libraries; they are fetched for the first start with a display.
sh packaging/system_libraries.sh window || printf '%s\n' "make run: going on without them, the demonstration opens no window" >&2
exec "$venv/bin/hrdesk" demo --out demo
