#!/usr/bin/python3
"""Makes the sample archive: samples/sources/*.md -> samples/archive/<collection>/<file> and its sidecar <stem>.json.

Needs (Debian): python3-reportlab python3-docx python3-openpyxl python3-pil fonts-noto-core fonts-noto-cjk
libreoffice-impress libreoffice-calc libreoffice-writer poppler-utils qpdf.   Usage: make.py [PART-OF-FILE-NAME...]
Made files carry fixed dates: the same sources give the same bytes.
"""
import csv, json, random, subprocess, sys
from maker.opendocument import make_odp, make_ods, make_odt, office
from maker.packages import make_docx, make_epub, make_xlsx, make_zip
from maker.pdf import make_pdf, make_scan
from maker.source import ARCHIVE, FONTS, HERE, SOURCES, Source
from maker.text import make_csv, make_eml, make_html, make_md, make_txt

REFUSED = HERE / "refused"


def make_refused():
    REFUSED.mkdir(exist_ok=True)
    any_pdf = ARCHIVE / "mobility/firenze-tramvia-it.pdf"
    subprocess.run(["qpdf", "--static-id", "--static-aes-iv", "--allow-weak-crypto", "--encrypt", "reader", "owner", "128", "--use-aes=y", "--", any_pdf, REFUSED / "password.pdf"], check=True)
    data = any_pdf.read_bytes()
    (REFUSED / "corrupt.pdf").write_bytes(data[:1500] + bytes(random.Random(1).randbytes(2000)))
    (REFUSED / "unknown.bin").write_bytes(random.Random(2).randbytes(4096))
    (REFUSED / "empty.pdf").write_bytes(b"")
    (REFUSED / "truncated.docx").write_bytes(sorted(ARCHIVE.rglob("*.docx"))[0].read_bytes()[:9000])


def make_tables(sources):
    """metadata.csv of a folder: a row a file, the entries of a list separated by `|`."""
    for folder in {s.target.parent for s in sources}:
        records = [(s.target.name, s.sidecar()) for s in sources if s.target.parent == folder]
        columns = sorted({k for _, r in records for k in r})
        with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(["file", *columns])
            writer.writerows([n, *(" | ".join(map(str, v)) if isinstance(v, list) else v for v in (r.get(c, "") for c in columns))] for n, r in records)


DIRECT = {"pdf": make_pdf, "html": make_html, "txt": make_txt, "md": make_md, "csv": make_csv, "eml": make_eml, "zip": make_zip, "epub": make_epub,
          "docx": make_docx, "xlsx": make_xlsx, "odt": make_odt, "ods": make_ods, "odp": make_odp}

def main(wanted):
    sources = [Source(p) for p in sorted(SOURCES.glob("*.md"))]
    stems = [s.target.with_suffix("") for s in sources]
    if len(set(stems)) != len(stems): sys.exit(f"two sources make the same file: {sorted(str(x) for x in stems if stems.count(x) > 1)}")
    jobs = []
    for s in sources:
        if wanted and not any(w in s.fields["file"] for w in wanted): continue
        s.target.parent.mkdir(parents=True, exist_ok=True)
        if s.fields.get("sidecar") != "table":
            s.target.with_suffix(".json").write_text(json.dumps(s.sidecar(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        if s.fields.get("scan"): make_scan(s, s.target)
        elif s.format in ("doc", "rtf") or (s.format == "pdf" and s.lang in FONTS): jobs.append((s, make_odt, "odt"))
        elif s.format == "pptx": jobs.append((s, make_odp, "odp"))
        else: DIRECT[s.format](s, s.target)
    if jobs: office(jobs)
    make_tables([s for s in sources if s.fields.get("sidecar") == "table"])
    if not wanted: make_refused()
    print(f"{len(sources)} sources, {sum(f.stat().st_size for f in ARCHIVE.rglob('*') if f.is_file()) / 1e6:.1f} MB in {ARCHIVE}")

if __name__ == "__main__":
    main(sys.argv[1:])
