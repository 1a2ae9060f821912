#!/bin/bash
# First process of the real node in its own process, mount and network namespaces, all of which end with it.
# Usage: enter-node.sh ADDRESS COMMAND... (the command that starts the rest)
set -eu
address=$1
shift

# Mounts of containers must be seen by the kubelet, and by nobody outside.
mount --make-rprivate /
mount --make-rshared /
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/netns

# There is no way out: the default route ends at the node itself.
ip link set lo up
ip link add node0 type bridge
ip address add "$address/24" dev node0
ip link set node0 up
ip route add default dev node0
sysctl --quiet --write net.ipv4.ip_forward=1 net.ipv4.conf.all.route_localnet=1

"$@" &
# Orphans of containers become children of the first process: bash reaps them while it waits.
wait $!
