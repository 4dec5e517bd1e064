"""Makes of the corpus and the queries what the product's own search looks like: at each position the word and, where it differs, its stem marked with its language
(parted by a bar), six columns to count by, and queries whose words are groups of all forms that they may have. Stems are cut endings: it is their number that matters.
    product.py CORPUS QUERIES OUT_CORPUS OUT_QUERIES [PASSAGES]
With PASSAGES that many passages of a language follow one another in one document: 300 are about a hundred pages."""
import functools
import sys
import zlib

ENDINGS = {"de": ("en", "er", "es", "e", "n", "s"), "fr": ("ement", "ées", "és", "ée", "es", "er", "é", "e", "s"), "en": ("ing", "ed", "es", "s")}


@functools.cache
def stem(language, word):
    for ending in ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return language + "#" + word[: -len(ending)]
    return language + "#" + word


@functools.cache
def token(language, word):
    form = stem(language, word)
    return word if form == language + "#" + word else word + "|" + form


def columns(name, language, year):
    n = zlib.crc32(name.encode())
    values = [("language", language), ("decade", year[:3] + "0"), ("type", f"type{n % 12}"), ("collection", f"collection{n // 12 % 30}")]
    values += [("theme", f"theme{(n >> k) % 60}") for k in range(3, 3 + n % 4 * 5, 5)]
    values += [("place", f"place{(n >> k) % 900}") for k in range(2, 2 + n % 3 * 9, 9)]
    return ";".join(f"{field}={value}" for field, value in dict.fromkeys(values))


def documents(lines, passages):
    waiting = {}
    for line in lines:
        name, language, year, title, body = line.rstrip("\n").split("\t")
        parts = waiting.setdefault(language, [])
        parts.append((name, year, title, body))
        if len(parts) == passages:
            yield *parts[0][:1], language, *parts[0][1:3], " ".join(p[3] for p in parts)
            parts.clear()


corpus, queries, out_corpus, out_queries = sys.argv[1:5]
passages = int(sys.argv[5]) if len(sys.argv) > 5 else 1
with open(corpus, encoding="utf-8") as lines, open(out_corpus, "w", encoding="utf-8") as out:
    for name, language, year, title, body in documents(lines, passages):
        words = " ".join(token(language, word) for word in body.split())
        out.write("\t".join((name, language, year, title, words, columns(name, language, year))) + "\n")
with open(queries, encoding="utf-8") as lines, open(out_queries, "w", encoding="utf-8") as out:
    for line in lines:
        name, _, *words = line.rstrip("\n").split("\t")
        if name in ("and_hh", "and_hm", "or3"):
            groups = ["|".join(dict.fromkeys([word, *(stem(language, word) for language in ENDINGS), *(language + "#" + word for language in ENDINGS)])) for word in words]
            out.write("\t".join((f"product_{name}", "product", *groups)) + "\n")
