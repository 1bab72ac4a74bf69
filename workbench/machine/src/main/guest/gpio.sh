#!/bin/sh
# The scenarios, run in the machine. What was sent and what was counted goes to the console; the
# judgement is the host's (GpioMachine), and so is the list of scenarios.
set -eu

rig=io.github.meter4j.rigs.machine

# counter ADDRESS...: starts the counting program and waits until its inputs are open.
counter() {
  rm -f /tmp/questions /tmp/answers
  mkfifo /tmp/questions /tmp/answers
  set -f # JAVA holds a star for Java, not for the shell
  $JAVA $rig.CountPulses "$@" </tmp/questions >/tmp/answers &
  counter=$!
  set +f
  exec 3>/tmp/questions 4</tmp/answers
  answers
}

# Prints the counter's lines until it is done with a question.
answers() {
  while read -r answer <&4; do
    [ "$answer" != DONE ] || return 0
    echo "$answer"
  done
  return 1
}

ask() {
  echo >&3
  answers
}

finish() {
  exec 3>&-
  answers || true
  exec 4<&-
  wait "$counter"
}

# Signal 9: the program has no chance to save.
kill_counter() {
  kill -9 "$counter"
  exec 3>&- 4<&-
  wait "$counter" || true
}

# send LINE COUNT WIDTH_US PAUSE_US [BEGUN [BOUNCES]]
send() {
  line=$1
  shift
  pulses "$SIM/sim_gpio$line/pull" "$@" | sed "s/^PULSES/PULSES line=$line/"
}

two_inputs() {
  echo "STEP two-inputs"
  counter "s0:gpio17?impulses=1000" "s0:gpio27?impulses=800"
  send 17 1000 30000 30000 &
  first=$!
  send 27 321 50000 70000 &
  second=$!
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    sleep 3
    echo "STEP two-inputs-meanwhile"
    ask
  done
  wait "$first"
  wait "$second"
  echo "STEP two-inputs-end"
  ask
  echo "STEP two-inputs-silence"
  sleep 5
  ask
  echo "STEP slow-input"
  send 27 6 80000 1920000 &
  first=$!
  sleep 11
  ask
  wait "$first"
  finish
}

# What goes on while the program is not there cannot be counted; nothing else may be lost.
killed() {
  echo "STEP killed"
  address="s0:gpio17?impulses=1000&state=/tmp/count&save-interval=2s"
  counter "$address"
  send 17 600 30000 30000 /tmp/begun &
  sender=$!
  sleep 10
  echo "STEP before-kill"
  ask
  sleep 4.7
  echo "BEGUN when=kill pulses=$(cat /tmp/begun)"
  kill_counter
  echo "BEGUN when=killed pulses=$(cat /tmp/begun)"
  echo "STEP restarted"
  counter "$address"
  echo "BEGUN when=open pulses=$(cat /tmp/begun)"
  ask
  echo "BEGUN when=asked pulses=$(cat /tmp/begun)"
  wait "$sender"
  sleep 0.2
  echo "STEP killed-end"
  ask
  send 17 200 30000 30000
  sleep 0.2
  ask
  finish
}

# Pulses shorter than S0 allows too, for the table.
sweep() {
  sweep_with 10ms 50 30 20 15 10 5
  sweep_with 0ms 1000 30 20 15 10 5 2
}

# sweep_with DEBOUNCE MAX_RATE WIDTH_MS...
sweep_with() {
  debounce=$1
  counter "s0:gpio5?impulses=1000&debounce=$debounce&max-rate=$2"
  shift 2
  for width in "$@"; do
    echo "STEP sweep-$debounce-$width"
    ask
    send 5 200 "${width}000" "${width}000"
    sleep 0.2
    ask
  done
  finish
}

# A process that is not given the processor for a while. The kernel keeps the last 16 edges for it.
stalls() {
  stalls_with 10ms 17
  stalls_with 0ms 1000
}

# stalls_with DEBOUNCE MAX_RATE
stalls_with() {
  counter "s0:gpio6?impulses=1000&debounce=$1&max-rate=$2"
  for stall in 20 100 400; do
    echo "STEP stalls-$1-$stall"
    ask
    send 6 300 30000 30000 &
    sender=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
      kill -STOP "$counter"
      usleep "${stall}000"
      kill -CONT "$counter"
      usleep 777000
    done
    wait "$sender"
    sleep 0.2
    ask
  done
  finish
}

# A contact that opens and closes a few times before it holds.
bounces() {
  counter "s0:gpio22?impulses=1000"
  echo "STEP bounces"
  ask
  send 22 100 100000 100000 /dev/null 3
  sleep 0.2
  ask
  finish
}

# starts NUMBER: pulses from the moment on at which a program says that its inputs are open.
starts() {
  for start in $(seq "$1"); do
    counter "s0:gpio13?impulses=1000" "s0:gpio19?impulses=1000"
    echo "STEP starts-$start"
    send 13 50 30000 30000 &
    first=$!
    send 19 50 30000 30000 &
    second=$!
    wait "$first"
    wait "$second"
    sleep 0.2
    ask
    finish
  done
}

lights() {
  echo "STEP lights"
  tracing=/sys/kernel/tracing
  echo 16384 >$tracing/buffer_size_kb
  echo 1 >$tracing/events/gpio/gpio_value/enable
  echo 1 >$tracing/tracing_on
  set -f
  $JAVA $rig.ShowLights
  set +f
  echo 0 >$tracing/tracing_on
  echo "LINES data=$((BASE + 23)) clock=$((BASE + 24))"
  sed -n 's/.*: \(gpio_value: .*\|tracing_mark_write: .*\)/\1/p' $tracing/trace
}

while read -r scenario; do
  $scenario </dev/null
done </app/scenarios
