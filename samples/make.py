#!/usr/bin/python3
"""Makes the sample archive: samples/sources/*.md -> samples/archive/<collection>/<file> and its sidecar <stem>.json.

Needs (Debian): python3-reportlab python3-docx python3-openpyxl python3-pil fonts-noto-core fonts-noto-cjk
libreoffice-impress libreoffice-calc libreoffice-writer poppler-utils qpdf.   Usage: make.py [PART-OF-FILE-NAME...]
Made files carry fixed dates, so that making them again changes as little as possible.
"""
import csv, email.message, email.policy, html, io, json, random, re, shutil, subprocess, sys, tempfile, textwrap, zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ARCHIVE, REFUSED, SOURCES = HERE / "archive", HERE / "refused", HERE / "sources"
DATE = "2026-01-15T12:00:00Z"
FIXED_ZIP_TIME = (2026, 1, 15, 12, 0, 0)
AUTHOR = "KnowledgeBase contributors"
LICENCE = "CC BY 4.0"
ORIGIN = "KnowledgeBase sample archive: written for this project from widely documented facts"

THEMES = set("""housing land-use-and-planning mobility climate-adaptation climate-mitigation-and-energy water
waste-and-circular-economy biodiversity-and-nature-based-solutions food air-and-noise economy-and-jobs tourism
culture-and-heritage education-and-skills health social-inclusion migration gender-equality children-and-youth ageing
safety public-space digital participation-and-governance public-finance-and-procurement risk-and-crisis""".split())

PLACES = {line.split("|")[0]: tuple(line.split("|")[1:]) for line in """amsterdam|Amsterdam|NL
athina|Αθήνα|GR
barcelona|Barcelona|ES
basel|Basel|CH
bilbao|Bilbao|ES
bogota|Bogotá|CO
bologna|Bologna|IT
bratislava|Bratislava|SK
brno|Brno|CZ
bucuresti|București|RO
budapest|Budapest|HU
curitiba|Curitiba|BR
firenze|Firenze|IT
freiburg-im-breisgau|Freiburg im Breisgau|DE
gent|Gent|BE
hamburg|Hamburg|DE
hangzhou|杭州|CN
helsinki|Helsinki|FI
istanbul|İstanbul|TR
kobenhavn|København|DK
krakow|Kraków|PL
kyiv|Київ|UA
lisboa|Lisboa|PT
ljubljana|Ljubljana|SI
london|London|GB
fano|Fano|IT
manchester|Manchester|GB
palermo|Palermo|IT
lyon|Lyon|FR
medellin|Medellín|CO
milano|Milano|IT
nantes|Nantes|FR
oslo|Oslo|NO
paris|Paris|FR
pontevedra|Pontevedra|ES
porto-alegre|Porto Alegre|BR
praha|Praha|CZ
riga|Rīga|LV
rotterdam|Rotterdam|NL
seoul|서울|KR
sevilla|Sevilla|ES
shanghai|上海|CN
shenzhen|深圳|CN
singapore|Singapore|SG
sofia|София|BG
stockholm|Stockholm|SE
strasbourg|Strasbourg|FR
tallinn|Tallinn|EE
tampere|Tampere|FI
thessaloniki|Θεσσαλονίκη|GR
tokyo|東京|JP
torino|Torino|IT
utrecht|Utrecht|NL
valencia|València|ES
vilnius|Vilnius|LT
vitoria-gasteiz|Vitoria-Gasteiz|ES
warszawa|Warszawa|PL
wien|Wien|AT
zagreb|Zagreb|HR
zurich|Zürich|CH""".splitlines()}

ACCENT = {"mobility": "#1f5f8b", "housing-and-climate": "#2f6b3c", "strategic-planning": "#8a3b12", "culture-and-governance": "#5b3a82"}
FONTS = {"zh": ("Noto Sans CJK SC", "CN"), "ja": ("Noto Sans CJK JP", "JP"), "ar": ("Noto Naskh Arabic", "EG"), "ko": ("Noto Sans CJK KR", "KR")}


