#!/bin/sh
# Proves that the oracle works here. Argument: number of documents (default 10000). Leaves nothing behind.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
n=${1:-10000}
t=$(mktemp -d) || exit 1
trap 'rm -rf "$t"' EXIT
bad=0
step() { if [ "$2" = "$3" ]; then echo "ok   $1"; else echo "FAIL $1: wanted $3, got $2"; bad=1; fi; }

"$here/corpus.sh" "$n" "$t/c" 1 || exit 1
"$here/make.sh" --perSegment=$((n / 5 + 1)) "$t/c.jsonl" "$t/many" || exit 1
{ cat "$t/c.jsonl"; echo '{"op":"merge","segments":1}'; } > "$t/m.jsonl"
"$here/make.sh" --merge=tiered --cfs=true "$t/m.jsonl" "$t/one" || exit 1

"$here/check.sh" --quiet --slow "$t/many"; step "check, several segments with deletes" $? 0
"$here/check.sh" --quiet --slow "$t/one"; step "check, one merged compound segment" $? 0
step "the merge lost and added nothing" "$("$here/dump.sh" --logical "$t/one" | cksum)" "$("$here/dump.sh" --logical "$t/many" | cksum)"
step "the dump is stable" "$("$here/dump.sh" "$t/many" | cksum)" "$("$here/dump.sh" "$t/many" | cksum)"
for i in many one; do
  "$here/search.sh" --threshold=max "$t/$i" "$t/c.queries" | grep '^[QH]' > "$t/$i.all"
  "$here/search.sh" --threshold=0 "$t/$i" "$t/c.queries" | grep '^[QH]' > "$t/$i.top"
  step "pruned search equals full search ($i, $(grep -c '^Q' "$t/$i.all") queries, $(grep -c '^H' "$t/$i.all") hits)" "$(cksum < "$t/$i.top")" "$(cksum < "$t/$i.all")"
done

cp -r "$t/one" "$t/hurt"
f=$(ls "$t/hurt"/*.cfs)
printf '\252\125\252' | dd of="$f" bs=1 seek=$(($(wc -c < "$f") / 2)) conv=notrunc 2>/dev/null
"$here/check.sh" --quiet "$t/hurt" > /dev/null; step "a damaged file is seen" $? 1
mkdir "$t/empty"
"$here/check.sh" --quiet "$t/empty" > /dev/null; step "a missing commit is seen" $? 2
"$here/check.sh" > /dev/null 2>&1; step "wrong use is seen" $? 3
[ $bad = 0 ] && echo "SELFTEST passed" || echo "SELFTEST failed"
exit $bad
