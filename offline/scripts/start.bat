@echo off
rem Opens the office on this computer: http://127.0.0.1:8000. Stop it with Ctrl+C.
chcp 65001 >nul
setlocal
set PYTHONPATH=
set PYTHONHOME=
if not exist "%~dp0app\Scripts\objektiv.exe" (
  echo Сначала install.bat
  pause
  exit /b 2
)
"%~dp0app\Scripts\objektiv.exe" serve %*
if errorlevel 1 pause