# --- The source: a header of `key: value` lines, `---`, then a small markdown --------------------------------------

class Source:
    """One document to make. Blocks are (kind, value): h2, h3, p, quote, list, numbers, table, page, notes."""

    def __init__(self, path):
        head, _, self.body = path.read_text(encoding="utf-8").partition("\n---\n")
        self.fields = dict(line.split(": ", 1) for line in head.splitlines() if line.strip())
        f = self.fields
        self.name = path.name
        self.target = ARCHIVE / f["file"]
        self.format = self.target.suffix[1:]
        self.collection = f["file"].split("/")[0]
        self.lang, self.title, self.summary = f["lang"], f["title"], f["summary"]
        self.kicker = " · ".join(x for x in (f.get("lead", ""), f["year"]) if x)
        self.blocks = list(parse(self.body))

    def sidecar(self):
        f = self.fields
        split = lambda key: [x.strip() for x in f.get(key, "").split(",") if x.strip()]
        unknown = set(split("themes")) - THEMES
        if unknown: raise ValueError(f"{self.name}: unknown themes {unknown}")
        places = [{"slug": s, "label": PLACES[s][0], "country": PLACES[s][1]} for s in split("places")]
        record = {"title": self.title, "summary": self.summary, "recordType": f.get("type", "case study"), "authors": [AUTHOR],
                  "year": int(f["year"]), "period": f.get("period", ""), "leadBody": f.get("lead", ""), "places": places,
                  "themes": split("themes"), "languages": split("lang"), "rights": LICENCE, "access": "open",
                  "visibility": "public", "collection": self.collection, "source": ORIGIN}
        return {k: v for k, v in record.items() if v not in ("", [])}


def parse(text):
    for chunk in re.split(r"\n\s*\n", text.strip("\n")):
        lines = chunk.splitlines()
        first = lines[0]
        if first == r"\page": yield "page", None
        elif first.startswith("### "): yield "h3", first[4:]
        elif first.startswith("## "): yield "h2", first[3:]
        elif first.startswith("Notes: "): yield "notes", " ".join(lines)[7:]
        elif first.startswith("> "): yield "quote", " ".join(l[2:] for l in lines)
        elif first.startswith("- "): yield "list", [i.replace("\n", " ") for i in re.split(r"(?m)^- ", chunk)[1:] ]
        elif re.match(r"1\. ", first): yield "numbers", [i.strip().replace("\n", " ") for i in re.split(r"(?m)^\d+\. ", chunk)[1:]]
        elif first.startswith("|"):
            rows = [[c.strip() for c in l.strip().strip("|").split("|")] for l in lines]
            yield "table", [r for r in rows if not all(re.fullmatch(r":?-+:?", c) for c in r)]
        else:
            joiner = "" if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", chunk) else " "
            yield "p", joiner.join(l.strip() for l in lines)


def runs(text):
    """Splits inline markup into (text, bold, italic)."""
    for part in re.split(r"(\*\*.+?\*\*|\*.+?\*)", text):
        if part.startswith("**"): yield part[2:-2], True, False
        elif part.startswith("*") and len(part) > 2: yield part[1:-1], False, True
        elif part: yield part, False, False

def plain(text): return "".join(t for t, _, _ in runs(text))

def inline_html(text):
    out = ""
    for t, b, i in runs(text):
        t = html.escape(t, quote=False)
        out += f"<b>{t}</b>" if b else f"<i>{t}</i>" if i else t
    return out


# --- PDF by reportlab: Latin, Greek and Cyrillic ------------------------------------------------------------------

