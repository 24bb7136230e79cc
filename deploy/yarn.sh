#!/usr/bin/env bash
# Trains on YARN; the driver, its run directory and its terminal are here:
#   deploy/yarn.sh train mnist-sdae --data hdfs:///mnist --set publish.registry=hdfs:///models
# LAMINA_LIBRARIES may name a copy of the libraries on HDFS, such as 'hdfs:///lamina/lib/*.jar':
# they are then not sent with every run.
set -euo pipefail
# shellcheck source=deploy/job.sh
. "$(dirname "${BASH_SOURCE[0]}")/job.sh"

[ $# -ge 1 ] || fail "usage: $(basename "$0") COMMAND [OPTION]…"

# YARN makes a secret for every run by itself.
exec "$spark_submit" --master yarn --deploy-mode client --driver-memory 1g \
  --conf spark.authenticate=true --conf spark.network.crypto.enabled=true \
  --class "$main_class" --jars "${LAMINA_LIBRARIES:-$libraries}" "$job_jar" "$@"
