#!/usr/bin/env bash
# Runs a command of Forwardpass with spark-submit.
#   ./submit.sh [job options]
#   ./submit.sh [spark-submit options] -- [COMMAND] [job options]
#   ./submit.sh cluster start [WORKERS] | status | stop
# Builds what is missing first. Spark is that of SPARK_HOME, or the one that Maven fetches. FORWARDPASS_JAR=local:///PATH is
# the jar where it is in the image of a container, and the data with it are not those here.
set -euo pipefail

script=${BASH_SOURCE[0]}
while [[ -L $script ]]; do
  link=$(readlink "$script")
  [[ $link == /* ]] || link=$(dirname "$script")/$link
  script=$link
done
here=$(cd -P "$(dirname "$script")" && pwd)
jar=$here/target/forwardpass.jar

fail() {
  printf '%s\n' "$1" >&2
  exit 2
}

# Of what is built, where the sources are not at hand.
java_version() {
  local script=$here/src/main/spark/bin/java-version
  [[ -x $script ]] || script=$here/target/spark/bin/java-version
  "$script"
}

check_java() {
  [[ -z ${JAVA_HOME:-} || -x $JAVA_HOME/bin/java ]] ||
    fail "Cannot find Java: no bin/java in JAVA_HOME, $JAVA_HOME; set it to a JDK 17, 21 or 25"
  [[ -n ${JAVA_HOME:-} ]] || command -v java >/dev/null ||
    fail "Cannot find Java: install a JDK 17, 21 or 25, or set JAVA_HOME to one"
  local version
  version=$(java_version)
  [[ $version =~ ^[0-9]+$ ]] && ((version >= 17 && version < 26)) ||
    fail "Unsupported Java: expected a JDK from 17 to 25, found ${version:-another} in ${JAVA_HOME:-$(command -v java)}; set JAVA_HOME to JDK 17, 21 or 25"
  ((version < 24)) || ! compgen -G "${SPARK_HOME:-}/jars/spark-core_*-4.1.*.jar" >/dev/null ||
    fail "Unsupported Java: expected a JDK 17 or 21 for the Spark 4.1 in SPARK_HOME, found $version in ${JAVA_HOME:-$(command -v java)}; set JAVA_HOME to one, or SPARK_HOME to Spark 4.2"
}

is_built() {
  compgen -G "$here/target/spark/jars/spark-core_*.jar" >/dev/null || return 1
  [[ -f $jar && -z $(find "$here/pom.xml" "$here/src/main" -newer "$jar" -print -quit 2>/dev/null) ]]
}

# One build at a time; who waited for another's finds it done.
build() {
  mkdir -p "$here/target" 2>/dev/null && [[ -w $here/target ]] ||
    fail "Cannot build: $here/target cannot be written; build where it can, once"
  (
    # Of its own accord, bash takes Maven's exit status for the build's after Ctrl-C.
    trap 'exit 130' INT
    flock -n 9 || { echo "Waiting for another build of Forwardpass..." >&2; flock 9; }
    is_built && exit 0
    command -v mvn >/dev/null || fail "Cannot build: install Maven 3.8 or later"
    echo "Building Forwardpass, once; the first time, Maven fetches Spark (two minutes or so)..." >&2
    # What a build that was ended has copied may be cut short.
    [[ -f $jar ]] || rm -rf "$here/target/spark"
    cd "$here" && mvn -q -B -DskipTests package >target/build.log 2>&1 && exit 0
    cat target/build.log >&2
    fail "Cannot build: see what Maven says above"
  ) 9>"$here/target/.build.lock"
}

check_java

spark_options=() job_options=("$@")
for ((i = 1; i <= $#; i++)); do
  if [[ ${!i} == -- ]]; then
    spark_options=("${@:1:i-1}")
    job_options=("${@:i+1}")
    break
  fi
done

# Spark would say where to upload files, and not that a pod wants the jar in its image.
if [[ -z ${FORWARDPASS_JAR:-} && " ${spark_options[*]-}" == *[\ =]k8s://* &&
  "${spark_options[*]-} " =~ (--deploy-mode|spark\.submit\.deployMode)[\ =]cluster\  &&
  " ${spark_options[*]-}" != *spark.kubernetes.file.upload.path=* ]]; then
  fail "Cannot send $jar to Kubernetes: expected FORWARDPASS_JAR, found none; set it to where the jar is in the image, local:///PATH, or give --conf spark.kubernetes.file.upload.path=URL"
fi

[[ -n ${FORWARDPASS_JAR:-} && -n ${SPARK_HOME:-} ]] || is_built || build

export SPARK_HOME=${SPARK_HOME:-$here/target/spark}
export SPARK_CONF_DIR=${SPARK_CONF_DIR:-$here/conf}
export OPENBLAS_NUM_THREADS=${OPENBLAS_NUM_THREADS:-1}

[[ -x $SPARK_HOME/bin/spark-submit ]] ||
  fail "Cannot find Spark: no bin/spark-submit in SPARK_HOME, $SPARK_HOME; correct it, or unset it for the Spark that Maven fetches"

# What scores nothing does without the Vector API, of which Java warns.
case ${job_options[0]:-} in
  completion | inspect | plot | matmul | forward | softmax | show | load) export FORWARDPASS_VECTORS=none ;;
esac

# Java warns of options that it is given; with --quiet nobody is to hear of what is no error.
for option in ${job_options[@]+"${job_options[@]}"}; do
  case $option in
    -h | --help | -V | --version) export FORWARDPASS_VECTORS=none ;;
    --quiet) exec 2> >(trap '' HUP INT TERM; exec sed -u '/^WARNING: /d' >&2) ;;
  esac
done

if [[ ${1:-} == cluster ]]; then
  source "$here/src/main/scripts/cluster.sh"
  cluster "${@:2}"
  exit
fi

own_options=()
[[ -n ${FORWARDPASS_JAR:-} ]] || own_options+=(--conf "spark.forwardpass.data=file://$here/data")
[[ ! -t 2 || " ${spark_options[*]-} " == *' --deploy-mode cluster '* ]] || own_options+=(--conf spark.forwardpass.terminal=true)

exec "$SPARK_HOME/bin/spark-submit" \
  ${own_options[@]+"${own_options[@]}"} \
  ${spark_options[@]+"${spark_options[@]}"} \
  --class forwardpass.ScoringJob "${FORWARDPASS_JAR:-$jar}" \
  ${job_options[@]+"${job_options[@]}"}
