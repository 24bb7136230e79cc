#!/usr/bin/env bash
# Tells Spark which NVIDIA cards a process may use: its discovery script for the resource gpu, such as
#   spark.worker.resource.gpu.discoveryScript=/opt/lamina/nvidia-cards.sh      (standalone: a worker)
#   spark.executor.resource.gpu.discoveryScript=/opt/lamina/nvidia-cards.sh    (YARN and Kubernetes)
# Where CUDA_VISIBLE_DEVICES is set, cards have the numbers that CUDA gives them then: the first in
# the list is 0. Without a card it prints why on stderr and ends with 1.
set -euo pipefail

none() {
  echo "$(basename "$0"): no NVIDIA card: $1" >&2
  exit 1
}

command -v nvidia-smi >/dev/null \
  || none "nvidia-smi is not on the PATH (install NVIDIA's driver; in a container, let it see the cards)"
said=$(nvidia-smi -L 2>&1) || none "nvidia-smi says: ${said:-nothing} (it ended with $?)"
numbers=$(sed -n 's/^GPU \([0-9]*\):.*/\1/p' <<<"$said")
uuids=$(sed -n 's/.*(UUID: *\([^)]*\)).*/\1/p' <<<"$said")
[ -n "$numbers" ] || none "nvidia-smi says: ${said:-nothing}"

# CUDA takes a number, or the beginning of a UUID.
known() {
  case $1 in
    GPU-* | MIG-*) [[ $'\n'$uuids == *$'\n'"$1"* ]] ;;
    *) grep -qx -- "$1" <<<"$numbers" ;;
  esac
}

count=0 seen=
if [ -n "${CUDA_VISIBLE_DEVICES+set}" ]; then
  IFS=, read -ra asked <<<"${CUDA_VISIBLE_DEVICES//[[:space:]]/}"
  for card in "${asked[@]}"; do
    known "$card" || break # as CUDA does: what follows is not seen either
    [[ ",$seen" != *",$card,"* ]] \
      || none "CUDA_VISIBLE_DEVICES is '$CUDA_VISIBLE_DEVICES' (name $card once: tasks would share it)"
    seen+=$card,
    count=$((count + 1))
  done
  [ "$count" -gt 0 ] || none "CUDA_VISIBLE_DEVICES is '$CUDA_VISIBLE_DEVICES', nvidia-smi says: $said\
 (name cards by these numbers or UUIDs, or unset the variable)"
else
  count=$(wc -l <<<"$numbers")
fi

addresses=$(seq -s '", "' 0 $((count - 1)))
echo "{\"name\": \"gpu\", \"addresses\": [\"$addresses\"]}"
