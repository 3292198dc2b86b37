#!/bin/sh
# system_libraries.sh [window] [tests]: the system libraries and tools that the Python wheels do not carry.
# Looks for each one by loading it, so that it does not matter how it got there; installs what is missing when root or
# password-free sudo is at hand, otherwise names it in one line with the command that helps.
set -eu

python=${PYTHON:-python3}

# What Qt's own libraries and its xcb and wayland plugins link against, and libcups to reach a printer: soname, Debian package.
window_libraries='
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11-xcb.so.1 libx11-xcb1
libX11.so.6 libx11-6
libcups.so.2 libcups2
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libgssapi_krb5.so.2 libgssapi-krb5-2
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-render.so.0 libxcb-render0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-util.so.1 libxcb-util1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
libxcb.so.1 libxcb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxkbcommon.so.0 libxkbcommon0
'

# What the tests run beside the program: command, Debian package. A display of their own, outside judges of PDFs,
# workbooks and codes, and a compiler with its headers for the disk that fails on purpose.
test_tools='
gcc gcc libc6-dev
Xvfb xvfb
pdffonts poppler-utils
pdfinfo poppler-utils
pdftotext poppler-utils
pdftoppm poppler-utils
qpdf qpdf
soffice libreoffice-calc
zbarimg zbar-tools
'

loads() { "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null; }

# Packages that are missing, one per word.
missing() {
    found=''
    for part in "$@"; do
        case $part in
        window) found="$found $(printf '%s' "$window_libraries" | while read -r name package; do
            [ -z "$name" ] || loads "$name" || printf '%s ' "$package"
        done)" ;;
        tests) found="$found $(printf '%s' "$test_tools" | while read -r name package; do
            [ -z "$name" ] || command -v "$name" >/dev/null || printf '%s ' "$package"
        done)" ;;
        *)
            printf '%s\n' "system_libraries.sh: unknown part '$part', use window or tests" >&2
            exit 2
            ;;
        esac
    done
    printf '%s' "$found" | tr -s ' ' '\n' | sort -u | tr '\n' ' ' | sed 's/^ *//; s/ *$//'
}

install_with() {
    # $1 is empty for root, "sudo -n" otherwise; the rest are the packages.
    prefix=$1
    shift
    command="$prefix env DEBIAN_FRONTEND=noninteractive apt-get"
    # Lists may be absent on a fresh machine, or older than the archive; one refresh settles both.
    $command install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    $command update -qq >/dev/null || return 1
    $command install -y -qq --no-install-recommends "$@" >/dev/null
}

wanted=$(missing "$@")
[ -n "$wanted" ] || exit 0

as_root=nobody
if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then
        as_root=''
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    fi
fi
if [ "$as_root" != nobody ]; then
    printf '%s\n' "system libraries: installing $wanted" >&2
    # shellcheck disable=SC2086  # package names, one per word
    install_with "$as_root" $wanted || :
fi

wanted=$(missing "$@")
[ -n "$wanted" ] || exit 0
printf '%s\n' "system libraries: missing; install them with: sudo apt-get install $wanted" >&2
exit 1
