# shellcheck shell=bash
# What spark-submit is given of Lamina; the other scripts read this one. LAMINA_JOB is the directory
# of the job's jar and its libraries, by default that of the distribution, or in the source tree where
# the build leaves them. LAMINA_CUDA is the directory of the module of NVIDIA cards, for clusters that
# have some; by default it is left out.

case ${1:-} in
  -h | --help)
    # What the script says of itself at its head.
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
    exit
    ;;
esac

home=$(dirname "${BASH_SOURCE[0]}")/..
built=$home/spark-jobs/target/job
[ ! -d "$home/job" ] || built=$home/job
job=${LAMINA_JOB:-$built}

fail() {
  echo "$(basename "$0"): $1" >&2
  exit 2
}

found=("$job"/lamina-spark-jobs-*.jar)
[ -e "${found[0]}" ] || fail "no job in $job (run: mvn -DskipTests package)"
[ "${#found[@]}" -eq 1 ] || fail "several jobs in $job (run: mvn clean -DskipTests package)"

# shellcheck disable=SC2034 # used by who reads this
job_jar=${found[0]}
jars=("$job"/lib/*.jar)
if [ -n "${LAMINA_CUDA:-}" ]; then
  module=("$LAMINA_CUDA"/*.jar)
  [ -e "${module[0]}" ] || fail "no module of NVIDIA cards in $LAMINA_CUDA (run: mvn -DskipTests package)"
  jars=("${module[@]}" "${jars[@]}")
fi
libraries=$(printf ',%s' "${jars[@]}")
libraries=${libraries#,}
# shellcheck disable=SC2034
main_class=io.lamina.jobs.cli.Lamina
# shellcheck disable=SC2034
spark_submit=${SPARK_HOME:+$SPARK_HOME/bin/}spark-submit
command -v "$spark_submit" >/dev/null \
  || fail "cannot find $spark_submit (set SPARK_HOME to an unpacked Spark)"

# One BLAS thread in the driver too, and the same kernels as on every executor.
export OMP_NUM_THREADS=1 OPENBLAS_CORETYPE=Haswell
