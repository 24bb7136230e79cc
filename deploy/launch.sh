# shellcheck shell=bash
# Starts Lamina's command line with this machine's Java; the lamina scripts of the source tree and of
# the distribution read this file.

fail() {
  echo "lamina: $1" >&2
  exit 1
}

# Java takes the encoding of files' names from the locale; without one, as in cron, it has ASCII alone.
charset=$(locale charmap 2>/dev/null || true)
[ "$charset" = UTF-8 ] || export LC_ALL=C.UTF-8

# Spark, Netty and the class path need some hundred files at once.
files_needed=1024
files=$(ulimit -n)
[ "$files" = unlimited ] || [ "$files" -ge "$files_needed" ] || ulimit -n "$files_needed" 2>/dev/null \
  || fail "too few open files: $files are allowed, $files_needed are needed (ulimit -n $files_needed)"

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null \
  || fail "cannot find $java (install Java, 17 to 25, and set JAVA_HOME to its directory)"
version=$("$java" -XshowSettings:properties -version 2>&1 \
  | sed -n 's/.*java\.specification\.version = //p')
version=${version#1.}
case $version in
  1[7-9] | 2[0-5]) ;;
  *) fail "$java is Java ${version:-(unknown)} (set JAVA_HOME to Java 17 to 25)" ;;
esac

# launch CLASS_PATH JOB WORK LIBRARIES ARGUMENT…: replaces this process by the command line. JOB is the
# jar whose agent gives a user a name, WORK a directory for an embedded cluster. LIBRARIES, separated
# by commas, is what a user's cluster is sent.
launch() {
  local class_path=$1 job=$2 work=$3 libraries=$4
  shift 4
  local settings=() own_cluster=false argument
  for argument in "$@"; do
    case $argument in --master | --master=*) own_cluster=true ;; esac
  done
  if $own_cluster; then
    # The executors of a user's cluster have to be sent what Spark does not bring.
    settings+=("-Dspark.jars=$libraries")
  else
    # An embedded cluster asks the environment where Spark is: an empty place does, for the executors
    # run on the driver's class path. It has to be one that this user may write to.
    { mkdir -p "$work/jars" 2>/dev/null && [ -w "$work" ]; } \
      || fail "cannot write to $work (set XDG_CACHE_HOME to a directory that you may write to)"
    export SPARK_HOME=$work SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
  fi
  # Hadoop asks the system for the user's name; containers often run as a number without one.
  if ! id -un >/dev/null 2>&1; then
    local user=${HADOOP_USER_NAME:-uid-$(id -u)}
    local agent=-javaagent:$job=$user
    settings+=("$agent" "-Duser.name=$user")
    $own_cluster || settings+=("-Dspark.executorEnv.JDK_JAVA_OPTIONS=\"$agent\" ${JDK_JAVA_OPTIONS:-}")
  fi
  # One BLAS thread, as every executor has: see the memory and threads section of docs/architecture.md.
  export OMP_NUM_THREADS=1 OPENBLAS_CORETYPE=Haswell

  local package
  for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util \
    java.util.concurrent java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs \
    sun.util.calendar; do
    settings+=("--add-opens=java.base/$package=ALL-UNNAMED")
  done
  # Java 24 has no such package any more, and says so.
  [ "$version" -ge 24 ] || settings+=(--add-opens=java.base/sun.security.action=ALL-UNNAMED)
  # Since Java 24 native code has to be allowed; before 22 the option is not known.
  [ "$version" -lt 22 ] || settings+=(--enable-native-access=ALL-UNNAMED)
  # Spark, Netty and Hadoop still use it; Java 24 and later say so on every start.
  [ "$version" -lt 24 ] || settings+=(--sun-misc-unsafe-memory-access=allow)

  local terminal=false
  [ ! -t 1 ] || terminal=true

  # shellcheck disable=SC2086 # LAMINA_JAVA_OPTS is a list
  exec "$java" -Xmx1g "${settings[@]}" -Djdk.reflect.useDirectMethodHandle=false \
    -Djava.awt.headless=true -Dlog4j2.configurationFile=lamina-log4j2.xml \
    -Dlamina.terminal=$terminal "-Dlamina.command=$0" ${LAMINA_JAVA_OPTS:-} \
    -cp "${HADOOP_CONF_DIR:+$HADOOP_CONF_DIR:}$class_path" io.lamina.jobs.cli.Lamina "$@"
}
