#!/bin/sh
# Puts a proxy into the files of an Azure IoT Edge device, as "edgeproxy device write"
# does, for those who cannot install a program on the device. Read it before you run it.
#
#   sudo sh edgeproxy-device.sh < proxy.txt      the first line is http://USER:PASSWORD@HOST:PORT
#   sudo --preserve-env=EDGEPROXY_PROXY_URL sh edgeproxy-device.sh
#
#   --root DIR    write below this folder, and run no commands (for an image)
#   --docker none leave Docker alone (default: dropin)
#   --run         run the commands also with --root
#
# User and password are percent-encoded in the address. No password is printed, and
# none is an argument of a program, which other users could see. All is
# checked before the first file is written; a file that this script does not understand
# is refused, and nothing is written then: use "edgeproxy device write" there.
set -eu
LC_ALL=C
export LC_ALL
umask 077

say() { printf '%s\n' "$*" >&2; }
refuse() { say "refused: $*: nothing was written; \"edgeproxy device write\" may be able to do it"; exit 2; }

root='' docker=dropin run=yes
while [ $# -gt 0 ]; do
  case $1 in
  --root) [ $# -gt 1 ] || refuse "--root needs a folder"; root=${2%/} run=no; shift ;;
  --docker) [ $# -gt 1 ] || refuse "--docker needs dropin or none"; docker=$2; shift ;;
  --run) run=yes ;;
  -h | --help) sed -n '2,/^set /s/^# \{0,1\}//p' "$0"; exit 0 ;;
  *) refuse "unknown argument (the proxy is no argument: others would see it)" ;;
  esac
  shift
done
case $docker in dropin | none) ;; *) refuse "--docker: expected dropin or none" ;; esac
case $root in '' | /*) ;; *) root=./$root ;; esac # no name is read as an option, or by awk as a variable
[ -z "$root" ] || [ -d "$root" ] || refuse "$root is no folder"

# The proxy, from the variable or from standard input.
proxy=${EDGEPROXY_PROXY_URL:-}
unset EDGEPROXY_PROXY_URL
[ -n "$proxy" ] || ! [ -t 0 ] || refuse "no proxy: expected its address in a file, as in \"sh edgeproxy-device.sh < proxy.txt\" (what is typed here would be shown)"
[ -n "$proxy" ] || IFS= read -r proxy || [ -n "$proxy" ] || refuse "no proxy: expected its address in EDGEPROXY_PROXY_URL or on standard input"
proxy=$(printf '%s' "$proxy" | tr -d '\r')
user='[A-Za-z0-9._~!&()*+,;=-]|%[0-9A-Fa-f][0-9A-Fa-f]'
host='[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]'
printf '%s\n' "$proxy" | grep -Eqx "https?://(($user)+(:($user)*)?@)?($host)(:[1-9][0-9]{0,4})?/?" ||
  refuse "the address of the proxy: expected http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, user and password percent-encoded"
secret=no
case $proxy in *:*:*@*) secret=yes ;; esac
in_unit=$(printf '%s' "$proxy" | sed 's/%/%%/g')

config=etc/aziot/config.toml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

# active FILE: its lines that are no comments of TOML or systemd. grep prints no line of a
# file with a NUL byte.
active() { sed '/^[[:space:]]*[#;]/d' "$1"; }

# everybody FILE: whether everybody can read it.
everybody() { case $(ls -ldL "$1") in ???????r*) return 0 ;; esac; return 1; }

# regular FILE: it is a file, or not there. A pipe would be waited for.
regular() {
  [ ! -e "$1" ] || [ -f "$1" ] || refuse "$1 is no regular file"
}

# inside FILE: no link on the way to it leads out of --root.
inside() {
  way=$1
  while [ -n "$root" ] && [ "$way" != "${way%/*}" ]; do
    way=${way%/*}
    [ ! -L "$root/$way" ] || refuse "$way is a link"
  done
}

# check_unit UNIT: nothing but our drop-in sets a proxy for it, or may take it away.
check_unit() {
  for f in "$root"/etc/systemd/system.conf "$root"/etc/systemd/system.conf.d/*.conf \
    "$root"/*/systemd/system*/"$1" "$root"/usr/*/systemd/system/"$1" "$root"/usr/local/lib/systemd/system/"$1" \
    "$root"/*/systemd/system*/"$1".d/* "$root"/usr/*/systemd/system/"$1".d/* "$root"/usr/local/lib/systemd/system/"$1".d/* \
    "$root"/*/systemd/system/"${1%%-*}"-.service.d/* "$root"/*/systemd/system/service.d/*; do
    case $f in "$root/etc/systemd/system/$1.d/10-edgeproxy.conf") continue ;; esac
    if [ -L "$f" ]; then # an alias of a unit; a link among the drop-ins may hide one
      case $f in */"$1") continue ;; *) refuse "$f is a link" ;; esac
    fi
    [ -f "$f" ] || continue
    active "$f" >"$work/unit"
    ! grep -qi -e '_proxy' -e '^[[:space:]]*unsetenvironment' "$work/unit" || refuse "$f sets or takes away a proxy"
    ! grep -q '^[[:space:]]*Environment[[:space:]]*=[[:space:]]*$' "$work/unit" || refuse "$f resets Environment="
    sed -n 's/^[[:space:]]*EnvironmentFile[[:space:]]*=[[:space:]]*-\{0,1\}//p' "$work/unit" | while IFS= read -r name; do
      case $name in *[*?[%]*) echo "$name" ;; esac
      case $name in /dev/null) continue ;; esac
      regular "$root$name"
      [ ! -e "$root$name" ] || ! active "$root$name" | grep -qi '_proxy' || echo "$name"
    done >"$work/files"
    [ ! -s "$work/files" ] || refuse "$f names an EnvironmentFile that sets a proxy, or is a pattern"
  done
}

