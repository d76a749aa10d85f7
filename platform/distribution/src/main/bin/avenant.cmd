@echo off
rem The avenant command, as it is unpacked from its archive: takes the Java that came with it, or finds one, and starts it.
setlocal enabledelayedexpansion
set "ROOT=%~dp0.."
if exist "%ROOT%\runtime\bin\java.exe" (
  set "JAVA=%ROOT%\runtime\bin\java.exe"
) else if defined JAVA_HOME (
  set "JAVA=%JAVA_HOME%\bin\java.exe"
  if not exist "!JAVA!" (
    echo JAVA_HOME is !JAVA_HOME!, and there is no java in it. Set it to a JDK 17 or newer and try again. 1>&2
    exit /b 3
  )
) else (
  where java >nul 2>nul
  if errorlevel 1 (
    echo Avenant needs a JDK 17 or newer and found no java. Install one, or set JAVA_HOME to it, and try again. 1>&2
    exit /b 3
  )
  set "JAVA=java"
)
set "MAJOR=0"
for /f "tokens=3" %%v in ('""!JAVA!" -version 2^>^&1 ^| findstr /i version"') do (
  for /f "tokens=1 delims=.-+" %%m in ("%%~v") do set "MAJOR=%%m"
)
if !MAJOR! LSS 17 (
  echo Avenant needs a JDK 17 or newer, but !JAVA! is older. Set JAVA_HOME to a newer JDK and try again. 1>&2
  exit /b 3
)
for %%c in (up down stack) do if "%~1"=="%%c" (
  echo avenant %%c is for the platform in a clone of Avenant's repository, which it builds and starts. Run .\avenant %%c in a clone. 1>&2
  exit /b 3
)
set "OPTIONS=-Xmx400m -XX:-UsePerfData -Xlog:disable -Xlog:all=error:stderr -Xlog:cds*=off:stderr"
if !MAJOR! GEQ 24 set "OPTIONS=!OPTIONS! -Xlog:aot*=off:stderr"
set "COLLECTOR=-XX:+UseParallelGC"
if "%~1"=="registry" set "COLLECTOR=-XX:+UseSerialGC"
rem A JVM takes one collector only; what the environment says of it goes first.
set "SAID=!JAVA_TOOL_OPTIONS! !JDK_JAVA_OPTIONS! !_JAVA_OPTIONS!"
if not "!SAID!"=="!SAID:GC=!" set "COLLECTOR="
if "%~1"=="registry" goto registry
"!JAVA!" !OPTIONS! !COLLECTOR! -XX:TieredStopAtLevel=1 -jar "%ROOT%\app\cli.jar" %*
exit /b %errorlevel%

:registry
set "REST="
:next_word
shift
if "%~1"=="" goto start_registry
set REST=%REST% %1
goto next_word
:start_registry
"!JAVA!" !OPTIONS! !COLLECTOR! -XX:MaxNewSize=12m -jar "%ROOT%\app\schema-registry.jar" %REST%
exit /b %errorlevel%