def make_pdf(s, target):
    from reportlab import rl_config
    rl_config.invariant = 1
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import (BaseDocTemplate, Frame, ListFlowable, ListItem, PageBreak, PageTemplate, Paragraph, Spacer, Table,
                                    TableStyle)
    from reportlab.platypus.tableofcontents import TableOfContents
    if "Serif" not in pdfmetrics.getRegisteredFontNames():
        base = "/usr/share/fonts/truetype/noto/Noto"
        for family in ("Serif", "Sans"):
            for suffix, file in (("", "Regular"), ("-B", "Bold"), ("-I", "Italic"), ("-BI", "BoldItalic")):
                pdfmetrics.registerFont(TTFont(family + suffix, f"{base}{family}-{file}.ttf"))
            pdfmetrics.registerFontFamily(family, normal=family, bold=family + "-B", italic=family + "-I", boldItalic=family + "-BI")
    accent = colors.HexColor(ACCENT[s.collection])
    long = s.fields.get("contents") is not None
    style = lambda name, **k: ParagraphStyle(name, **{"fontName": "Serif", "fontSize": 10.5, "leading": 15.5, "spaceAfter": 7, **k})
    if long: style = lambda name, **k: ParagraphStyle(name, **{"fontName": "Serif", "fontSize": 12.3, "leading": 19.2, "spaceAfter": 9.5, **k})
    margin = 34 * mm if long else 24 * mm
    body = style("p")
    h2 = style("h2", fontName="Sans-B", fontSize=22 if long else 15, leading=28 if long else 19, spaceBefore=12, spaceAfter=6, textColor=accent, keepWithNext=1)
    h3 = style("h3", fontName="Sans-B", fontSize=13.5 if long else 11.5, leading=18 if long else 15, spaceBefore=8, spaceAfter=4, keepWithNext=1)
    cell = style("cell", fontName="Sans", fontSize=8.8, leading=12, spaceAfter=0)

    class Document(BaseDocTemplate):
        def afterFlowable(self, flowable):
            level = {"h2": 0, "h3": 1}.get(getattr(getattr(flowable, "style", None), "name", ""))
            if level is None or not long: return
            text = flowable.getPlainText()
            key = f"k{self.seq.nextf('toc')}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, level, 0)
            self.notify("TOCEntry", (level, text, self.page, key))

    def frame(canvas, doc):
        canvas.saveState()
        canvas.setFillColor(accent)
        canvas.rect(0, A4[1] - 7 * mm, A4[0], 7 * mm, stroke=0, fill=1)
        canvas.setFillColor(colors.HexColor("#555555"))
        canvas.setFont("Sans", 8)
        canvas.drawString(margin, 12 * mm, f"KnowledgeBase · {LICENCE}")
        canvas.drawRightString(A4[0] - margin, 12 * mm, str(doc.page))
        canvas.restoreState()

    doc = Document(str(target), pagesize=A4, title=s.title, author=AUTHOR, subject=plain(s.summary), lang=s.lang,
                   leftMargin=margin, rightMargin=margin, topMargin=22 * mm, bottomMargin=22 * mm)
    doc.addPageTemplates(PageTemplate("page", Frame(doc.leftMargin, doc.bottomMargin, doc.width, doc.height, 0, 0, 0, 0), onPage=frame))
    story = [Spacer(1, 70 * mm if long else 2),
             Paragraph(html.escape(s.kicker), style("kicker", fontName="Sans", fontSize=9.5, textColor=accent)),
             Paragraph(html.escape(s.title), style("title", fontName="Sans-B", fontSize=28 if long else 21, leading=35 if long else 27, spaceAfter=10)),
             Paragraph(inline_html(s.summary), style("lead", fontName="Serif-I", fontSize=11.5, leading=17, spaceAfter=12))]
    if long:
        contents = TableOfContents(dotsMinLevel=0, levelStyles=[
            style("t1", fontName="Sans-B", fontSize=10, leading=14, spaceAfter=1, spaceBefore=5), style("t2", fontName="Sans", fontSize=8.8, leading=11, leftIndent=14, spaceAfter=0)])
        story += [PageBreak(), Paragraph(s.fields["contents"], style("toc-title", fontName="Sans-B", fontSize=18, leading=24, textColor=accent)), contents, PageBreak()]
    for kind, value in s.blocks:
        if kind == "page": story.append(PageBreak())
        elif kind == "h2": story.append(Paragraph(inline_html(value), h2))
        elif kind == "h3": story.append(Paragraph(inline_html(value), h3))
        elif kind == "quote": story.append(Paragraph(inline_html(value), style("quote", fontName="Serif-I", leftIndent=16, textColor=accent)))
        elif kind in ("list", "numbers"):
            items = [ListItem(Paragraph(inline_html(i), style("li", spaceAfter=3))) for i in value]
            story.append(ListFlowable(items, bulletType="bullet" if kind == "list" else "1", start="•" if kind == "list" else None, leftIndent=16, bulletFontName="Sans", bulletFontSize=9.5))
            story.append(Spacer(1, 6))
        elif kind == "table":
            wide = [max(6, min(40, max(len(r[c]) for r in value))) for c in range(len(value[0]))]
            table = Table([[Paragraph(("<b>%s</b>" if n == 0 else "%s") % inline_html(c), cell) for c in row] for n, row in enumerate(value)],
                          colWidths=[doc.width * w / sum(wide) for w in wide], repeatRows=1)
            table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), .4, colors.HexColor("#bbbbbb")), ("LINEBELOW", (0, 0), (-1, 0), 1, accent),
                                       ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 4)]))
            story += [table, Spacer(1, 10)]
        else: story.append(Paragraph(inline_html(value), body))
    doc.multiBuild(story) if long else doc.build(story)
    target.write_bytes(target.read_bytes().replace(b"D:20000101000000+00'00'", b"D:20260115120000+00'00'"))