# drop_in UNIT NAME...: plans the drop-in with these variables.
drop_in() {
  unit=$1 to=etc/systemd/system/$1.service.d/10-edgeproxy.conf
  shift
  check_unit "$unit.service"
  {
    printf '# Written by "edgeproxy device write": the proxy of %s.\n[Service]\n' "$unit"
    for name in "$@"; do printf 'Environment="%s=%s"\n' "$name" "$in_unit"; done
  } >"$work/new"
  plan "$to" "$work/new" 644
}

# plan FILE CONTENT MODE: remembers a file, unless it is there already.
plan() {
  inside "$1"
  if [ -e "$root/$1" ] || [ -L "$root/$1" ]; then
    if [ -L "$root/$1" ] || [ ! -f "$root/$1" ]; then refuse "$1 is no regular file"; fi
    if cmp -s "$2" "$root/$1"; then return; fi
    case $1 in "$config") ;; *) refuse "$1 is there already, with something else" ;; esac
    [ $secret = no ] || ! everybody "$root/$1" || refuse "everybody can read $1, and it would get the password: run \"sudo chmod 600 /$1\" first"
  fi
  n=$(($(cat "$work/count" 2>/dev/null || echo 0) + 1))
  echo $n >"$work/count"
  mode=$3
  [ $secret = no ] || mode=600
  printf '%s\n' "$1" >"$work/$n.name"
  printf '%s\n' "$mode" >"$work/$n.mode"
  cp "$2" "$work/$n.content"
}

# edit_config writes config.toml with the proxy in [agent.env] to standard output. Exit
# code 3 and a message on the last line say why the file is not understood.
edit_config() {
  PROXY=$proxy awk '
<config.awk>' REASON="$work/reason" EST="$work/est" "$1"
}

# text FILE: whether it has nothing but what a text in UTF-8 has.
text() {
  [ "$(tr -d '\t\n\r\040-\176\200-\377' <"$1" | wc -c)" -eq 0 ] || return 1
  ! command -v iconv >/dev/null 2>&1 || iconv -f UTF-8 -t UTF-8 <"$1" >/dev/null 2>&1
}

# Nobody else writes to the device meanwhile: "edgeproxy device write" holds the same lock,
# on the folder. Without the program flock, and on file systems without locks, there is none.
if command -v flock >/dev/null 2>&1 && [ -r "${root:-/}" ]; then
  exec 9<"${root:-/}"
  code=0
  flock -n 9 2>/dev/null || code=$?
  [ $code != 1 ] || refuse "another run of this script, or of \"edgeproxy device write\", is at work there: run it again when that has ended"
fi

# Everything is checked and planned.
if [ -e "$root/etc/iotedge/config.yaml" ] && [ ! -e "$root/$config" ]; then
  say "refused: this is IoT Edge 1.1 or older (etc/iotedge/config.yaml), which has no config.toml: nothing was written; update it to 1.2 or newer first"
  exit 2
fi
for f in "$root"/etc/systemd/system/snap.azure-iot-* "$root"/var/snap/azure-iot-edge; do
  [ ! -e "$f" ] || refuse "IoT Edge is installed as a snap"
