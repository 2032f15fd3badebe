#!/usr/bin/env bash
# Paired comparison with etcd 3.4: three members each, same disk, same load generator, alternating; see compare_etcd.py.
#   bench/compare-etcd.sh [--rounds 3] [--seconds 5]
# Needs: h2load (Debian: nghttp2-client), etcd, etcdctl, python3.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dotnet build "$here/../src/Quorate.Cli" -c Release -v q -nologo -clp:ErrorsOnly
exec python3 "$here/compare_etcd.py" "$@"
