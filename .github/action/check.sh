#!/usr/bin/env bash
# What the GitHub Action does. All that it is told stands in the environment: AVENANT_… from action.yml, GITHUB_… and
# RUNNER_TEMP from the runner. It exits with 0 when the check passed, 1 when it found something, and 2 or 3 as the command.
set -euo pipefail

die() {
    echo "::error title=avenant check::$(escaped "$1")"
    exit "${2:-3}"
}

notice() {
    echo "::notice title=avenant check::$(escaped "$1")"
}

# Text as the data of a workflow command.
escaped() {
    local text=${1//%/%25}
    text=${text//$'\r'/%0D}
    printf '%s' "${text//$'\n'/%0A}"
}

work=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/avenant.XXXXXX")

# ---- Which command: that of the clone, or a released one ----

find_java() {
    local home
    if [ -n "${JAVA_HOME:-}" ] && is_new_enough "$JAVA_HOME/bin/java"; then
        return
    fi
    # GitHub's own runners have several, in variables of their own.
    for home in "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_21_X64:-}" "${JAVA_HOME_17_X64:-}" \
        "${JAVA_HOME_25_arm64:-}" "${JAVA_HOME_21_arm64:-}" "${JAVA_HOME_17_arm64:-}"; do
        if [ -n "$home" ] && is_new_enough "$home/bin/java"; then
            export JAVA_HOME=$home
            return
        fi
    done
    unset JAVA_HOME
    is_new_enough java ||
        die "Expected a Java 17 or newer on this runner but found none. Add a step with actions/setup-java before this one."
}

is_new_enough() {
    local major
    major=$("$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1) || return 1
    [ "${major:-0}" -ge 17 ]
}

fetch() {
    curl --fail --silent --show-error --location --connect-timeout 30 --retry 3 --output "$2" "$1"
}

sha256() {
    if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi <"$1" | cut -d ' ' -f 1
}

# Downloads a released version, and runs nothing of it before its checksum is right.
download() {
    local version=$1 name url expected actual
    [[ $version =~ ^[0-9][0-9A-Za-z.-]*$ ]] ||
        die "Expected a version such as 0.1.0 but found $version. Correct the input version." 2
    [[ ${AVENANT_ACTION_REPOSITORY:-} =~ ^[0-9A-Za-z._-]+/[0-9A-Za-z._-]+$ ]] ||
        die "The input version needs the action to be used as OWNER/REPOSITORY@REF, which says where releases are. Remove the input to run the clone's own command." 2
    name=avenant-$version
    url=${GITHUB_SERVER_URL:-https://github.com}/$AVENANT_ACTION_REPOSITORY/releases/download/v$version/$name.tar.gz
    fetch "$url" "$work/$name.tar.gz" || die "Could not download $url. Correct the input version, or look at the network of the runner."
    expected=${AVENANT_SHA256:-}
    if [ -z "$expected" ]; then
        fetch "$url.sha256" "$work/$name.sha256" || die "Could not download $url.sha256, the checksum of the archive. Give it with the input sha256."
        expected=$(cut -d ' ' -f 1 "$work/$name.sha256" | head -n 1)
    fi
    expected=$(tr A-F a-f <<<"$expected")
    actual=$(sha256 "$work/$name.tar.gz")
    [ "$actual" = "$expected" ] ||
        die "Expected an archive with the SHA-256 $expected from $url but found $actual. Nothing of it was run."
    tar -xzf "$work/$name.tar.gz" -C "$work"
    avenant=$work/$name/bin/avenant
    [ -x "$avenant" ] || die "Expected bin/avenant in $url but found none."
}

find_command() {
    local version=${AVENANT_VERSION:-}
    if [ -z "$version" ] && [[ ${AVENANT_ACTION_REF:-} =~ ^v[0-9]+\.[0-9]+\.[0-9]+([.-][0-9A-Za-z.-]+)?$ ]]; then
        version=${AVENANT_ACTION_REF#v}
    fi
    if [ -n "$version" ] && { [ -n "${AVENANT_VERSION:-}" ] || [ -n "${AVENANT_ACTION_REPOSITORY:-}" ]; }; then
        download "${version#v}"
    else
        # The action is a checkout of all sources: of this clone with uses: ./, or at a branch or a commit.
        avenant=$AVENANT_ACTION/avenant
    fi
}

# ---- What to compare with, which a shallow clone does not have ----

has_commit() {
    git -C "$folder" rev-parse --verify --quiet "$1^{commit}" >/dev/null
}

# Brings one commit: into a shallow clone without its history, for only its files are looked at; a whole clone stays whole.
bring() {
    local depth=()
    [ "$(git -C "$folder" rev-parse --is-shallow-repository)" = false ] || depth=(--depth=1)
    git -C "$folder" fetch --quiet --no-tags --no-recurse-submodules ${depth[@]+"${depth[@]}"} origin "$1" 2>"$work/fetch.err"
}

# Sets $against to a commit that is there, or to nothing for what suits the project.
find_baseline() {
    local parents before base=${GITHUB_BASE_REF:-}
    against=${AVENANT_AGAINST:-}
    if [ -n "$against" ]; then
        bring_named
    elif [ -n "$base" ]; then
        # What GitHub checks out for a pull request is a merge, of which the first parent is what it goes to. A shallow
        # clone has forgotten the parents, but not the text of the commit.
        parents=$(git -C "$folder" cat-file commit HEAD | sed -n '/^$/q; s/^parent //p')
        if [ "${GITHUB_EVENT_NAME:-}" != pull_request_target ] &&
            [ "$(git -C "$folder" rev-parse HEAD)" = "${GITHUB_SHA:-}" ] && [ "$(wc -l <<<"$parents")" -eq 2 ]; then
            against=$(head -n 1 <<<"$parents")
            has_commit "$against" || bring "$against" || cannot_bring "$against"
            return
        fi
        find_beginning "$base" || cannot_bring "$base"
    else
        # Of a push, or of a group in a merge queue.
        before=${AVENANT_BEFORE:-${AVENANT_QUEUED_ON:-}}
        if [[ $before =~ ^[0-9a-f]{40,64}$ ]] && [[ ! $before =~ ^0+$ ]]; then
            if has_commit "$before" || bring "$before"; then
                against=$before
                return
            fi
            # What a push with force replaced may be gone.
            notice "The commit that this push was made on, $before, cannot be fetched, so it is not compared with."
        fi
        # A branch that is new here, or a run that was started by hand.
        base=${AVENANT_DEFAULT_BRANCH:-}
        if [ -n "$base" ] && [[ ${GITHUB_REF:-} == refs/heads/* ]] && [ "$GITHUB_REF" != "refs/heads/$base" ]; then
            find_beginning "$base" || cannot_bring "$base"
        fi
    fi
}

# Sets $against to where what is checked out left a branch; in a shallow clone, to that branch as it is now.
find_beginning() {
    bring "+refs/heads/$1:refs/remotes/origin/$1" || has_commit "origin/$1" || return 1
    against=$(git -C "$folder" merge-base HEAD "origin/$1") || against=origin/$1
}

# A run that can find nothing must not look like one that found nothing.
tell_what_is_not_compared() {
    case $against in
    released | http://* | https://*) ;;
    '')
        [ -f "$folder/schemas/contracts.yaml" ] ||
            notice "This run is of no change, so the schemas are compared with the versions beside them alone. Give the input against what to compare them with."
        ;;
    *)
        [ "$(git -C "$folder" rev-parse "$against^{commit}")" != "$(git -C "$folder" rev-parse HEAD)" ] ||
            notice "What is checked out is $against itself, so it has no change. Check out the change, or correct the input against."
        ;;
    esac
}

bring_named() {
    case $against in
    released | http://* | https://*) return ;;
    -*) die "Expected a git revision, released or a registry's URL but found $against. Correct the input against." 2 ;;
    esac
    if has_commit "$against"; then
        return
    fi
    case $against in
    origin/*) bring "+refs/heads/${against#origin/}:refs/remotes/$against" || true ;;
    *) bring "+refs/tags/$against:refs/tags/$against" || bring "+refs/heads/$against:refs/heads/$against" || bring "$against" || true ;;
    esac
    has_commit "$against" || cannot_bring "$against"
}

cannot_bring() {
    die "There is no revision $1 in this clone, and it could not be fetched ($(tail -n 1 "$work/fetch.err" 2>/dev/null)). Give actions/checkout the input fetch-depth: 0, or correct the input against."
}

# ---- The check ----

# Runs the command with the inputs that are set; the paths come last.
check() {
    local arguments=(check "$@" --project "$folder") path
    if [ -n "$against" ]; then arguments+=(--against "$against"); fi
    if [ -n "${AVENANT_LEVEL:-}" ]; then arguments+=(--level "$AVENANT_LEVEL"); fi
    if [ -n "${AVENANT_PRESET:-}" ]; then arguments+=(--preset "$AVENANT_PRESET"); fi
    arguments+=(--)
    while IFS= read -r path; do
        path=${path%$'\r'}
        if [ -n "$path" ]; then arguments+=("$path"); fi
    done <<<"${AVENANT_PATHS:-}"
    "$avenant" "${arguments[@]}"
}

output() {
    if [ -n "${GITHUB_OUTPUT:-}" ]; then printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; fi
}

# ---- One comment on the pull request, found by its first line ----

api() {
    # The token goes by a file descriptor: what stands on a command line, every process on the machine can read.
    curl --silent --show-error --max-time 30 --config <(printf 'header = "Authorization: Bearer %s"\n' "$AVENANT_TOKEN") \
        --header 'Accept: application/vnd.github+json' --header 'X-GitHub-Api-Version: 2022-11-28' \
        --output "$work/answer.json" --write-out '%{http_code}' "$@" || true
}

# Sets $id to that of the comment, or to nothing; fails with $status when GitHub does not list them.
find_comment() {
    local page=1 count
    id=
    while :; do
        status=$(api "$comments?per_page=100&page=$page")
        [ "$status" = 200 ] || return 1
        if ! count=$(jq length "$work/answer.json") ||
            ! id=$(jq -r --arg marker "$marker" 'map(select(.body | startswith($marker))) | .[0].id // empty' "$work/answer.json"); then
            status=000
            return 1
        fi
        if [ -n "$id" ] || [ "$count" -lt 100 ]; then
            return
        fi
        page=$((page + 1))
    done
}

comment() {
    local status id marker name said
    local api_of_repository=${GITHUB_API_URL:-https://api.github.com}/repos/$GITHUB_REPOSITORY
    local comments=$api_of_repository/issues/$AVENANT_PULL_REQUEST/comments
    if ! command -v jq >/dev/null; then
        notice "There is no jq on this runner, so no comment was written. The job summary says all."
        return
    fi
    # Of several folders in one pull request each has its own comment.
    marker='<!-- avenant check -->'
    if [ "${AVENANT_FOLDER:-.}" != . ]; then
        name=${AVENANT_FOLDER//[^0-9A-Za-z._\/]/_}
        # What can stand in no comment makes no two folders alike.
        [ "$name" = "$AVENANT_FOLDER" ] || name="$name $(cksum <<<"$AVENANT_FOLDER" | cut -d ' ' -f 1)"
        marker="<!-- avenant check of $name -->"
    fi
    { printf '%s\n' "$marker" && tail -n +2 "$work/report.md"; } | jq -Rs '{body: .}' >"$work/body.json"
    if find_comment; then
        if [ -n "$id" ]; then
            status=$(api --request PATCH --data "@$work/body.json" "$api_of_repository/issues/comments/$id")
        else
            status=$(api --request POST --data "@$work/body.json" "$comments")
        fi
    fi
    said=$(jq -r '.message // empty' "$work/answer.json" 2>/dev/null) || said=
    case "$status $said" in
    200* | 201*) ;;
    000*) notice "No comment was written: GitHub did not answer. The job summary says all." ;;
    *"rate limit"* | [!4]* | 4[!0]* | 40[!134]*)
        notice "No comment was written: GitHub answered with HTTP $status${said:+ ($said)}. The job summary says all." ;;
    *)
        notice "No comment was written: the token may not (HTTP $status). Give the job the permission pull-requests: write; a pull request from a fork never has it. The job summary says all." ;;
    esac
}

# ---- All in order ----

folder=${GITHUB_WORKSPACE:-.}/${AVENANT_FOLDER:-.}
[ -d "$folder" ] || die "Expected a folder $AVENANT_FOLDER in the checkout but found none. Correct the input working-directory, or add a step with actions/checkout before this one." 2
folder=$(cd "$folder" && pwd -P)
if ! git -C "$folder" rev-parse --git-dir >/dev/null 2>"$work/git.err"; then
    ! grep -q 'dubious ownership' "$work/git.err" ||
        die "git reads no clone of another user, and $folder belongs to one. Add a step with git config --global --add safe.directory '*' before this one."
    die "Expected a git clone in $folder but found none. Add a step with actions/checkout before this one."
fi
case ${AVENANT_COMMENT:-true} in
true | false) ;;
*) die "Expected true or false in the input comment but found $AVENANT_COMMENT. Correct it." 2 ;;
esac
find_java
find_command
find_baseline
tell_what_is_not_compared

exit_code=0
check --format github --markdown "$work/report.md" --sarif "$work/avenant.sarif" 2>"$work/check.err" | tee "$work/check.out" || exit_code=$?
if [ "$exit_code" -gt 1 ]; then
    [ -s "$work/check.err" ] || echo "The command ended with $exit_code and said nothing." >"$work/check.err"
    die "$(cat "$work/check.err")" "$((exit_code == 2 ? 2 : 3))"
fi
cat "$work/check.err" >&2
# The last line is the summary: Failed: 2 errors (1 breaking), 0 warnings in …
findings=$(tail -n 1 "$work/check.out" | sed -n 's/^[A-Z][a-z]*: \([0-9]*\) error.*/\1/p')
output sarif "$work/avenant.sarif"
output findings "${findings:-0}"

if [ "${AVENANT_COMMENT:-true}" = true ] && [[ ${AVENANT_PULL_REQUEST:-} =~ ^[0-9]+$ ]]; then
    if [ -n "${AVENANT_TOKEN:-}" ]; then
        comment
    else
        notice "No comment was written: there is no token. The job summary says all."
    fi
fi
exit "$exit_code"
