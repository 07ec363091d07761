@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Runs Lector from a release (lib\ beside this file) or from a checkout, which it builds on first use.
rem LECTOR_JAVA_OPTS: more options for java, as -Xmx8g.
setlocal
set "LECTOR_HOME=%~dp0"
set "LECTOR_JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "LECTOR_JAVA=%JAVA_HOME%\bin\java.exe"

set "LECTOR_VERSION=0"
rem call, because cmd takes the outer quotes away from a command that begins with one.
for /f "tokens=3" %%v in ('call "%LECTOR_JAVA%" -version 2^>^&1 ^| findstr /c:" version "') do set "LECTOR_VERSION=%%~v"
for /f "delims=.-+" %%m in ("%LECTOR_VERSION%") do set "LECTOR_VERSION=%%m"
rem No parentheses around what has a path in it: that of "Program Files (x86)" would end the block.
if %LECTOR_VERSION% LSS 17 goto old

set "LECTOR_JAR=%LECTOR_HOME%lib\lector.jar"
if exist "%LECTOR_JAR%" goto run
set "LECTOR_JAR=%LECTOR_HOME%cli\target\lib\lector.jar"
if exist "%LECTOR_JAR%" goto run
if not exist "%LECTOR_HOME%pom.xml" (
    echo error: A release has its jars in lib. Received: no lib\lector.jar. Unpack the release again. 1>&2
    exit /b 1
)
where mvn >nul 2>nul
if errorlevel 1 (
    echo error: A checkout is built with Maven on first use. Received: no mvn on the PATH. Install Maven. 1>&2
    exit /b 1
)
echo Building Lector, once ^(one to three minutes^) ... 1>&2
pushd "%LECTOR_HOME%"
call mvn -q -B -Dmaven.test.skip=true -pl cli -am package 1>&2
set "LECTOR_STATUS=%errorlevel%"
popd
if not "%LECTOR_STATUS%"=="0" (
    echo error: The build must succeed. Received: Maven's messages above. Mend what they name and run this again. 1>&2
    exit /b 1
)
if not exist "%LECTOR_JAR%" (
    echo error: The build must write its jar. Received: no cli\target\lib\lector.jar. Run mvn -B clean package there. 1>&2
    exit /b 1
)

:run
"%LECTOR_JAVA%" -XX:+UseSerialGC -XX:MaxRAMPercentage=70 -Dfile.encoding=UTF-8 %LECTOR_JAVA_OPTS% -jar "%LECTOR_JAR%" %*
exit /b %errorlevel%

:old
echo error: Lector needs a JDK, 17 or newer. Received: java="%LECTOR_JAVA%", version=%LECTOR_VERSION%. Install one and set JAVA_HOME. 1>&2
exit /b 1
