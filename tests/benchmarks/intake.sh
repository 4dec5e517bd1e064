#!/usr/bin/env bash
# Taking documents in, beside recollindex (Debian's recollcmd, default configuration) and omindex (xapian-omega), in one run.
#
#   tests/benchmarks/intake.sh CORPUS MANIFEST WORK
#
# CORPUS is a folder of documents; MANIFEST the table of shared/corpus, whose phrases say what text must be found; WORK an empty folder.
# As root, for the processor time of everything a program starts is counted by a control group, and OCR is hidden from all three by an
# empty folder over its models. Also compares the readers' processor time with plain pdftotext and pdfinfo on the PDFs.
# Needs: recollcmd, xapian-omega, xapian-tools, jq, curl, python3.
set -eu
corpus=$(realpath "$1") manifest=$(realpath "$2"); mkdir -p "$3"; work=$(realpath "$3")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
kb=${KB:-}
if [ -z "$kb" ]; then
  # As it runs from the second start on: with machine code made beforehand, where the compiler for it can be had.
  if "$root/kb" compile; then kb=$root/artifacts/ahead/kb.dll; else kb=$root/artifacts/bin/KnowledgeBase.Cli/release/kb.dll; fi
fi
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
group=/sys/fs/cgroup/cpuacct/kb-intake-$$
if [ -z "${INSIDE:-}" ]; then
  INSIDE=1 KB=$kb exec unshare --mount --propagation private "$0" "$corpus" "$manifest" "$work"
fi
mkdir -p "$work/empty"
if [ -d /usr/share/tesseract-ocr ]; then mount --bind "$work/empty" /usr/share/tesseract-ocr; fi
mkdir "$group"; trap 'rmdir "$group" 2>/dev/null || true' EXIT

# measured NAME COMMAND…: wall and processor seconds of the command with all it started, into NAME.wall and NAME.cpu
measured() {
  local name=$1; shift
  echo 0 > "$group/cpuacct.usage"
  local begun; begun=$(date +%s.%N)
  ( echo $BASHPID > "$group/cgroup.procs"; exec "$@" ) >"$work/$name.out" 2>"$work/$name.err" || true
  python3 -c "import sys,time; print(f'{time.time()-float(sys.argv[1]):.1f}')" "$begun" > "$work/$name.wall"
  python3 -c "print(f'{int(open(\"$group/cpuacct.usage\").read())/1e9:.1f}')" > "$work/$name.cpu"
}
ready() { until [ -f "$1/server.json" ] && curl -sf "$(jq -r .Url "$1/server.json")/health/ready" >/dev/null; do sleep 0.2; done; }
serve() { # DATA: a server whose readers and tools are counted, the server's own time apart
  rm -rf "$1"; echo 0 > "$group/cpuacct.usage"
  ( echo $BASHPID > "$group/cgroup.procs"; exec dotnet "$kb" serve --data "$1" --urls http://127.0.0.1:0 ) >"$work/serve.log" 2>&1 &
  # Warm: what a server reads and compiles in the first seconds of its life is no part of taking documents in.
  server=$!; ready "$1"; sleep 10
}
own() { awk '{print ($14+$15)/100}' "/proc/$server/stat"; }
all() { python3 -c "print(int(open('$group/cpuacct.usage').read())/1e9)"; }
stop() { kill -TERM $server; wait $server || true; }
taken() { # NAME FOLDER DATA: what taking a folder in costs a running server
  local begun before ownbefore; begun=$(date +%s.%N); before=$(all); ownbefore=$(own)
  dotnet "$kb" ingest "$2" --data "$3" --json >"$work/$1.out" 2>"$work/$1.err" || true
  python3 - "$begun" "$before" "$ownbefore" "$(all)" "$(own)" "$work/$1" <<'PY'
import sys,time
begun,before,own0,after,own1=map(float,sys.argv[1:6]); at=sys.argv[6]
open(at+'.wall','w').write(f'{time.time()-begun:.1f}'); open(at+'.cpu','w').write(f'{after-before:.1f}'); open(at+'.readers','w').write(f'{after-before-(own1-own0):.1f}')
PY
}

mkdir -p "$work/pdfs"; find "$corpus" -name '*.pdf' ! -name 'scan-*' -exec cp -n {} "$work/pdfs/" \;
measured plain bash -c 'for f in "$0"/*.pdf; do pdftotext "$f" - >/dev/null 2>&1; pdfinfo "$f" >/dev/null 2>&1; done' "$work/pdfs"
serve "$work/kb-pdfs"; taken kb-pdfs "$work/pdfs" "$work/kb-pdfs"; stop

serve "$work/kb"; taken kb "$corpus" "$work/kb"
python3 "$here/intake-found.py" kb "$manifest" "$(jq -r .Url "$work/kb/server.json")" > "$work/kb.found"; stop

mkdir -p "$work/recoll"; printf 'topdirs = %s\n' "$corpus" > "$work/recoll/recoll.conf"
measured recoll recollindex -c "$work/recoll"
python3 "$here/intake-found.py" recoll "$manifest" "$work/recoll" > "$work/recoll.found"
measured omega omindex --db "$work/omega" --url / "$corpus"
python3 "$here/intake-found.py" omega "$manifest" "$work/omega" > "$work/omega.found"

python3 - "$work" <<'PY'
import sys,json,os
w=sys.argv[1]; get=lambda n: open(os.path.join(w,n)).read().strip()
lines=[json.loads(l) for l in open(os.path.join(w,'kb.out')) if l.startswith('{')]
docs=len(lines); pages=sum(max(1,l['pages']) for l in lines); ours=float(get('kb.wall'))
print('| | wall, s | documents a second | pages a second | processor, s | phrases found |\n| --- | ---: | ---: | ---: | ---: | ---: |')
for n,label in (('kb','ours'),('recoll','recollindex'),('omega','omindex')):
    wall=float(get(n+'.wall')); print(f'| {label} | {wall:.1f} | {docs/wall:.1f} | {pages/wall:.0f} | {get(n+".cpu")} | {get(n+".found")} |')
plain=float(get('plain.cpu')); readers=float(get('kb-pdfs.readers'))
print(f'\nWall against Recoll: {ours/float(get("recoll.wall")):.2f}. {docs} documents, {pages} pages.')
print(f'Readers on {len(os.listdir(os.path.join(w,"pdfs")))} PDFs: {readers:.1f} s of processor time, pdftotext and pdfinfo alone {plain:.1f} s: {readers/plain:.2f} times.')
PY
