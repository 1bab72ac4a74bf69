#!/bin/sh
# The scenarios with a USB serial adapter, run in the machine. The host pulls it out and puts it back
# (UsbMachine), by what is printed here, and judges. A scenario is a line of /app/scenarios:
# watch NAME ADDRESS RETURNS TELEGRAMS, see WatchAdapter.
set -eu

rig=io.github.meter4j.rigs.machine
link=/dev/serial/by-id/usb-QEMU_USB_SERIAL-if00-port0

# The host goes by the clock of the machine, which may be slow: 10 ticks in a second. Beside that, this
# does what udev does where there is one: it makes a name that stays, for as long as the adapter is there.
tick() {
  while :; do
    echo TICK
    target=
    for port in /sys/class/tty/ttyUSB*; do
      [ ! -e "$port" ] || target=../../${port##*/}
    done
    if [ -z "$target" ]; then
      rm -rf /dev/serial
    elif [ "$(readlink $link || :)" != "$target" ]; then
      mkdir -p ${link%/*}
      ln -sfn "$target" $link
    fi
    usleep 95000
  done
}

watch() {
  echo "STEP $1"
  shift
  set -f # JAVA holds a star for Java, not for the shell
  $JAVA $rig.WatchAdapter "$@"
  set +f
}

# Tells which name the kernel gives the adapter, and when, by the clock of the program. From lines as in
# <6>[   16.711504] usb 1-2: FTDI USB Serial Device converter now attached to ttyUSB0
tell_names() {
  while read -r line; do
    at=${line#*[}
    at=$(echo "${at%%]*}" | tr -d ' .')
    case $line in
      *" now attached to "*) echo "KERNEL at_ms=${at%???} attached=${line##* }" ;;
      *" now disconnected from "*) echo "KERNEL at_ms=${at%???} disconnected=${line##* }" ;;
    esac
  done </proc/kmsg
}

until [ -e /sys/class/tty/ttyUSB0 ]; do
  usleep 50000
done
tell_names &
tick &
until [ -e $link ]; do
  usleep 50000
done
while read -r scenario; do
  $scenario </dev/null
done </app/scenarios