# --- Web page, e-book, plain text, table, mail, archive -----------------------------------------------------------

def body_html(s):
    out = []
    for kind, value in s.blocks:
        if kind in ("h2", "h3"): out.append(f"<{kind}>{inline_html(value)}</{kind}>")
        elif kind == "quote": out.append(f"<blockquote><p>{inline_html(value)}</p></blockquote>")
        elif kind in ("list", "numbers"):
            tag = "ul" if kind == "list" else "ol"
            out.append(f"<{tag}>" + "".join(f"<li>{inline_html(i)}</li>" for i in value) + f"</{tag}>")
        elif kind == "table":
            rows = ["<tr>" + "".join(f"<{t}>{inline_html(c)}</{t}>" for c in row) + "</tr>" for n, row in enumerate(value) for t in ["th" if n == 0 else "td"]]
            out.append("<table>\n" + "\n".join(rows) + "\n</table>")
        elif kind == "p": out.append(f"<p>{inline_html(value)}</p>")
    return "\n".join(out)

def page_html(s):
    direction = ' dir="rtl"' if s.lang == "ar" else ""
    return f"""<!DOCTYPE html>
<html lang="{s.lang}"{direction}>
<head>
<meta charset="utf-8">
<title>{html.escape(s.title)}</title>
<meta name="author" content="{AUTHOR}">
<meta name="description" content="{html.escape(plain(s.summary))}">
<meta name="dcterms.license" content="{LICENCE}">
</head>
<body>
<header><p>{html.escape(s.kicker)}</p></header>
<main>
<h1>{html.escape(s.title)}</h1>
<p><em>{inline_html(s.summary)}</em></p>
{body_html(s)}
</main>
<footer><p>KnowledgeBase · {LICENCE}</p></footer>
</body>
</html>
"""

def page_text(s):
    wrap = lambda t, **k: t if s.lang in FONTS else textwrap.fill(t, 78, **k)
    out = [wrap(s.title), s.kicker, wrap(plain(s.summary))]
    for kind, value in s.blocks:
        if kind == "h2": out.append(f"\n{value}\n{'=' * len(value)}")
        elif kind == "h3": out.append(f"{value}\n{'-' * len(value)}")
        elif kind == "page": out.append("\f")
        elif kind in ("list", "numbers"): out.append("\n".join(wrap("- " + plain(i), subsequent_indent="  ") if s.lang not in FONTS else "- " + plain(i) for i in value))
        elif kind == "table": out.append("\n".join("\t".join(plain(c) for c in row) for row in value))
        else: out.append(wrap(plain(value)))
    return "\n\n".join(out) + f"\n\nKnowledgeBase · {LICENCE}\n"

