"""Web page, plain text, markdown, table and mail."""
import csv, email.message, email.policy, html, io, textwrap
from maker.source import AUTHOR, FONTS, LICENCE, inline_html, plain


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
