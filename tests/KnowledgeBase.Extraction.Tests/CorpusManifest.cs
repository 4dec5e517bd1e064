using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>A row of the shared corpus' manifest.</summary>
public sealed record CorpusFile(string Path, string Format, string Kind, int? Pages, string Probe, string Note)
{
    /// <summary>Pages on which the note says the probe stands.</summary>
    public IReadOnlyList<int> ProbePages => [.. Regex.Matches(Note, @"\bpages? (\d+)").Select(m => int.Parse(m.Groups[1].Value))];

    public static IReadOnlyList<CorpusFile> All(string corpus) =>
        [.. File.ReadLines(System.IO.Path.Combine(corpus, "manifest.tsv")).Skip(1).Select(line => line.Split('\t'))
            .Select(c => new CorpusFile(System.IO.Path.Combine(corpus, c[0]), c[1], c[6], int.TryParse(c[5], out var n) ? n : null, c[9], c[10]))];

    /// <summary>Text as the manifest compares it: NFKC, without white space.</summary>
    public static string Squeezed(string text) => Regex.Replace(text.Normalize(NormalizationForm.FormKC), @"[\s\u00AD]+", "");
}
