#!/usr/bin/env bash
# Our engine beside Java Lucene: lets both build an index with one and two threads and merge it, open it with cold and warm pages, and search Java's merged index and
# its unmerged one in alternating runs; prints medians of processor time, ratios (below 1: we are faster), their geometric means, what a query allocates and what memory
# the processes take; so too for the product's own query, on passages and on long documents (whose indexes are made once a folder).
#   compare.sh KB CORPUS QUERIES WORK [RUNS] [SECONDS]
# KB the program; CORPUS lines "id TAB lang TAB year TAB title TAB body"; QUERIES lines "class TAB kind TAB words"; WORK a folder for indexes and results.
# Needs a JDK and the Lucene 8 jars (LUCENE_JAR_DIR, else where Debian's liblucene8-java puts them), and python3.
set -euo pipefail
[ $# -ge 4 ] || { sed -n 2,8p "$0"; exit 3; }
kb=$1 corpus=$2 queries=$3 work=$4 runs=${5:-5} seconds=${6:-0.3}
here=$(cd "$(dirname "$0")" && pwd)
jars=$(ls "${LUCENE_JAR_DIR:-/usr/share/java}"/lucene-{core,analyzers-common}-8*.jar | tr '\n' ':')
mkdir -p "$work/classes"
javac -cp "$jars" -d "$work/classes" "$here/JavaLucene.java"
java() { command java -Xmx"${HEAP:-1g}" -cp "$jars:$work/classes" JavaLucene "$@"; }

echo "== indexing: engine, what, threads, documents, wall s, processor s, bytes of text, bytes of index, segments, largest resident kB"
: > "$work/index.tsv"
rm -rf "$work"/java{1,2,.merged} "$work"/kb{1,2,.merged}
for threads in 1 2; do
  HEAP=2g java index "$corpus" "$work/java$threads" $threads >> "$work/index.tsv"
  "$kb" lucene bench index "$corpus" "$work/kb$threads" $threads >> "$work/index.tsv"
done
cp -r "$work/java1" "$work/java.merged"
cp -r "$work/kb1" "$work/kb.merged"
HEAP=2g java merge "$work/java.merged" >> "$work/index.tsv"
"$kb" lucene bench merge "$work/kb.merged" >> "$work/index.tsv"
cut -f2- "$work/index.tsv"

# From the process's start to its first answer, with the index's pages in memory and after they were given up.
term=$(awk -F'\t' '$2 == "term" { print $3; exit }' "$queries")
open() { if [ "$1" = java ]; then java open "$work/java.merged" "$term"; else "$kb" lucene bench open "$work/java.merged" "$term"; fi; }
forget() { for file in "$1"/*; do dd of="$file" oflag=nocache conv=notrunc,fdatasync count=0 status=none; done; }
echo "== start: engine, pages, wall ms of the whole process, ms to open, ms to the first answer"
for run in 1 2 3; do
  for pages in cold warm; do
    for engine in java kb; do
      [ $pages = warm ] || forget "$work/java.merged"
      before=$(date +%s%N)
      line=$(open $engine)
      printf '%s\t%s\t%s\t%s\n' $engine $pages $((($(date +%s%N) - before) / 1000000)) "$(cut -f3,4 <<< "$line")"
    done
  done
done
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
  grep ^MEM "$work/$kind.tsv" | tail -2
done
