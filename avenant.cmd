@echo off
rem The command line of this clone on Windows: finds a JDK, builds what is not built, and passes the command on.
setlocal enabledelayedexpansion
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
rem A link to this file is followed.
for /f "usebackq delims=" %%t in (`powershell -noprofile -command "$f = Get-Item -LiteralPath '%~f0'; if ($f.Target) { Split-Path -Parent @($f.Target)[0] }"`) do set "ROOT=%%t"

if defined JAVA_HOME (
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

set "COMMAND=%~1"
set "PROGRAM=platform/cli"
set "NEEDED=platform/cli"
set "EFFORT=-XX:TieredStopAtLevel=1"
set "MEMORY=-Xmx400m"
set "COLLECTOR=-XX:+UseParallelGC"
set "REST=%*"
if "%COMMAND%"=="up" (
  rem All of stack.yaml; this process then only watches.
  set "NEEDED="
  set "MEMORY=-Xmx64m"
  set "COLLECTOR=-XX:+UseSerialGC"
  for /f "tokens=2" %%m in ('findstr /r /c:"^ *module: " "%ROOT%\stack.yaml"') do set "NEEDED=!NEEDED! %%m"
)
if "%COMMAND%"=="registry" (
  set "PROGRAM=platform/schema-registry"
  set "NEEDED=platform/schema-registry"
  set "EFFORT=-XX:MaxNewSize=12m"
  set "COLLECTOR=-XX:+UseSerialGC"
  call :without_first %*
)
if "%COMMAND%"=="demo" (
  set "PROGRAM=demo"
  set "NEEDED=demo"
  call :without_first %*
)

rem A JVM takes one collector only; what the environment says of it goes first.
set "SAID=!JAVA_TOOL_OPTIONS! !JDK_JAVA_OPTIONS! !_JAVA_OPTIONS!"
if not "!SAID!"=="!SAID:GC=!" set "COLLECTOR="

if "%AVENANT_BUILD%"=="skip" goto run
if "%COMMAND%"=="up" if exist "%ROOT%\.avenant\run\control" (
  rem A stack that runs from here must not have its jars replaced below it.
  "!JAVA!" "-Davenant.repository=%ROOT%" -jar "%ROOT%\platform\cli\target\app\cli.jar" stack status >nul 2>nul
  if not errorlevel 1 goto run
)
set "WHY="
set "TARGETS="
for %%m in (!NEEDED!) do (
  call :jar_of %%m
  if defined TARGETS (set "TARGETS=!TARGETS!,%%m") else set "TARGETS=%%m"
  if not exist "!JAR!" set "WHY=%%m is not built"
  if not defined WHY call :look_for_changes "!JAR!"
)
if not defined WHY goto run
echo Building, because !WHY!. 1>&2
pushd "%ROOT%"
call mvnw.cmd -B -q -DskipTests -Dmaven.test.skip=true -pl "!TARGETS!" -am package
if errorlevel 1 (
  popd
  echo The build failed; what it said is above. 1>&2
  exit /b 3
)
popd

:run
call :jar_of %PROGRAM%
if not exist "!JAR!" (
  echo %PROGRAM% is not built: !JAR! is missing. Run avenant up or mvnw -DskipTests package first. 1>&2
  exit /b 3
)
set "QUIET=-Xlog:disable -Xlog:all=error:stderr -Xlog:cds*=off:stderr"
if !MAJOR! GEQ 24 set "QUIET=!QUIET! -Xlog:aot*=off:stderr"
set "CLASSES=-Xshare:auto"
if exist "!JAR:~0,-4!.jsa" set "CLASSES=-XX:SharedArchiveFile=!JAR:~0,-4!.jsa"
"!JAVA!" %MEMORY% %COLLECTOR% %EFFORT% -XX:-UsePerfData "!CLASSES!" !QUIET! "-Davenant.repository=%ROOT%" -jar "!JAR!" %REST%
exit /b %errorlevel%

:jar_of
rem The jar of a module is named after its folder.
for %%n in ("%ROOT%\%~1") do set "JAR=%%~fn\target\app\%%~nxn.jar"
exit /b 0

:without_first
set "REST="
:next_word
shift
if "%~1"=="" exit /b 0
set REST=%REST% %1
goto next_word

:look_for_changes
rem Whether any main source of the repository is newer than a jar; building too much is harmless.
for /f "usebackq delims=" %%f in (`powershell -noprofile -command "$jar = (Get-Item -LiteralPath '%~1').LastWriteTime; Get-ChildItem -LiteralPath '%ROOT%' -Recurse -File | Where-Object { $_.LastWriteTime -gt $jar -and $_.FullName -match '\\(src\\main\\|pom\.xml$|schemas\\[^\\]+\\[^\\]+\\v\d+\.avsc$)' -and $_.FullName -notmatch '\\target\\' } | Select-Object -First 1 -ExpandProperty FullName"`) do set "WHY=%%f has changed"
exit /b 0
