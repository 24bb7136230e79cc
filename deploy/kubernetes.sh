#!/usr/bin/env bash
# Trains on Kubernetes, with an image made of docker/Dockerfile; the driver is a pod too:
#   deploy/kubernetes.sh k8s://https://host:6443 registry/lamina:0.2.0 \
#     train mnist-sdae --data hdfs://host/mnist --set publish.registry=hdfs://host/models
# LAMINA_NAMESPACE and LAMINA_ACCOUNT name the namespace (lamina) and the service account (lamina),
# see deploy/kubernetes.yaml.
set -euo pipefail
# shellcheck source=deploy/job.sh
. "$(dirname "${BASH_SOURCE[0]}")/job.sh"

[ $# -ge 3 ] || fail "usage: $(basename "$0") k8s://URL IMAGE COMMAND [OPTION]…"
url=$1
image=$2
shift 2

# Kubernetes makes a secret for every run by itself. The image holds the job and its libraries.
exec "$spark_submit" --master "$url" --deploy-mode cluster --driver-memory 1g --name lamina \
  --conf spark.kubernetes.namespace="${LAMINA_NAMESPACE:-lamina}" \
  --conf spark.kubernetes.authenticate.driver.serviceAccountName="${LAMINA_ACCOUNT:-lamina}" \
  --conf spark.kubernetes.container.image="$image" \
  --conf spark.authenticate=true --conf spark.network.crypto.enabled=true \
  --class "$main_class" local:///opt/lamina/lamina-spark-jobs.jar "$@"
