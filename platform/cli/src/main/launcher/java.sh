# Which Java, and how a program is started with it. Read by avenant of a clone and by bin/avenant of an archive, in the
# shell of whoever reads it.

fail() {
    printf '%s\n' "$*" >&2
    exit 3
}

# Says which java there is, in $java and $java_home, what it says of itself in $java_build, and its $major version; and in
# $quiet and $options what each program is started with.
find_java() {
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
        [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, and there is no java in it. Set it to a JDK 17 or newer and try again."
    else
        java=$(command -v java) || fail "Avenant needs a JDK 17 or newer and found no java. Install one, or set JAVA_HOME to it, and try again."
    fi
    java_home=$java
    while [ -h "$java_home" ]; do
        link=$(readlink -- "$java_home")
        case $link in
        /*) java_home=$link ;;
        *) java_home=${java_home%/*}/$link ;;
        esac
    done
    java_home=${java_home%/bin/java}
    # A JDK says in a file what it is: to start it and ask takes as long as a short command.
    java_build=
    version=
    if [ -r "$java_home/release" ]; then
        while IFS= read -r line || [ -n "$line" ]; do
            java_build=$java_build$line
            case $line in
            JAVA_VERSION=*) version=${line#*\"} version=${version%\"*} ;;
            esac
        done <"$java_home/release"
    fi
    if [ -z "$version" ]; then
        java_build=$("$java" -version 2>&1)
        version=$(printf '%s\n' "$java_build" | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1)
    fi
    major=${version%%[.+-]*}
    [ "$major" = 1 ] && major=8
    case $major in
    '' | *[!0-9]*) major=0 ;;
    esac
    [ "$major" -ge 17 ] || fail "Avenant needs a JDK 17 or newer, but $java is Java ${version:-of an unknown version}. Set JAVA_HOME to a newer JDK and try again."
    # What the JVM has to say about an archive that does not fit is of no use to anybody: it goes on without.
    options='-XX:-UsePerfData -XX:+IgnoreUnrecognizedVMOptions -XX:+VerifySharedSpaces'
    # In the plain locale a JVM opens no file whose name has more than ASCII. A shell may warn of one that is not there.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) { LC_ALL=C.UTF-8 && export LC_ALL; } 2>/dev/null ;;
    esac
    quiet='-Xlog:disable -Xlog:all=error:stderr -Xlog:cds*=off:stderr'
    [ "$major" -lt 24 ] || quiet="$quiet -Xlog:aot*=off:stderr"
}

# Says in $collector how a program collects its garbage; nothing where the environment says it, for a JVM takes one only.
#   $1  Parallel for a command, which may read much and has all cores; Serial for what runs on beside others
choose_collector() {
    case "${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${_JAVA_OPTIONS:-}" in
    *-XX:+Use*GC*) collector= ;;
    *) collector=-XX:+Use$1GC ;;
    esac
}

# Says in $cache where this user's archives of loaded classes are; nothing when there are to be none.
find_cache() {
    cache=
    case ${AVENANT_CACHE-default} in
    default)
        case ${XDG_CACHE_HOME:-} in
        /*) cache=$XDG_CACHE_HOME/avenant ;;
        *) [ -z "${HOME:-}" ] || cache=$HOME/.cache/avenant ;;
        esac
        ;;
    off | '') ;;
    *) cache=$AVENANT_CACHE ;;
    esac
    case $cache in
    '' | /*) ;;
    *) cache=$PWD/$cache ;;
    esac
}

# What an archive must not be shared over: another processor may lack what the JVM that made it took for granted.
describe_processor() {
    processor=
    if [ -r /proc/cpuinfo ]; then
        while IFS= read -r line && [ -n "$line" ]; do
            case $line in
            'model name'* | flags* | Features* | 'CPU part'*) processor=$processor$line ;;
            esac
        done </proc/cpuinfo
    fi
}

# Says in $classes with which option the JVM maps the classes that a start of the same jar with the same Java has laid
# out before. When there is no such archive, one is made in the background, and the start after this one has it.
#   $1  the jar, whose libraries are in lib beside it
#   $2  what tells its builds apart; empty when the times of the files do
#   $3  the command that loads what is worth to be in it
use_archive() {
    classes=-Xshare:auto
    find_cache
    [ -n "$cache" ] || return 0
    describe_processor
    key=$(printf '%s\n' "$java" "$java_build" "$1" "$2" "$processor" | cksum 2>/dev/null) || return 0
    archive=$cache/${key%% *}-${key##* }
    if [ "$major" -ge 25 ]; then
        archive=$archive.aot
        uses=-XX:AOTCache
        makes=-XX:AOTCacheOutput
    else
        archive=$archive.jsa
        uses=-XX:SharedArchiveFile
        makes=-XX:ArchiveClassesAtExit
    fi
    if is_of_this_build "$archive" "$1" "$2" && is_whole "$archive"; then
        classes=$uses=$archive
        # What nobody has written to since it was made need not be read through once more before it is used.
        [ "$archive" -nt "$archive.size" ] || options="$options -XX:-VerifySharedSpaces"
    elif ! is_of_this_build "$archive.failed" "$1" "$2"; then
        (make_archive "$1" "$3" </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &)
    fi
}

is_of_this_build() {
    [ -f "$1" ] && { [ -n "$3" ] || ! { [ "$2" -nt "$1" ] || [ "${2%/*}/lib" -nt "$1" ]; }; }
}

# The JVM finds out what is wrong inside an archive, and dies of one that is cut off.
is_whole() {
    size=
    [ -r "$1" ] && [ -f "$1.size" ] && [ -r "$1.size" ] && read -r size <"$1.size"
    [ -n "$size" ] && [ "$(($(wc -c <"$1")))" = "$size" ]
}

# Runs a command for the sake of what it loads. Whatever happens, there is a whole archive in the end or none.
make_archive() {
    umask 077
    trap '' HUP INT
    trap 'exit 1' TERM
    mkdir -p "$cache" || return 0
    # Another start may be at it. One that was killed leaves its lock, which counts for ten minutes.
    find "$archive.lock" -prune -mmin +10 -exec rmdir {} \;
    mkdir "$archive.lock" || return 0
    part=$archive.part
    trap 'rm -f "$part" "$part".*; rmdir "$archive.lock"' EXIT
    case $java in
    /*) cd / ;;
    esac
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
    # shellcheck disable=SC2086 # lists of options
    if nice "$java" -Xmx400m $collector $options -XX:TieredStopAtLevel=1 $quiet "$makes=$part" -jar "$1" "$2" &&
        [ -s "$part" ]; then
        rm -f "$archive.failed"
        # What is named below must be there after a loss of power too.
        sync "$part"
        echo "$(($(wc -c <"$part")))" >"$archive.size"
        mv -f "$part" "$archive"
    else
        : >"$archive.failed"
    fi
    # Those of earlier versions and other JDKs; AVENANT_CACHE may be a folder with files of others in it.
    find "$cache"/[0-9]*-[0-9]*.jsa* "$cache"/[0-9]*-[0-9]*.aot* -prune -type f -mtime +30 -exec rm -f {} +
}
