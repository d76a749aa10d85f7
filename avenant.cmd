@echo off
rem The command line of this clone on Windows: finds a JDK, builds what is not built, and passes the command on.
rem Unlike the script for other systems it does not look for changed sources: build with mvnw.cmd after a change.
setlocal enabledelayedexpansion
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"

if defined JAVA_HOME (
  set "JAVA=%JAVA_HOME%\bin\java.exe"
  if not exist "!JAVA!" (
    echo JAVA_HOME is %JAVA_HOME%, and there is no java in it. Set it to a JDK 17 or newer and try again. 1>&2
    exit /b 1
  )
) else (
  where java >nul 2>nul
  if errorlevel 1 (
    echo Avenant needs a JDK 17 or newer and found no java. Install one, or set JAVA_HOME to it, and try again. 1>&2
    exit /b 1
  )
  set "JAVA=java"
)
set "MAJOR=0"
for /f "tokens=3" %%v in ('""!JAVA!" -version 2^>^&1 ^| findstr /i version"') do (
  for /f "tokens=1 delims=.-+" %%m in ("%%~v") do set "MAJOR=%%m"
)
if !MAJOR! LSS 17 (
  echo Avenant needs a JDK 17 or newer, but !JAVA! is older. Set JAVA_HOME to a newer JDK and try again. 1>&2
  exit /b 1
)

set "COMMAND=%~1"
set "STACK=%ROOT%\platform\local-stack\target\app\local-stack.jar"
set "CLI=%ROOT%\platform\cli\target\app\cli.jar"
set "REGISTRY=%ROOT%\platform\schema-registry\target\app\schema-registry.jar"

set "BUILT=yes"
for %%j in ("%STACK%" "%CLI%" "%REGISTRY%" "%ROOT%\platform\console\target\app\console.jar" "%ROOT%\user-service\target\app\user-service.jar" "%ROOT%\job-service\target\app\job-service.jar") do (
  if not exist "%%~j" set "BUILT=no"
)
if "!BUILT!"=="no" (
  echo Building what is not built. 1>&2
  pushd "%ROOT%"
  call mvnw.cmd -B -q -Dmaven.test.skip=true package
  if errorlevel 1 (
    popd
    echo The build failed; what it said is above. 1>&2
    exit /b 1
  )
  popd
)

set "REST="
set "TO_REGISTRY=no"
:next
shift
if "%~1"=="" goto dispatch
set REST=%REST% %1
if "%~1"=="--registry" set "TO_REGISTRY=yes"
goto next

:dispatch
set "TARGET=cli"
for %%c in (up down logs restart kill) do if "%COMMAND%"=="%%c" set "TARGET=stack"
if "%COMMAND%"=="status" if "%TO_REGISTRY%"=="no" set "TARGET=stack"
if "%COMMAND%"=="registry" set "TARGET=registry"

set "FLAGS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if "%TARGET%"=="stack" (
  "%JAVA%" -Xmx64m %FLAGS% -jar "%STACK%" %COMMAND% --repository "%ROOT%" %REST%
) else if "%TARGET%"=="registry" (
  "%JAVA%" %FLAGS% -jar "%REGISTRY%" %REST%
) else (
  "%JAVA%" %FLAGS% -jar "%CLI%" %COMMAND% %REST%
)
exit /b %errorlevel%
