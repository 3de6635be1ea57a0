@echo off
rem Installs Objektiv into the folder app beside this file: no internet, no administrator rights.
chcp 65001 >nul
setlocal
cd /d "%~dp0"
set PYTHONPATH=
set PYTHONHOME=
set PY=
if exist "python\python.exe" call :try "python\python.exe"
if not defined PY if defined PYTHON call :try "%PYTHON%"
for %%V in (3.13 3.12 3.11) do if not defined PY call :launcher %%V
if not defined PY call :try python
if not defined PY (
  echo Нужен Python 3.11, 3.12 или 3.13 для 64-разрядной Windows.
  echo Поставьте его с python.org для себя ^(Install just for me^) - права администратора не нужны -
  echo или укажите: set PYTHON=C:\путь\python.exe
  pause
  exit /b 2
)
echo Python %VER%, ставим в %CD%\app ...
if exist app.old rmdir /s /q app.old
if exist app ren app app.old || (echo Закройте «Объектив» и повторите. & pause & exit /b 4)
%PY% -m venv app || goto failed
app\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels --require-hashes --no-deps --requirement requirements-%VER%.txt || goto failed
for %%W in (wheels\objektiv-*.whl) do app\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels --no-deps "%%W" || goto failed
if exist app.old rmdir /s /q app.old
echo Готово. Запуск: start.bat
pause
exit /b 0

:failed
echo Поставить не удалось.
if exist app rmdir /s /q app
if exist app.old ren app.old app
pause
exit /b 1

:launcher
where py >nul 2>nul || exit /b 0
py -%1 -c "import venv" >nul 2>nul || exit /b 0
if not exist requirements-%1.txt exit /b 0
set PY=py -%1
set VER=%1
exit /b 0

:try
%1 -c "import venv, struct; assert struct.calcsize('P') == 8" >nul 2>nul || exit /b 0
for /f %%V in ('%1 -c "import sys; print('%%d.%%d' %% sys.version_info[:2])"') do set VER=%%V
if not exist requirements-%VER%.txt exit /b 0
set PY=%1
exit /b 0
