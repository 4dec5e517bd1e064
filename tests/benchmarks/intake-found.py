"""How many of a manifest's phrases bring back their file: intake-found.py kb|recoll|omega MANIFEST WHERE."""
import csv, json, subprocess, sys, urllib.parse, urllib.request, os

kind, manifest, where = sys.argv[1:4]


def found(phrase, name):
    quoted = '"' + phrase.replace('"', ' ') + '"'
    if kind == 'kb':
        url = where + '/api/v1/search?size=20&q=' + urllib.parse.quote(quoted)
        hits = json.load(urllib.request.urlopen(url))['hits']
        return any(name in files(h['id']) for h in hits)
    if kind == 'recoll':
        command = ['recollq', '-c', where, '-b', '-n', '20', quoted]
    else:
        command = ['quest', '-d', where, '-m', '20', '-s', 'none', quoted]
    out = subprocess.run(command, capture_output=True, text=True, errors='replace').stdout
    return any(line.rstrip().endswith('/' + name) or '/' + urllib.parse.quote(name) in line or '/' + name in line for line in out.splitlines())


names = {}


def files(document):
    if document not in names:
        record = json.load(urllib.request.urlopen(where + '/api/v1/documents/' + document))
        names[document] = json.dumps(record.get('files', []), ensure_ascii=False)
    return names[document]


rows = [r for r in csv.DictReader(open(manifest, encoding='utf-8'), delimiter='\t', quoting=csv.QUOTE_NONE)
        if r['path'].startswith('real/') and r['kind'] != 'scan' and r['probe'] and not r['probe'].startswith('!')]
held = sum(found(r['probe'], os.path.basename(r['path'])) for r in rows)
print(f'{held} of {len(rows)}')
