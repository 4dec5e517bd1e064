"""Formats that are zip packages: archives, e-books, Word and Excel."""
import html, re, zipfile
from maker.source import AUTHOR, DATE, FIXED_ZIP_TIME, LICENCE, plain, runs
from maker.text import page_html


def write_zip(target, entries):
    """entries: (name, bytes); a `mimetype` entry is stored, all else deflated, all with one fixed time."""
    with zipfile.ZipFile(target, "w") as z:
        for name, data in entries:
            info = zipfile.ZipInfo(name, FIXED_ZIP_TIME)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            z.writestr(info, data)

def make_zip(s, target):
    """Every `## NAME.EXT` section becomes one file of the archive."""
    entries, name = [], None
    for part in re.split(r"(?m)^## (\S+\.\w+)\n", s.body)[1:]:
        if name is None: name = part
        else: entries.append((name, (part.strip() + "\n").encode("utf-8"))); name = None
    write_zip(target, entries)

def make_epub(s, target):
    x = page_html(s).replace("<!DOCTYPE html>", '<?xml version="1.0" encoding="utf-8"?>').replace("<html ", f'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{s.lang}" ')
    x = re.sub(r"<meta ([^>]*)>", r"<meta \1/>", x)
    heads = [v for k, v in s.blocks if k == "h2"]
    opf = f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{s.lang}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:sample:{target.stem}</dc:identifier><dc:title>{html.escape(s.title)}</dc:title>
<dc:language>{s.lang}</dc:language><dc:creator>{AUTHOR}</dc:creator><dc:rights>{LICENCE}</dc:rights><dc:date>{s.fields['year']}</dc:date><meta property="dcterms:modified">{DATE}</meta></metadata>
<manifest><item id="text" href="text.xhtml" media-type="application/xhtml+xml"/><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>
<spine><itemref idref="text"/></spine></package>"""
    nav = f"""<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{s.lang}"><head><title>{html.escape(s.title)}</title></head>
<body><nav epub:type="toc"><ol>{"".join(f'<li><a href="text.xhtml">{html.escape(h)}</a></li>' for h in heads)}</ol></nav></body></html>"""
    container = '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    write_zip(target, [("mimetype", b"application/epub+zip"), ("META-INF/container.xml", container.encode()), ("OEBPS/content.opf", opf.encode()),
                       ("OEBPS/nav.xhtml", nav.encode()), ("OEBPS/text.xhtml", x.encode())])


def tidy_zip(target):
    """Writes an office package again with fixed times, so that the same source gives the same bytes."""
    with zipfile.ZipFile(target) as z:
        entries = [(i.filename, z.read(i)) for i in z.infolist()]
    stamp = lambda data: re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", DATE.encode(), data)
    fixed = lambda data: re.sub(rb'<a:fld id="\{[0-9A-F-]{36}\}"', b'<a:fld id="{00000000-0000-0000-0000-000000000000}"', data)
    write_zip(target, [(n, stamp(d) if n.startswith("docProps/") else fixed(d) if n.startswith("ppt/") else d) for n, d in entries])

def make_docx(s, target):
    import datetime, docx
    d = docx.Document()
    when = datetime.datetime(2026, 1, 15, 12)
    p = d.core_properties
    p.title, p.author, p.language, p.created, p.modified, p.comments, p.last_modified_by = s.title, AUTHOR, s.lang, when, when, LICENCE, AUTHOR
    def add(text, style=None):
        par = d.add_paragraph(style=style)
        for t, b, i in runs(text):
            r = par.add_run(t); r.bold, r.italic = b or None, i or None
    d.add_heading(s.title, 0)
    add(s.kicker, "Subtitle")
    add(s.summary, "Intense Quote")
    for kind, value in s.blocks:
        if kind == "h2": d.add_heading(plain(value), 1)
        elif kind == "h3": d.add_heading(plain(value), 2)
        elif kind == "page": d.add_page_break()
        elif kind in ("list", "numbers"):
            for i in value: add(i, "List Bullet" if kind == "list" else "List Number")
        elif kind == "table":
            t = d.add_table(0, len(value[0]), style="Light Grid Accent 1")
            for row in value:
                for c, text in zip(t.add_row().cells, row): c.text = plain(text)
        else: add(value, "Quote" if kind == "quote" else None)
    d.save(target)
    tidy_zip(target)

def number(text):
    t = plain(text)
    return int(t) if re.fullmatch(r"-?\d{1,9}", t) else float(t) if re.fullmatch(r"-?\d+\.\d+", t) else t

def sheets(s):
    name = None
    for kind, value in s.blocks:
        if kind == "h2": name = plain(value)
        elif kind == "table": yield name or s.title[:30], [[number(c) for c in row] for row in value]
        elif kind == "p": yield name or "Notes", [[plain(value)]]

def make_xlsx(s, target):
    import datetime, openpyxl
    from openpyxl.styles import Font
    w = openpyxl.Workbook()
    w.remove(w.active)
    w.properties.title, w.properties.creator, w.properties.language = s.title, AUTHOR, s.lang
    w.properties.created = w.properties.modified = datetime.datetime(2026, 1, 15, 12)
    for name, rows in sheets(s):
        sheet = w[name] if name in w.sheetnames else w.create_sheet(name)
        for n, row in enumerate(rows):
            sheet.append(row)
            if n == 0:
                for c in sheet[sheet.max_row]: c.font = Font(bold=True)
        for column in "ABCDEFGH"[:max(map(len, rows))]: sheet.column_dimensions[column].width = 26
    w.save(target)
    tidy_zip(target)
