#!/usr/bin/env bash
# Trains on YARN; the driver, its run directory and its terminal are here:
#   deploy/yarn.sh train mnist-sdae --data hdfs:///mnist --set publish.registry=hdfs:///models
# Options of spark-submit, each with its value, come before the command:
#   deploy/yarn.sh --queue nightly --conf spark.yarn.maxAppAttempts=3 retrain …
# With --deploy-mode cluster the driver is in YARN, too, and this machine may go away. The files
# among the arguments, such as a plan's, are then sent to it.
# LAMINA_LIBRARIES may name a copy of the libraries on HDFS, such as 'hdfs:///lamina/lib/*.jar':
# they are then not sent with every run.
set -euo pipefail
# shellcheck source=deploy/job.sh
. "$(dirname "${BASH_SOURCE[0]}")/job.sh"

mode=client
options=()
while [[ $# -ge 2 && $1 == --* ]]; do
  [ "$1" != --deploy-mode ] || mode=$2
  options+=("$1" "$2")
  shift 2
done
[[ $# -ge 1 && $1 != --* ]] || fail "usage: $(basename "$0") [SPARK-SUBMIT-OPTION VALUE]… COMMAND [OPTION]…"

arguments=()
files=
for argument in "$@"; do
  if [ "$mode" = cluster ] && [ -f "$argument" ]; then
    files+=,$(realpath -s "$argument")
    argument=$(basename "$argument")
  fi
  arguments+=("$argument")
done
[ -z "$files" ] || options+=(--conf "spark.yarn.dist.files=${files#,}")

# YARN makes a secret for every run by itself. The driver's environment is not this one in YARN.
exec "$spark_submit" --master yarn --deploy-mode client --driver-memory 1g \
  --conf spark.authenticate=true --conf spark.network.crypto.enabled=true \
  --conf "spark.yarn.appMasterEnv.OMP_NUM_THREADS=$OMP_NUM_THREADS" \
  --conf "spark.yarn.appMasterEnv.OPENBLAS_CORETYPE=$OPENBLAS_CORETYPE" \
  ${options[@]+"${options[@]}"} \
  --class "$main_class" --jars "${LAMINA_LIBRARIES:-$libraries}" "$job_jar" "${arguments[@]}"
