#!/bin/sh
# Makes the two tokens that the stack lives with: one that may write and read the bucket (the service), one that may read
# it (Grafana). The operator's token stays here. A token that works is kept; one that does not is made anew, and what
# bore its name before is taken away, so that this may run at every start.
set -eu
umask 077
: "${INFLUX_HOST:?}" "${INFLUX_TOKEN:?}" "${INFLUX_ORG:?}" "${BUCKET:?}" "${TOKENS:?}"

bucket=$(influx bucket list --name "$BUCKET" --hide-headers | cut -f1)
[ -n "$bucket" ] || { echo "no bucket $BUCKET" >&2; exit 1; }

works() {
  [ -s "$TOKENS/$1" ] || return 1
  INFLUX_TOKEN=$(cat "$TOKENS/$1") influx query \
    "from(bucket: \"$BUCKET\") |> range(start: -1m) |> limit(n: 1)" >/dev/null 2>&1
}

# make NAME MODE RIGHTS…
make() {
  name=$1 mode=$2
  shift 2
  if works "$name"; then
    echo "$name: the token works"
    return
  fi
  tab=$(printf '\t')
  influx auth list --hide-headers | while IFS=$tab read -r id description _; do
    if [ "$description" = "giulanh $name" ]; then influx auth delete --id "$id" </dev/null >/dev/null; fi
  done
  made=$(influx auth create --description "giulanh $name" --json "$@")
  token=$(printf '%s\n' "$made" | sed -n 's/.*"token": *"\([^"]*\)".*/\1/p')
  [ -n "$token" ] || { echo "$name: no token came" >&2; exit 1; }
  # Whole or not at all: who reads it never sees half of one.
  printf '%s\n' "$token" >"$TOKENS/.$name"
  chmod "$mode" "$TOKENS/.$name"
  mv -f "$TOKENS/.$name" "$TOKENS/$name"
  echo "$name: a new token"
}

make service 400 --read-bucket "$bucket" --write-bucket "$bucket"
# Grafana runs as another user; nobody else has this volume.
make grafana 444 --read-bucket "$bucket"
