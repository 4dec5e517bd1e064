"""Medians of mean processor time per class from lines of both engines, as a Markdown table, and the geometric means of the ratios."""
import collections
import math
import statistics
import sys

times, hits, allocated = collections.defaultdict(list), collections.defaultdict(set), {}
for line in open(sys.argv[1], encoding="utf-8"):
    field = line.rstrip("\n").split("\t")
    if field[0] != "QUERY":
        continue
    engine, key = field[1], (field[4], field[5])
    times[engine, key].append(float(field[10]))
    if key[1] == "count":
        hits[key].add(field[7])
    if engine == "kb":
        allocated[key] = field[15]
for mode in ("top", "count"):
    keys = [key for engine, key in times if engine == "kb" and key[1] == mode]
    ratios = []
    print(f"\n| {mode} | Java, µs | ours, µs | ratio | bytes allocated |\n| --- | ---: | ---: | ---: | ---: |")
    for key in keys:
        java, ours = (statistics.median(times[engine, key]) for engine in ("java-lucene", "kb"))
        ratios.append(ours / java)
        print(f"| {key[0]} | {java:.0f} | {ours:.0f} | {ours / java:.2f} | {allocated[key]} |")
    print(f"| geometric mean | | | {math.exp(statistics.fmean(map(math.log, ratios))):.2f} | |")
different = [key[0] for key, counts in hits.items() if len(counts) != 1]
print("\nexact counts " + (f"differ: {different}" if different else "are equal in all classes"))
sys.exit(1 if different else 0)