def make_html(s, target): target.write_text(page_html(s), encoding="utf-8")
def make_txt(s, target): target.write_bytes(page_text(s).encode(s.fields.get("encoding", "utf-8")))
def make_md(s, target): target.write_text(f"# {s.title}\n\n*{s.kicker}*\n\n{plain(s.summary)}\n\n{s.body.strip()}\n\nKnowledgeBase · {LICENCE}\n", encoding="utf-8")

def make_csv(s, target):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=s.fields.get("delimiter", ","), lineterminator="\r\n")
    for kind, value in s.blocks:
        if kind == "table": writer.writerows([[plain(c) for c in row] for row in value])
    target.write_bytes(out.getvalue().encode(s.fields.get("encoding", "utf-8")))

def make_eml(s, target):
    m = email.message.EmailMessage(policy=email.policy.SMTP)
    m["From"] = f"{AUTHOR} <archive@example.org>"
    m["To"] = "Readers <readers@example.org>"
    m["Subject"] = s.title
    m["Date"] = "Thu, 15 Jan 2026 12:00:00 +0000"
    m["Message-ID"] = f"<{target.stem}@example.org>"
    m.set_content(page_text(s), cte="quoted-printable")
    m.add_alternative(page_html(s), subtype="html", cte="quoted-printable")
    m.set_boundary("outer")
    target.write_bytes(bytes(m))

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


# --- Word and Excel ----------------------------------------------------------------------------------------------

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


# --- OpenDocument, and through LibreOffice what comes from it -----------------------------------------------------

NS = " ".join(f'xmlns:{k}="{v}"' for k, v in {
    **{k: f"urn:oasis:names:tc:opendocument:xmlns:{v}:1.0" for k, v in dict(office="office", style="style", text="text", table="table", draw="drawing", meta="meta", presentation="presentation").items()},
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "dc": "http://purl.org/dc/elements/1.1/"}.items())

def odf(target, kind, content, styles, s):
    mime = f"application/vnd.oasis.opendocument.{kind}"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    meta = f'{head}<office:document-meta {NS} office:version="1.3"><office:meta><dc:title>{html.escape(s.title)}</dc:title><meta:initial-creator>{AUTHOR}</meta:initial-creator><dc:creator>{AUTHOR}</dc:creator><meta:creation-date>{DATE[:-1]}</meta:creation-date><dc:date>{DATE[:-1]}</dc:date><dc:language>{s.lang}</dc:language></office:meta></office:document-meta>'
    manifest = f'{head}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>' + "".join(
        f'<manifest:file-entry manifest:full-path="{n}.xml" manifest:media-type="text/xml"/>' for n in ("content", "styles", "meta")) + "</manifest:manifest>"
    write_zip(target, [("mimetype", mime.encode()), ("content.xml", (head + f'<office:document-content {NS} office:version="1.3">{content}</office:document-content>').encode()),
                       ("styles.xml", (head + f'<office:document-styles {NS} office:version="1.3">{styles}</office:document-styles>').encode()),
                       ("meta.xml", meta.encode()), ("META-INF/manifest.xml", manifest.encode())])

def odf_fonts(s):
    font, country = FONTS.get(s.lang, ("Noto Serif", "none"))
    faces = f'<office:font-face-decls><style:font-face style:name="F" svg:font-family="\'{font}\'"/><style:font-face style:name="L" svg:font-family="\'Noto Sans\'"/></office:font-face-decls>'
    latin = "L" if s.lang in FONTS else "F"
    text = f'style:font-name="{latin}" style:font-name-asian="F" style:font-name-complex="F" fo:language="{"en" if s.lang in FONTS else s.lang}" fo:country="{"GB" if s.lang in FONTS else "none"}" '
    if s.lang in ("zh", "ja", "ko"): text += f'style:language-asian="{s.lang}" style:country-asian="{country}" '
    if s.lang == "ar": text += f'style:language-complex="ar" style:country-complex="{country}" '
    return faces, text

