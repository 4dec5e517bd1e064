"""OpenDocument texts, sheets and slides, and through LibreOffice what comes from them."""
import html, re, shutil, subprocess, tempfile
from pathlib import Path
from maker.packages import sheets, tidy_zip, write_zip
from maker.source import ACCENT, AUTHOR, DATE, FONTS, LICENCE, plain, runs

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
