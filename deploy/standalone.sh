#!/usr/bin/env bash
# Trains on a standalone Spark cluster:
#   deploy/standalone.sh spark://host:7077 train mnist-sdae --data hdfs://host/mnist
# SPARK_HOME/conf/spark-defaults.conf is the place of the cluster's secret (spark.authenticate,
# spark.authenticate.secret, spark.network.crypto.enabled): it is not for a command line.
set -euo pipefail
# shellcheck source=deploy/job.sh
. "$(dirname "${BASH_SOURCE[0]}")/job.sh"

[ $# -ge 2 ] || fail "usage: $(basename "$0") spark://HOST:PORT COMMAND [OPTION]…"
url=$1
shift

exec "$spark_submit" --master "$url" --deploy-mode client --driver-memory 1g \
  --class "$main_class" --jars "$libraries" "$job_jar" "$@"