def size(points, bold=False):
    out = "".join(f'{a}="{points}pt" ' for a in ("fo:font-size", "style:font-size-asian", "style:font-size-complex"))
    return out + ("".join(f'{a}="bold" ' for a in ("fo:font-weight", "style:font-weight-asian", "style:font-weight-complex")) if bold else "")

def spans(text):
    names = {(True, False): "B", (False, True): "I"}
    return "".join(html.escape(t, quote=False) if not (b or i) else f'<text:span text:style-name="{names[b, i]}">{html.escape(t, quote=False)}</text:span>' for t, b, i in runs(text))

def make_odt(s, target):
    faces, font = odf_fonts(s)
    accent = ACCENT[s.collection]
    rtl = 'style:writing-mode="rl-tb" fo:text-align="start" ' if s.lang == "ar" else ""
    def par(name, text, **k):
        parent = "" if name == "Standard" else 'style:parent-style-name="Standard" '
        props = {"fo:margin-bottom": "0.25cm", "fo:line-height": "150%", **{a.replace("_", ":", 1).replace("_", "-"): v for a, v in k.items()}}
        return f'<style:style style:name="{name}" style:family="paragraph" {parent}><style:paragraph-properties {rtl}' + " ".join(f'{a}="{v}"' for a, v in props.items()) + f'/><style:text-properties {text}/></style:style>'
    styles = faces + "<office:styles>" + par("Standard", font + size(11)) + par("Title", size(21, True), fo_line_height="120%") + par("Heading_20_1", size(15, True) + f'fo:color="{accent}"', fo_margin_top="0.5cm", fo_keep_with_next="always") \
        + par("Heading_20_2", size(12, True), fo_margin_top="0.3cm", fo_keep_with_next="always") + par("Kicker", size(9) + f'fo:color="{accent}"') + par("Lead", size(11.5) + 'fo:color="#444444"') + par("Quotations", size(11) + f'fo:color="{accent}"', fo_margin_left="0.8cm") \
        + par("Footer", size(8) + 'fo:color="#555555"') + par("Cell", size(9), fo_margin_bottom="0cm", fo_line_height="120%") + '<style:style style:name="B" style:family="text"><style:text-properties ' + size(11, True) + '/></style:style><style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>' \
        + "</office:styles><office:automatic-styles>" + f'<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2.2cm" fo:margin-bottom="1.2cm" fo:margin-left="2.4cm" fo:margin-right="2.4cm" {rtl.split(" ")[0]}/><style:footer-style><style:header-footer-properties fo:min-height="1cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout></office:automatic-styles>' \
        + f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer><text:p text:style-name="Footer">KnowledgeBase · {LICENCE} · <text:page-number text:select-page="current">1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>'
    out, broken = [], False
    def p(style, text, tag="text:p", extra=""):
        nonlocal broken
        name, broken = (f"{style}-break" if broken else style), False
        out.append(f'<{tag} text:style-name="{name}"{extra}>{text}</{tag}>')
    p("Title", html.escape(s.title)); p("Kicker", html.escape(s.kicker)); p("Lead", spans(s.summary))
    for kind, value in s.blocks:
        if kind == "page": broken = True
        elif kind in ("h2", "h3"):
            level = kind[1] == "2" and 1 or 2
            p(f"Heading_20_{level}", spans(value), "text:h", f' text:outline-level="{level}"')
        elif kind in ("list", "numbers"):
            out.append(f'<text:list text:style-name="{kind}">' + "".join(f'<text:list-item><text:p text:style-name="Standard">{spans(i)}</text:p></text:list-item>' for i in value) + "</text:list>")
        elif kind == "table":
            out.append(f'<table:table table:name="T{len(out)}"><table:table-column table:number-columns-repeated="{len(value[0])}"/>' + "".join(
                "<table:table-row>" + "".join(f'<table:table-cell office:value-type="string"><text:p text:style-name="Cell">{spans(c)}</text:p></table:table-cell>' for c in row) + "</table:table-row>" for row in value) + "</table:table>")
        else: p("Quotations" if kind == "quote" else "Standard", spans(value))
    auto = "".join(f'<style:style style:name="{n}-break" style:family="paragraph" style:parent-style-name="{n}"><style:paragraph-properties fo:break-before="page"/></style:style>' for n in ("Heading_20_1", "Heading_20_2", "Standard"))
    level = '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="0.8cm" fo:text-indent="-0.6cm" fo:margin-left="0.8cm"/></style:list-level-properties>'
    auto += f'<text:list-style style:name="list"><text:list-level-style-bullet text:level="1" text:bullet-char="•">{level}</text:list-level-style-bullet></text:list-style>'
    auto += f'<text:list-style style:name="numbers"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">{level}</text:list-level-style-number></text:list-style>'
    odf(target, "text", f"{faces}<office:automatic-styles>{auto}</office:automatic-styles><office:body><office:text>{''.join(out)}</office:text></office:body>", styles, s)

