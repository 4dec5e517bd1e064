#!/usr/bin/python3
"""Checks the sample archive: every block of every source stands in the text of its made file, every file opens,
every search of README.md stands on the page named there, and every sidecar belongs to a file."""
import json, re, subprocess, sys, tempfile, unicodedata, zipfile
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path
from maker.source import ARCHIVE, HERE, SOURCES, Source, plain

run = lambda *a: subprocess.run(a, capture_output=True, check=True).stdout
bare = lambda text: re.sub(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069-]", "", unicodedata.normalize("NFC", text))
markup = lambda data: unescape(re.sub(r"<[^>]+>", "", data.decode("utf-8")))

def parts(path, pattern):
    with zipfile.ZipFile(path) as z: return "".join(markup(z.read(n)) for n in z.namelist() if re.search(pattern, n))

def text_of(s, converted):
    path, kind = s.target, s.format
    if kind == "pdf": return re.sub(r"\n+KnowledgeBase · CC BY 4\.0( · \d+)?\n+(\d+\n+)?\f", "\n", run("pdftotext", path, "-").decode())
    if kind in ("txt", "csv"): return path.read_bytes().decode(s.fields.get("encoding", "utf-8"))
    if kind == "md": return path.read_text(encoding="utf-8").replace("*", "")
    if kind == "html": return markup(path.read_bytes())
    if kind == "docx": return parts(path, r"word/document\.xml")
    if kind == "pptx": return parts(path, r"ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml")
    if kind in ("odt", "ods", "odp"): return parts(path, r"content\.xml")
    if kind == "epub": return parts(path, r"\.xhtml")
    if kind == "eml": return message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("plain",)).get_content()
    if kind in ("doc", "rtf"): return (converted / (path.stem + ".txt")).read_text(encoding="utf-8")
    if kind == "xlsx":
        import openpyxl
        return "\n".join(str(c) for w in openpyxl.load_workbook(path) for r in [[w.title], *w.iter_rows(values_only=True)] for c in r if c is not None)
    raise ValueError(kind)

def pieces(s):
    for kind, value in s.blocks:
        if kind == "page" or (kind == "h2" and s.format in ("csv", "ods")): continue
        if kind == "table": yield from (c for row in value for c in row)
        elif isinstance(value, list): yield from value
        else: yield value

def main():
    faults, count = [], 0
    sources = [Source(p) for p in sorted(SOURCES.glob("*.md"))]
    with tempfile.TemporaryDirectory() as tmp:
        old = [s.target for s in sources if s.format in ("doc", "rtf")]
        run("soffice", f"-env:UserInstallation=file://{tmp}/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp, *old)
        for s in sources:
            if s.format == "zip":
                if zipfile.ZipFile(s.target).testzip(): faults.append(f"{s.target}: damaged")
                continue
            if s.fields.get("scan"):
                if run("pdftotext", s.target, "-").strip(): faults.append(f"{s.target}: a scan with text")
                continue
            text = text_of(s, Path(tmp))
            if "\ufffd" in text: faults.append(f"{s.target}: unknown characters")
            flat = bare(text)
            for piece in pieces(s):
                wanted = bare(plain(piece))
                count += 1
                # A line of Arabic is extracted in reading order, but numbers and brackets move within it: there by words.
                found = all(bare(w) in flat for w in re.findall(r"[\u0621-\u064a]{3,}", piece)) if s.lang == "ar" and s.format == "pdf" else wanted in flat
                if not found: faults.append(f"{s.target.name}: not found: {plain(piece)[:70]}")
    for query, file, page in re.findall(r"^\| (.+?) \| `(.+?)` \| (\d+) \|$", (HERE / "README.md").read_text(encoding="utf-8"), re.M):
        path = ARCHIVE / file
        text = run("pdftotext", "-f", page, "-l", page, path, "-").decode() if path.suffix == ".pdf" else text_of(next(s for s in sources if s.target == path), None)
        if bare(query.strip('"')).lower() not in bare(text).lower(): faults.append(f"README: {query} is not on page {page} of {file}")
    for sidecar in ARCHIVE.rglob("*.json"):
        json.loads(sidecar.read_text(encoding="utf-8"))
        if not any(f != sidecar for f in sidecar.parent.glob(sidecar.stem + ".*")): faults.append(f"{sidecar}: no file beside it")
    stray = {f for f in ARCHIVE.rglob("*.*") if f.suffix != ".json" and f.name != "metadata.csv"} - {s.target for s in sources}
    faults += [f"{f}: no source" for f in stray]
    print(*faults, f"{len(sources)} files, {count} passages looked for, {len(faults)} faults", sep="\n")
    sys.exit(1 if faults else 0)

if __name__ == "__main__":
    main()
