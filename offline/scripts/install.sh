#!/bin/sh
# Ставит «Объектив» в папку app рядом с этим файлом: без интернета и без прав администратора.
set -eu
cd "$(dirname "$0")"
unset PYTHONPATH PYTHONHOME || true
if command -v sha256sum >/dev/null && ! sha256sum --quiet --check SHA256.txt; then
  echo "Набор повреждён: распакуйте его заново." >&2
  exit 3
fi
python=""
for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3; do
  [ -n "$candidate" ] && command -v "$candidate" >/dev/null || continue
  version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])') || continue
  [ -f "requirements-$version.txt" ] && "$candidate" -c 'import venv, ensurepip' 2>/dev/null || continue
  python=$candidate
  break
done
if [ -z "$python" ]; then
  echo "Нужен Python с модулем venv: $(ls requirements-*.txt | sed 's/requirements-//; s/\.txt//' | tr '\n' ' ')." >&2
  echo "Если он стоит не на обычном месте: PYTHON=/путь/к/python3.11 ./install.sh" >&2
  exit 2
fi
echo "Python $version, ставим в $(pwd)/app…"
rm -rf app.old
if [ -d app ]; then mv app app.old; fi
put_back() {
  echo "Поставить не удалось; прежнее осталось как было." >&2
  rm -rf app
  if [ -d app.old ]; then mv app.old app; fi
  exit 1
}
quiet="--quiet --disable-pip-version-check --no-index --find-links wheels --no-deps"
"$python" -m venv app || put_back
app/bin/python -m pip install $quiet --require-hashes --requirement "requirements-$version.txt" || put_back
app/bin/python -m pip install $quiet wheels/objektiv-*.whl || put_back
rm -rf app.old
echo "Готово. Запуск: ./start.sh"
