# shellcheck shell=bash
# What spark-submit is given of Lamina; the other scripts read this one. LAMINA_JOB is the directory
# of the job's jar and its libraries, by default where the build leaves them.

job=${LAMINA_JOB:-$(dirname "${BASH_SOURCE[0]}")/../spark-jobs/target/job}

fail() {
  echo "$(basename "$0"): $1" >&2
  exit 2
}

found=("$job"/lamina-spark-jobs-*.jar)
[ -e "${found[0]}" ] || fail "no job in $job (run: mvn -DskipTests package)"
[ "${#found[@]}" -eq 1 ] || fail "several jobs in $job (run: mvn clean -DskipTests package)"

# shellcheck disable=SC2034 # used by who reads this
job_jar=${found[0]}
libraries=$(printf ',%s' "$job"/lib/*.jar)
libraries=${libraries#,}
# shellcheck disable=SC2034
main_class=io.lamina.jobs.cli.Lamina
# shellcheck disable=SC2034
spark_submit=${SPARK_HOME:+$SPARK_HOME/bin/}spark-submit

# One BLAS thread in the driver too, and the same kernels as on every executor.
export OMP_NUM_THREADS=1 OPENBLAS_CORETYPE=Haswell