def make_ods(s, target):
    tables = {}
    for name, rows in sheets(s): tables.setdefault(name, []).extend(rows)
    def cell(v):
        typed = f'office:value-type="string"' if isinstance(v, str) else f'office:value-type="float" office:value="{v}"'
        return f"<table:table-cell {typed}><text:p>{html.escape(str(v))}</text:p></table:table-cell>"
    body = "".join(f'<table:table table:name="{html.escape(n)}"><table:table-column table:number-columns-repeated="{max(map(len, rows))}"/>' + "".join("<table:table-row>" + "".join(map(cell, r)) + "</table:table-row>" for r in rows) + "</table:table>" for n, rows in tables.items())
    odf(target, "spreadsheet", f"<office:automatic-styles/><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>", "<office:styles/>", s)

def make_odp(s, target):
    """A slide for every `## `; lists and paragraphs are its text, `Notes: ` its speaker notes."""
    faces, font = odf_fonts(s)
    accent = ACCENT[s.collection]
    slides = [[s.title, [plain(s.summary)], s.kicker]]
    for kind, value in s.blocks:
        if kind == "h2": slides.append([plain(value), [], ""])
        elif kind in ("list", "numbers"): slides[-1][1] += ["• " + plain(i) for i in value]
        elif kind == "table": slides[-1][1] += [" – ".join(plain(c) for c in row) for row in value]
        elif kind == "notes": slides[-1][2] = plain(value)
        else: slides[-1][1].append(plain(value))
    para = lambda style, text: f'<text:p text:style-name="{style}">{html.escape(text)}</text:p>'
    def frame(cls, y, h, paragraphs, style): return f'<draw:frame presentation:class="{cls}" presentation:style-name="{style}" draw:layer="layout" svg:x="1.6cm" svg:y="{y}cm" svg:width="25cm" svg:height="{h}cm"><draw:text-box>{paragraphs}</draw:text-box></draw:frame>'
    pages = "".join(f'<draw:page draw:name="Slide {n}" draw:style-name="dp" draw:master-page-name="M">' + frame("title", 0.9, 2.6, para("PT", t), "prT") + frame("outline", 4, 10.6, "".join(para("PB", x) for x in b), "prB")
                    + f'<presentation:notes draw:style-name="dp"><draw:page-thumbnail svg:x="2cm" svg:y="2cm" svg:width="14cm" svg:height="8cm" draw:page-number="{n}" presentation:class="page"/><draw:frame presentation:class="notes" presentation:style-name="prN" svg:x="2cm" svg:y="12cm" svg:width="16cm" svg:height="12cm"><draw:text-box>{para("PN", notes)}</draw:text-box></draw:frame></presentation:notes></draw:page>'
                    for n, (t, b, notes) in enumerate(slides, 1))
    style = lambda name, family, inner: f'<style:style style:name="{name}" style:family="{family}">{inner}</style:style>'
    auto = style("dp", "drawing-page", '<style:drawing-page-properties presentation:display-footer="false"/>') + "".join(style(n, "presentation", '<style:graphic-properties draw:fill="none" draw:stroke="none" draw:auto-grow-height="false"/>') for n in ("prT", "prB", "prN")) \
        + style("PT", "paragraph", f'<style:text-properties {font}{size(28, True)}fo:color="{accent}"/>') + style("PB", "paragraph", f'<style:paragraph-properties fo:margin-bottom="0.35cm"/><style:text-properties {font}{size(18)}/>') + style("PN", "paragraph", f'<style:text-properties {font}{size(12)}/>')
    styles = faces + '<office:styles/><office:automatic-styles><style:page-layout style:name="PL"><style:page-layout-properties fo:page-width="28cm" fo:page-height="15.75cm" style:print-orientation="landscape"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="M" style:page-layout-name="PL"/></office:master-styles>'
    odf(target, "presentation", f"{faces}<office:automatic-styles>{auto}</office:automatic-styles><office:body><office:presentation>{pages}</office:presentation></office:body>", styles, s)

