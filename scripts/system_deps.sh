#!/bin/sh
# Installs what the operating system must give, and only what is missing. Debian and its children.
# sh scripts/system_deps.sh tests: also what only the tests need.
set -eu
missing=""
have_venv() { "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null; }
have_venv || missing="$missing python3-venv"
"${PYTHON:-python3}" -c 'import tkinter' 2>/dev/null || missing="$missing python3-tk"
for program in Xvfb:xvfb openbox:openbox fc-list:fontconfig; do
    command -v "${program%%:*}" >/dev/null 2>&1 || missing="$missing ${program#*:}"
done
# all Chinese names need a face that has them; any of these families does
fc-list 2>/dev/null | grep -qiE 'NotoSansCJK|Noto Sans CJK|SourceHanSans' || missing="$missing fonts-noto-cjk"
# the published pages are looked at in a real browser; any of these does
have_browser() { for each in chromium chromium-browser google-chrome; do command -v "$each" && return; done; return 1; }
[ "${1:-}" != tests ] || have_browser >/dev/null 2>&1 || missing="$missing chromium"
# the monthly workbooks are reckoned and printed by another office program than Excel
[ "${1:-}" != tests ] || command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc"
[ "${1:-}" != tests ] || command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "缺少系统软件包:$missing。请用本机的软件管理器安装后再试。" >&2; exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing
elif command -v sudo >/dev/null 2>&1; then
    sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing
else
    echo "缺少系统软件包:$missing。请让管理员执行：apt-get install -y$missing" >&2; exit 1
fi
