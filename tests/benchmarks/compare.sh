#!/usr/bin/env bash
# Our engine beside Java Lucene: builds an index with both, lets both search Java's merged index and its unmerged one in alternating runs,
# prints medians of processor time, ratios (below 1: we are faster) and their geometric means; so too for the product's own query, on passages and on long documents.
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
# The product's own query: passages with all forms of their words and six columns to count by, and the same joined to documents of about a hundred pages.
for kind in product pages; do
  [ -e "$work/$kind.merged" ] && continue
  python3 "$here/product.py" "$corpus" "$queries" "$work/$kind.lines" "$work/$kind.queries" $([ $kind = product ] || echo 300)
  rm -rf "$work/$kind.building"
  HEAP=2g java index "$work/$kind.lines" "$work/$kind.building" 1
  HEAP=2g java merge "$work/$kind.building"
  rm "$work/$kind.lines"
  mv "$work/$kind.building" "$work/$kind.merged"
done

for kind in merged segments product pages; do
  case $kind in
    merged) index=$work/java.merged asked=$queries ;;
    segments) index=$work/java1 asked=$queries ;;
    *) index=$work/$kind.merged asked=$work/$kind.queries ;;
  esac
  : > "$work/$kind.tsv"
  for run in $(seq "$runs"); do
    java query "$index" "$asked" 1 "$seconds" $kind >> "$work/$kind.tsv"
    "$kb" lucene bench query "$index" "$asked" 1 "$seconds" $kind >> "$work/$kind.tsv"
  done
  echo "== $kind"
  python3 "$here/ratios.py" "$work/$kind.tsv"
done
