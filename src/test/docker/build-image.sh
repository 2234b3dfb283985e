#!/usr/bin/env bash
# Builds the images dryrun-test/postgres:15 and postgres:15 from Debian's own packages, for machines that can reach a
# Debian mirror but no image registry. Does nothing when they are there and this folder has not changed since.
# Needs root, debootstrap and a Docker engine. DEBIAN_MIRROR chooses another mirror.
set -Eeuo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

base=dryrun-test/debian-postgresql-15
image=dryrun-test/postgres:15
official=postgres:15
label=dev.dryrun.test-image.content

fail() {
    echo "build-image: $1" >&2
    exit 1
}

# The hash of the folder that an image was built from; empty for a foreign image, fails without one.
content_of() {
    docker image inspect --format "{{ index .Config.Labels \"$label\" }}" "$1" 2> /dev/null
}

# A postgres:15 that somebody pulled is the better one: it stays.
tag_official() {
    local theirs
    if theirs=$(content_of "$official") && [ -z "$theirs" ]; then
        echo "build-image: $official is not ours and stays as it is"
    else
        docker tag "$image" "$official"
    fi
}

# An interrupted debootstrap leaves /proc and /sys mounted below its root.
remove_root() {
    umount --quiet "$root/proc" "$root/sys" || true
    rm -rf --one-file-system "$root" "$root.log"
}

make_base() {
    root=$(mktemp -d "${TMPDIR:-/tmp}/postgres-image.XXXXXX")
    trap remove_root EXIT
    # locales is for en_US.UTF-8. The root is no private directory once it is an image.
    chmod 755 "$root"
    debootstrap --variant=minbase --include=postgresql-15,locales bookworm "$root" \
        ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} > "$root.log" 2>&1 \
        || { tail -n 20 "$root.log" >&2; fail "debootstrap failed: the end of its log is above"; }
    # The cluster that Debian's package makes on installation, and what apt downloaded.
    rm -rf "$root"/var/lib/postgresql/15 "$root"/etc/postgresql/15 "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/*
    tar --create --directory="$root" --one-file-system --numeric-owner . | docker import - "$base" > /dev/null
}

content=$(sha256sum Dockerfile docker-entrypoint.sh build-image.sh | sha256sum | cut -d ' ' -f 1)
if [ "$(content_of "$image" || true)" = "$content" ]; then
    tag_official
    echo "build-image: $image is up to date"
    exit 0
fi

[ "$(id -u)" = 0 ] || fail "debootstrap needs root: run it with sudo"
command -v debootstrap > /dev/null || fail "debootstrap is missing: apt-get install debootstrap"
docker info > /dev/null 2>&1 || fail "no Docker engine answers: start one, or set DOCKER_HOST"

echo "build-image: building $image, about a minute"
make_base
# The older builder: the newer one is a plugin that Debian's docker.io does not bring.
DOCKER_BUILDKIT=0 docker build --quiet --build-arg CONTENT="$content" --tag "$image" . > /dev/null
docker image rm "$base" > /dev/null
tag_official
echo "build-image: built $image"
