#!/usr/bin/env bash
# A small computer with GPIO lines, made of distribution packages and run by QEMU.
#
#   machine.sh build ARCH DIR                  makes kernel, gpio-sim, Java runtime and file system in DIR
#   machine.sh run ARCH DIR APPDIR [SECONDS [OPTION...]]
#                                              starts it with APPDIR as /app and runs /app/run.sh in it;
#                                              the options are QEMU's, for devices of your own
#
# ARCH is arm64 or armhf. build needs Debian 12 and a network; as root it installs the packages it
# needs on the host. The packages of the guest are only unpacked in DIR. A finished DIR is kept: build
# does nothing while the sources of the machine beside this script are the ones it was made from.
#
# Time in the machine is counted in instructions, 8 ns each: a computer of 125 million instructions a
# second, whatever else the host does. Waiting takes no time of the host, unless METER_MACHINE_WAITS=yes:
# then the machine waits as long as the host's clock says, for what comes from outside. The kernel's
# modules for USB serial adapters (xhci, ftdi_sio) are loaded; an option may plug one in.
#
# run ends with the exit code of run.sh, 124 when it took more than SECONDS of the host (600), or 1 when
# the machine stopped without an end. The console is kept in DIR/console.log. run.sh finds
#   JAVA   the command of the Java runtime, with every jar of /app on its class path
#   SIM    the folder of the simulated chip: "echo pull-up > $SIM/sim_gpio17/pull" raises line 17
#   BASE   the number that the kernel's trace events give to line 0
# and the program "pulses" (see pulses.c) on its path.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
  sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

fail() {
  printf 'machine.sh: %s\n' "$*" >&2
  exit 1
}

[[ $# -ge 3 ]] || usage
command=$1
arch=$2
case $arch in
  arm64)
    meta=linux-image-arm64
    triplet=aarch64-linux-gnu
    machine=(qemu-system-aarch64 -M virt -cpu cortex-a72)
    ;;
  armhf)
    meta=linux-image-armmp
    triplet=arm-linux-gnueabihf
    machine=(qemu-system-arm -M "virt,highmem=off" -cpu cortex-a7)
    ;;
  *) usage ;;
esac
mkdir -p "$3"
dir=$(cd "$3" && pwd)

# What a finished machine was made from.
fingerprint() {
  cat "$here"/machine.sh "$here"/init "$here"/pulses.c | sha256sum | cut -d' ' -f1
}

install_host_packages() {
  grep -qx 'VERSION_ID="12"' /etc/os-release || fail "the packages are those of Debian 12; this is another system"
  local packages=(
    qemu-system-arm "gcc-$triplet" "libc6-dev-$arch-cross" make cpio xz-utils kmod
    openjdk-17-jdk-headless
  )
  local missing=() package
  for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' \
      || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  [[ $(id -u) -eq 0 ]] || fail "install these packages first: ${missing[*]}"
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
}

# Unpacks the downloaded packages $2... into folder $1.
unpack() {
  local into=$1 package
  shift
  for package in "$@"; do
    dpkg-deb -x "debs/${package}"_*.deb "$into"
  done
}

# gpio-sim and the interrupt simulator it needs are switched off in Debian's kernels, so both are built
# from the kernel's own source as one module.
build_gpio_sim() {
  local version=$1 tree=linux-source-$2
  unpack source "$tree"
  tar -C source -xJf "source/usr/src/$tree.tar.xz" \
    "$tree"/drivers/gpio/gpio-sim.c "$tree"/drivers/gpio/gpiolib.h "$tree"/kernel/irq/irq_sim.c
  mkdir module
  cp "source/$tree/drivers/gpio/gpio-sim.c" module/gpio_sim_main.c
  cp "source/$tree/drivers/gpio/gpiolib.h" "source/$tree/kernel/irq/irq_sim.c" module/
  # irq_to_desc is not exported to modules; generic_handle_irq does the same from outside.
  sed -i 's/handle_simple_irq(irq_to_desc(irqnum))/generic_handle_irq(irqnum)/' module/irq_sim.c
  # modpost on a 64 bit host miscounts the entries of this table for a 32 bit guest. Only a device
  # tree needs it, and the machine makes its chip by configfs.
  sed -i '/MODULE_DEVICE_TABLE(of/d' module/gpio_sim_main.c
  printf 'obj-m := gpio-sim.o\ngpio-sim-objs := gpio_sim_main.o irq_sim.o\n' > module/Makefile
  # The headers expect to lie in /usr/src.
  sed -i "s#/usr/src/#$PWD/kernel/usr/src/#" "kernel/usr/src/linux-headers-$version/Makefile"
  DEB_HOST_ARCH=$arch DEB_HOST_GNU_TYPE=$triplet DEB_BUILD_ARCH=$(dpkg --print-architecture) \
    make -s -C "kernel/usr/src/linux-headers-$version" M="$PWD/module" CONFIG_DEBUG_INFO_BTF_MODULES= modules
  "$triplet-strip" -g -o root/mod/gpio-sim.ko module/gpio-sim.ko
}

