#!/usr/bin/env bash
# Nanoseconds and bytes per operation of the logical clocks, into bench/results/clocks.md. Takes about a minute.
#   bench/clocks.sh
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p artifacts
[ "${1:-}" = --built ] || dotnet build bench/Quorate.Benchmarks -c Release -v q -nologo -clp:ErrorsOnly
dotnet bench/Quorate.Benchmarks/bin/Release/net10.0/Quorate.Benchmarks.dll --filter '*ClockBenchmarks*' >artifacts/clocks.log 2>&1 ||
    { tail -20 artifacts/clocks.log; exit 1; }
report=artifacts/benchmarks/results/Quorate.Benchmarks.ClockBenchmarks-report-github.md
{
    echo "# What an operation of a logical clock costs"
    echo
    echo "$(date -u +%F), $(nproc) cores ($(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo)), Linux $(uname -r), .NET $(dotnet --version | cut -d. -f1)."
    echo "One thread, in a loop over inputs that differ; measured with BenchmarkDotNet by \`bench/clocks.sh\`. A dash under \"Allocated\" means none."
    echo
    grep '^|' "$report" | sed "s/&#39;//g"
} >bench/results/clocks.md
