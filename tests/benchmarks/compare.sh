#!/usr/bin/env bash
# Our engine beside Java Lucene: builds an index with both, lets both search Java's merged index and its unmerged one in alternating runs,
# prints medians of processor time, ratios (below 1: we are faster) and their geometric means.
#   compare.sh KB CORPUS QUERIES WORK [RUNS] [SECONDS]
# KB the program; CORPUS lines "id TAB lang TAB year TAB title TAB body"; QUERIES lines "class TAB kind TAB words"; WORK a folder for indexes and results.
# Needs a JDK and the Lucene 8 jars (LUCENE_JAR_DIR, else where Debian's liblucene8-java puts them), and python3.
set -euo pipefail
[ $# -ge 4 ] || { sed -n 2,7p "$0"; exit 3; }
kb=$1 corpus=$2 queries=$3 work=$4 runs=${5:-5} seconds=${6:-0.3}
here=$(cd "$(dirname "$0")" && pwd)
jars=$(ls "${LUCENE_JAR_DIR:-/usr/share/java}"/lucene-{core,analyzers-common}-8*.jar | tr '\n' ':')
mkdir -p "$work/classes"
javac -cp "$jars" -d "$work/classes" "$here/JavaLucene.java"
java() { command java -Xmx"${HEAP:-1g}" -cp "$jars:$work/classes" JavaLucene "$@"; }

if [ ! -e "$work/java.merged" ]; then
  : > "$work/index.tsv"
  for threads in 1 2; do
    rm -rf "$work/java$threads" "$work/kb$threads"
    HEAP=2g java index "$corpus" "$work/java$threads" $threads >> "$work/index.tsv"
    "$kb" lucene bench index "$corpus" "$work/kb$threads" $threads >> "$work/index.tsv"
  done
  cp -r "$work/java1" "$work/java.building"
  cp -r "$work/kb1" "$work/kb.merged"
  HEAP=2g java merge "$work/java.building" >> "$work/index.tsv"
  "$kb" lucene bench merge "$work/kb.merged" >> "$work/index.tsv"
  mv "$work/java.building" "$work/java.merged"
fi
cut -f2- "$work/index.tsv"
for kind in merged segments; do
  index=$work/java.merged; [ $kind = merged ] || index=$work/java1
  : > "$work/$kind.tsv"
  for run in $(seq "$runs"); do
    java query "$index" "$queries" 1 "$seconds" $kind >> "$work/$kind.tsv"
    "$kb" lucene bench query "$index" "$queries" 1 "$seconds" $kind >> "$work/$kind.tsv"
  done
  echo "== $kind"
  python3 "$here/ratios.py" "$work/$kind.tsv"
done