build() {
  local mark
  mark=$(fingerprint)
  if [[ -f $dir/made-from && $(cat "$dir/made-from") == "$mark" ]]; then
    echo "machine $arch: kept, kernel $(cat "$dir/kernel-version")"
    return 0
  fi
  install_host_packages
  rm -rf "$dir/work" "$dir/made-from"
  mkdir -p "$dir"/work/{lists/partial,debs,kernel,root/{bin,mod,etc,app}}
  cd "$dir/work"

  # A package list of the guest's architecture, apart from the host's.
  local apt=(-q "-oAPT::Architecture=$arch" "-oAPT::Architectures=$arch" "-oDir::State::Lists=$PWD/lists"
    "-oDir::Cache::pkgcache=" "-oDir::Cache::srcpkgcache=" "-oAPT::Sandbox::User=root")
  # A mirror in the middle of an update may miss an index; what is missing shows in the download.
  apt-get "${apt[@]}" -oAcquire::Retries=3 update >update.log 2>&1 || tail -n 3 update.log >&2
  local image version
  image=$(apt-cache "${apt[@]}" depends "$meta" | awk '/Depends:/ { print $2; exit }')
  version=${image#linux-image-}
  [[ -n $version ]] || fail "no kernel found by $meta"
  local series common
  series=$(cut -d. -f1,2 <<<"$version")
  common=linux-headers-${version%-*}-common
  local guest=(libc6 libgcc-s1 libstdc++6 zlib1g busybox-static)
  local jdk=(openjdk-17-jre-headless openjdk-17-jdk-headless)
  (
    cd debs
    apt-get "${apt[@]}" download "$image" "linux-headers-$version" "$common" "${guest[@]}" "${jdk[@]}"
    # Tools that run on the host while the module is built, and the kernel's source.
    apt-get -q "-oAPT::Sandbox::User=root" download "linux-kbuild-$series" "linux-source-$series"
  ) >download.log

  unpack kernel "$image" "linux-headers-$version" "$common" "linux-kbuild-$series"
  build_gpio_sim "$version" "$series" >module.log 2>&1 || { tail -n 30 module.log >&2; fail "gpio-sim was not built"; }
  local module
  for module in configfs usb-common usbcore xhci-hcd xhci-pci usbserial ftdi_sio; do
    # What is not there is part of the kernel itself.
    find kernel/lib/modules -name "$module.ko" -exec cp {} root/mod/ \;
  done

  unpack unpacked "${guest[@]}"
  cp -a unpacked/lib root/
  if [[ -d unpacked/usr/lib ]]; then
    mkdir -p root/usr
    cp -a unpacked/usr/lib root/usr/
  fi
  rm -rf root/{usr/lib,lib}/"$triplet"/gconv
  cp unpacked/bin/busybox root/bin/
  # The host's jlink puts a runtime for the guest together from the guest's modules.
  unpack jdk "${jdk[@]}"
  local jlink=("/usr/lib/jvm/java-17-openjdk-$(dpkg --print-architecture)/bin/jlink")
  "${jlink[@]}" --module-path "jdk/usr/lib/jvm/java-17-openjdk-$arch/jmods" \
    --add-modules java.base,java.logging,java.management,java.naming,java.xml,jdk.unsupported \
    --strip-java-debug-attributes --no-header-files --no-man-pages --output root/jre
  "$triplet-gcc" -O2 -Wall -Wextra -Werror -static -o root/bin/pulses "$here/pulses.c"
  printf 'root:x:0:0:root:/:/bin/sh\n' >root/etc/passwd
  # Pi4J asks for these groups.
  printf 'root:x:0:\ndialout:x:20:root\ngpio:x:997:root\n' >root/etc/group
  install -m 755 "$here/init" root/init

  (cd root && find . | LC_ALL=C sort | cpio -o -H newc --quiet --owner 0:0) >"$dir/base.cpio"
  cp "kernel/boot/vmlinuz-$version" "$dir/vmlinuz"
  echo "$version" >"$dir/kernel-version"
  cd "$dir"
  rm -rf work
  echo "$mark" >made-from
  echo "machine $arch: built, kernel $version"
}

run() {
  local app seconds=${2:-600} sleep=off
  app=$(cd "$1" && pwd)
  shift $(($# < 2 ? $# : 2))
  [[ ${METER_MACHINE_WAITS:-no} != yes ]] || sleep=on
  [[ -f $dir/made-from ]] || fail "no machine in $dir: build it first"
  [[ -f $app/run.sh ]] || fail "no run.sh in $app"
  # The kernel unpacks archives that follow each other, so only the program is packed for each run.
  local stage
  stage=$(mktemp -d "$dir/app.XXXXXX")
  trap 'rm -rf "$stage"' EXIT
  mkdir "$stage/app"
  cp -rL "$app"/. "$stage/app/"
  (cd "$stage" && find app | LC_ALL=C sort | cpio -o -H newc --quiet --owner 0:0) >"$stage/app.cpio"
  cat "$dir/base.cpio" "$stage/app.cpio" >"$stage/initrd"

  local code=0
  timeout --kill-after=10 "$seconds" "${machine[@]}" -smp 1 -m 1024 -nographic -no-reboot -nic none \
    -icount "shift=3,sleep=$sleep" -rtc clock=vm -kernel "$dir/vmlinuz" -initrd "$stage/initrd" \
    -append "console=ttyAMA0 quiet panic=-1" "$@" </dev/null \
    | stdbuf -oL tr -d '\r' | tee "$dir/console.log" || code=$?
  [[ $code -ne 124 ]] || { echo "machine $arch: not finished in $seconds s" >&2; exit 124; }
  code=$(sed -n 's/^MACHINE end \([0-9]*\).*/\1/p' "$dir/console.log" | tail -n 1)
  [[ -n $code ]] || fail "the machine stopped without an end; see $dir/console.log"
  exit "$code"
}

case $command in
  build) build ;;
  run)
    [[ $# -ge 4 ]] || usage
    run "${@:4}"
    ;;
  *) usage ;;
esac
