#!/usr/bin/env bash
# Trains on Kubernetes, with an image made of docker/Dockerfile; the driver is a pod too:
#   deploy/kubernetes.sh k8s://https://host:6443 registry/lamina:0.2.0 \
#     train mnist-sdae --data hdfs://host/mnist --set publish.registry=hdfs://host/models
# Options of spark-submit, each with its value, come first:
#   deploy/kubernetes.sh --conf spark.executor.cores=2 k8s://… IMAGE retrain …
# LAMINA_NAMESPACE and LAMINA_ACCOUNT name the namespace and the driver's account, both lamina by default.
# With LAMINA_CARDS=1 every executor has an NVIDIA card; the image is lamina-cuda then.
# docs/kubernetes.md says what must be in the namespace.
set -euo pipefail
# shellcheck source=deploy/job.sh
. "$(dirname "${BASH_SOURCE[0]}")/job.sh"

options=()
while [[ $# -ge 2 && $1 == --* ]]; do
  options+=("$1" "$2")
  shift 2
done
[[ $# -ge 3 && $1 == k8s://* ]] \
  || fail "usage: $(basename "$0") [SPARK-SUBMIT-OPTION VALUE]… k8s://URL IMAGE COMMAND [OPTION]…"
url=$1
image=$2
shift 2

pods=$(dirname "${BASH_SOURCE[0]}")/kubernetes
case ${LAMINA_CARDS:-0} in
  0) executors=$pods/base ;;
  1) executors=$pods/overlays/gpu ;;
  *) fail "LAMINA_CARDS is '$LAMINA_CARDS', must be 0 or 1 (1 for a card in every executor)" ;;
esac
settings=()
while read -r key value; do
  [[ -z $key || $key == \#* ]] || settings+=(--conf "$key=$value")
done <"$executors/spark.conf"

# spark-submit ends with 0 however the driver has ended. Its log has the exit code of the driver, or says
# that it does not wait for it (spark.kubernetes.submission.waitAppCompletion=false).
unknown=250
# shellcheck disable=SC2016 # awk's own
how_it_ended='
  { print; fflush() }
  /^[[:space:]]*exit code: [0-9]+$/ { code = $NF }
  / Deployed Spark application .* into Kubernetes/ && code == "" { code = 0 }
  END { exit code == "" ? unknown : code }'

# The image holds the job and its libraries.
ended=(0 0)
"$spark_submit" --master "$url" --deploy-mode cluster --driver-memory 1g --name lamina \
  --conf spark.kubernetes.namespace="${LAMINA_NAMESPACE:-lamina}" \
  --conf spark.kubernetes.authenticate.driver.serviceAccountName="${LAMINA_ACCOUNT:-lamina}" \
  --conf spark.kubernetes.container.image="$image" \
  --conf spark.kubernetes.driver.podTemplateFile="$pods/base/driver-pod.yaml" \
  --conf spark.kubernetes.executor.podTemplateFile="$executors/executor-pod.yaml" \
  "${settings[@]}" ${options[@]+"${options[@]}"} \
  --class "$main_class" local:///opt/lamina/lamina-spark-jobs.jar "$@" 2>&1 \
  | awk -v unknown=$unknown "$how_it_ended" || ended=("${PIPESTATUS[@]}")
[ "${ended[0]}" -eq 0 ] || exit "${ended[0]}"
if [ "${ended[1]}" -eq $unknown ]; then
  echo "$(basename "$0"): spark-submit did not say how the driver ended (look at its pod, or let the log" \
    "show what org.apache.spark.deploy.k8s.submit says)" >&2
  exit 3
fi
exit "${ended[1]}"
