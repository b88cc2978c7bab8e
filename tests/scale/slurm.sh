# Sourced by slurm_test: a Slurm of one machine, with its own keys, ports and directories.
# shellcheck shell=bash

pids=()

# Ports that nobody listens at.
free_ports() {
  python3 -c '
import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(s.getsockname()[1] for s in held))'
}

# start_slurm DIR: fails where that cannot be, with `why`.
start_slurm() {
  local dir=$1 name controller node i
  why="Slurm or munge is not installed (slurmctld, slurmd, slurm-client, munge)"
  PATH=$PATH:/usr/sbin
  for name in munged slurmctld slurmd sbatch; do command -v $name >/dev/null || return 1; done
  # munged asks that nobody else may write to its directories.
  mkdir -p "$dir"/{munge,state,spool} && chmod 711 "$dir/munge" "$dir" "$(dirname "$dir")"
  head -c 128 /dev/urandom >"$dir/munge/key" && chmod 400 "$dir/munge/key"
  why="munged does not start"
  munged --foreground --key-file="$dir/munge/key" --socket="$dir/munge/socket" \
    --pid-file="$dir/munge/pid" --log-file="$dir/munge/log" --seed-file="$dir/munge/seed" \
    >"$dir/munged.out" 2>&1 &
  pids+=($!)
  for ((i = 0; i < 50; ++i)); do
    [[ ! -S $dir/munge/socket ]] || break
    sleep 0.1
  done
  [[ -S $dir/munge/socket ]] || { why+=": $(tail -1 "$dir/munged.out")"; return 1; }

  read -r controller node < <(free_ports)
  name=$(hostname -s)
  # cred_expire: so long Slurm keeps a task waiting that was queued again (120 s where not set).
  cat >"$dir/slurm.conf" <<CONF
ClusterName=gouji
SlurmctldHost=$name(127.0.0.1)
SlurmctldPort=$controller
SlurmdPort=$node
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$dir/munge/socket,cred_expire=5
CredType=cred/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=1,sched_interval=2
JobRequeue=1
NodeName=$name NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
  # Of its plugins the one that does nothing until it is used.
  printf 'CgroupPlugin=cgroup/v1\n' >"$dir/cgroup.conf"
  export SLURM_CONF=$dir/slurm.conf
  why="slurmctld does not start"
  slurmctld -D -c >"$dir/slurmctld.out" 2>&1 &
  pids+=($!)
  slurmd -D >"$dir/slurmd.out" 2>&1 &
  pids+=($!)
  for ((i = 0; i < 300; ++i)); do
    [[ $(sinfo --noheader --format=%t 2>/dev/null) != idle ]] || return 0
    sleep 0.1
  done
  why+=": $(cat "$dir"/slurm{ctld,d}.out | tail -n 4 | tr '\n' ' ')"
  return 1
}

stop_slurm() {
  local i
  for ((i = ${#pids[@]} - 1; i >= 0; --i)); do
    kill "${pids[i]}" 2>/dev/null && wait "${pids[i]}" 2>/dev/null
  done
  pids=()
  return 0
}
