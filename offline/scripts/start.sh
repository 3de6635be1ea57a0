#!/bin/sh
# Открывает кабинет на этом компьютере: http://127.0.0.1:8000. Остановить — Ctrl+C.
# Состояние лежит в OBJEKTIV_HOME, по умолчанию ~/objektiv. Другой порт: ./start.sh --port 8001
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -x "$here/app/bin/objektiv" ]; then
  echo "Сначала ./install.sh" >&2
  exit 2
fi
unset PYTHONPATH PYTHONHOME || true
exec "$here/app/bin/objektiv" serve "$@"