def office(jobs):
    """jobs: (source, open-document maker, its suffix). One LibreOffice run for each kind of output."""
    with tempfile.TemporaryDirectory() as tmp:
        tmp = Path(tmp)
        for suffix in sorted({s.format for s, _, _ in jobs}):
            chosen = [(s, tmp / f"{s.target.stem}.{kind}", make) for s, make, kind in jobs if s.format == suffix]
            for s, path, make in chosen: make(s, path)
            out = tmp / suffix
            target = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "pptx": "pptx:Impress MS PowerPoint 2007 XML"}.get(suffix, suffix)
            subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp}/profile", "--headless", "--convert-to", target, "--outdir", out, *[p for _, p, _ in chosen]],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for s, path, _ in chosen:
                made = out / (path.stem + "." + suffix)
                if suffix == "pptx": tidy_zip(made)
                if suffix == "pdf": fix_dates(made)
                shutil.copyfile(made, s.target)

def fix_dates(pdf):
    data = re.sub(rb"(/CreationDate\s*\(D:)\d{14}", rb"\g<1>20260115120000", pdf.read_bytes())
    data = re.sub(rb"/ID\s*\[\s*<[0-9A-F]{32}>\s*<[0-9A-F]{32}>\s*\]", lambda m: re.sub(rb"[0-9A-F]{32}", b"0" * 32, m[0]), data)
    pdf.write_bytes(re.sub(rb"/DocChecksum /[0-9A-F]{32}", b"/DocChecksum /" + b"0" * 32, data))


# --- A scan, and files that must be refused -----------------------------------------------------------------------

def make_scan(s, target):
    """The pages as grey pictures, a little skewed and speckled: no text inside, as from a copier."""
    from PIL import Image, ImageFilter
    from reportlab import rl_config
    rl_config.invariant = 1
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas
    dice = random.Random(7)
    with tempfile.TemporaryDirectory() as tmp:
        plain_pdf = Path(tmp) / "plain.pdf"
        make_pdf(s, plain_pdf)
        subprocess.run(["pdftoppm", "-r", "150", "-gray", plain_pdf, f"{tmp}/page"], check=True)
        canvas = Canvas(str(target), pagesize=A4)
        canvas.setTitle(s.title)
        for file in sorted(Path(tmp).glob("page*.pgm")):
            page = Image.open(file).rotate(dice.choice([-0.9, 0.7, 1.1]), fillcolor=235, resample=Image.BICUBIC).filter(ImageFilter.GaussianBlur(0.5))
            speckles = page.load()
            for _ in range(900): speckles[dice.randrange(page.width), dice.randrange(page.height)] = dice.randrange(90, 200)
            picture = io.BytesIO()
            page.save(picture, "JPEG", quality=55)
            canvas.drawImage(ImageReader(picture), 0, 0, *A4)
            canvas.showPage()
        canvas.save()

def make_refused():
    REFUSED.mkdir(exist_ok=True)
    any_pdf = ARCHIVE / "mobility/firenze-tramvia-it.pdf"
    subprocess.run(["qpdf", "--static-id", "--allow-weak-crypto", "--encrypt", "reader", "owner", "128", "--use-aes=y", "--", any_pdf, REFUSED / "password.pdf"], check=True)
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


# --- All together -------------------------------------------------------------------------------------------------

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
