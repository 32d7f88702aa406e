# Spark's standalone master and workers as processes of this machine, on loopback. Sourced by submit.sh.
#   cluster start [WORKERS]   prints the master's URL as its last line on stdout
#   cluster status            says what runs; exit status 1 where not all of it does
#   cluster stop              ends what start began, and nothing else
# target/cluster holds their logs, their working directories, and a line "PID START-TIME NAME" for each in "processes".

cluster_dir=$here/target/cluster
cluster_wait_seconds=180

# Differs for a process that was given the number of one that is gone; none where it has ended, if nobody took note yet.
start_time() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  set -- ${stat##*) }
  [[ $1 != [ZX] ]] && echo "${20}"
}

runs() {
  [[ $(start_time "$1") == "$2" ]]
}

# Keeps neither a terminal nor a pipe of ours open, and outlives both.
daemon() {
  local name=$1
  shift
  setsid "$SPARK_HOME/bin/spark-class" "$@" </dev/null >"$cluster_dir/$name.log" 2>&1 9>&- &
  echo "$! $(start_time "$!") $name" >>"$cluster_dir/processes"
}

# Waits until a log has a line, and prints what stands in place of the parentheses in it.
wait_for_log() {
  local name=$1 expression=$2 found
  for ((i = 0; i < cluster_wait_seconds * 10; i++)); do
    found=$(sed -n "s#.*$expression.*#\\1#p" "$cluster_dir/$name.log" | head -1)
    [[ -z $found ]] || { echo "$found"; return; }
    cluster_runs "$name" || break
    sleep 0.1
  done
  cat "$cluster_dir/$name.log" >&2
  cluster_end
  fail "Cannot start the cluster: expected a $name that answers within $cluster_wait_seconds seconds, found none; see what it says above"
}

cluster_runs() {
  local pid start name
  while read -r pid start name; do
    [[ $name != "$1" ]] || ! runs "$pid" "$start" || return 0
  done <"$cluster_dir/processes"
  return 1
}

cluster_is_up() {
  [[ -f $cluster_dir/processes ]] && cluster_runs master
}

cluster_end() {
  [[ -f $cluster_dir/processes ]] || return 0
  local signal pid start name any
  for signal in TERM KILL; do
    while read -r pid start name; do
      ! runs "$pid" "$start" || kill -"$signal" "$pid" 2>/dev/null || true
    done <"$cluster_dir/processes"
    for ((i = 0; i < 100; i++)); do
      any=
      while read -r pid start name; do
        ! runs "$pid" "$start" || any=yes
      done <"$cluster_dir/processes"
      [[ -n $any ]] || break 2
      sleep 0.1
    done
  done
  rm -f "$cluster_dir/processes"
}

cluster_start() {
  local workers=${1:-2} cores memory url i
  [[ $workers =~ ^[1-9][0-9]?$ ]] ||
    fail "Invalid number of workers: expected 1 to 99, found $workers"
  ! cluster_is_up ||
    fail "Cannot start a cluster: one is running, $(cat "$cluster_dir/url" 2>/dev/null); ./submit.sh cluster stop ends it"
  cluster_end
  rm -rf "$cluster_dir"
  mkdir -p "$cluster_dir"
  trap 'cluster_end; exit 130' INT
  trap 'cluster_end; exit 143' TERM
  cores=$(($(nproc) / workers))
  memory=$(($(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo) / 1024 * 3 / 4 / workers))
  export SPARK_LOCAL_IP=127.0.0.1
  export SPARK_DAEMON_JAVA_OPTS="\"-Dlog4j2.configurationFile=file:$here/src/main/scripts/cluster-log4j2.properties\" -Dspark.master.rest.enabled=false ${SPARK_DAEMON_JAVA_OPTS:-}"
  daemon master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
  url=$(wait_for_log master 'Starting Spark master at \(spark://[^ ]*\)') || exit
  echo "$url" >"$cluster_dir/url"
  for ((i = 1; i <= workers; i++)); do
    daemon "worker-$i" org.apache.spark.deploy.worker.Worker --host "127.0.0.$i" --port 0 --webui-port 0 \
      --cores "${SPARK_WORKER_CORES:-$((cores > 0 ? cores : 1))}" --memory "${SPARK_WORKER_MEMORY:-$((memory > 1024 ? memory : 1024))m}" \
      --work-dir "$cluster_dir/worker-$i" "$url"
  done
  for ((i = 1; i <= workers; i++)); do
    wait_for_log "worker-$i" '\(Successfully registered with master\)' >/dev/null || exit
  done
  echo "A master and $workers worker$( ((workers == 1)) || echo s) run on this machine; logs are in $cluster_dir. ./submit.sh cluster stop ends them." >&2
  echo "$url"
}

cluster_status() {
  [[ -f $cluster_dir/processes ]] || { echo "no cluster"; return 1; }
  local pid start name gone=0
  [[ ! -f $cluster_dir/url ]] || cat "$cluster_dir/url"
  while read -r pid start name; do
    if runs "$pid" "$start"; then
      echo "$name: running, process $pid"
    else
      echo "$name: gone"
      gone=1
    fi
  done <"$cluster_dir/processes"
  return $gone
}

cluster() {
  mkdir -p "$here/target"
  exec 9>"$here/target/.cluster.lock"
  case ${1:-} in
    start) flock 9; cluster_start "${2:-2}" ;;
    status) cluster_status ;;
    stop) flock 9; cluster_end ;;
    *) fail "Unknown command: expected cluster start [WORKERS], cluster status or cluster stop, found cluster ${1:-}" ;;
  esac
}