done
inside "$config"
for f in "$root"/etc/aziot/edged/config.toml "$root"/etc/aziot/edged/config.d/*.toml; do
  case $f in */00-super.toml) continue ;; esac
  regular "$f"
  [ ! -e "$f" ] || ! active "$f" | grep -qi -e proxy -e upstreamprotocol || refuse "$f sets a proxy, too"
done
echo 0 >"$work/est"
if [ -e "$root/$config" ]; then
  regular "$root/$config"
  [ -s "$root/$config" ] || refuse "$config is empty"
  [ -z "$(tail -c 1 "$root/$config")" ] || refuse "the last line of $config has no line ending"
  text "$root/$config" || refuse "$config has a control character, such as a NUL byte, or is not UTF-8: the daemons refuse it, too"
  edit_config "$root/$config" >"$work/config" || refuse "$config, $(cat "$work/reason" 2>/dev/null || echo 'it cannot be read')"
else
  cat >"$work/config" <<END
# Written by "edgeproxy device write". [provisioning] is still missing.

[agent]
name = "edgeAgent"
type = "docker"

[agent.config]
image = "mcr.microsoft.com/azureiotedge-agent:1.6"

[agent.env]
https_proxy = "$proxy"
UpstreamProtocol = "AmqpWs"
END
fi
plan "$config" "$work/config" 600
drop_in aziot-identityd https_proxy
drop_in aziot-edged https_proxy
if [ "$(cat "$work/est")" != 0 ]; then drop_in aziot-certd https_proxy; fi
if [ "$docker" = dropin ]; then
  regular "$root/etc/docker/daemon.json"
  [ ! -e "$root/etc/docker/daemon.json" ] || ! grep -q '"[a-z]*-proxy"\|proxies' "$root/etc/docker/daemon.json" || refuse "etc/docker/daemon.json sets proxies"
  drop_in docker HTTP_PROXY HTTPS_PROXY https_proxy
fi
count=$(cat "$work/count" 2>/dev/null || echo 0)
if [ "$count" = 0 ]; then say "nothing to change"; exit 0; fi

# New contents are written beside the files, then put into their places.
undo() {
  set +e # what cannot be undone must not keep the rest from it
  trap '' HUP INT TERM
  n=0
  while [ $n -lt "$count" ]; do
    n=$((n + 1))
    to=$root/$(cat "$work/$n.name")
    rm -f "$to.edgeproxy-new"
    [ ! -e "$work/$n.done" ] || if [ -e "$work/$n.old" ]; then cp -p "$work/$n.old" "$to"; else rm -f "$to"; fi
    [ ! -e "$work/$n.folder" ] || rmdir "${to%/*}" 2>/dev/null || :
  done
  say "failed: the files are as they were"
  exit 2
}
trap undo HUP INT TERM
n=0
while [ $n -lt "$count" ]; do
  n=$((n + 1))
  to=$root/$(cat "$work/$n.name")
  [ -d "${to%/*}" ] || : >"$work/$n.folder"
  rm -f "$to.edgeproxy-new" || undo # of a run that was killed; or a link
  (umask 022 && mkdir -p "${to%/*}") || undo
  if [ -e "$to" ]; then # mode and owner stay
    { cp -p "$to" "$work/$n.old" && cp -p "$to" "$to.edgeproxy-new" && cat "$work/$n.content" >"$to.edgeproxy-new"; } || undo
  else
    { cp "$work/$n.content" "$to.edgeproxy-new" && chmod "$(cat "$work/$n.mode")" "$to.edgeproxy-new"; } || undo
  fi
done
sync
n=0
while [ $n -lt "$count" ]; do
  n=$((n + 1))
  name=$(cat "$work/$n.name")
  : >"$work/$n.done"
  mv -f "$root/$name.edgeproxy-new" "$root/$name" || undo
  say "written: $name"
done
trap 'exit 2' HUP INT TERM
exec 9<&- # the lock: what is restarted must not hold it

# The device reads its files.
changed() { cat "$work"/*.name | grep -q "$1"; }
run() {
  if [ $run = yes ]; then say "running: $*"; "$@"; else say "run on the device: $*"; fi
}
if changed /systemd/; then run systemctl daemon-reload; fi
if changed docker; then run systemctl restart docker || say "docker was not restarted"; fi
if changed "$config"; then
  run iotedge config apply
  run docker rm -f edgeAgent || say "there was no container edgeAgent"
elif changed aziot-; then
  run iotedge system restart
fi
say "then test the connections: sudo iotedge check"
