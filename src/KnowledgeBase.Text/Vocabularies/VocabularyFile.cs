using System.IO.Compression;
using System.Text;
using System.Xml;
using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text.Vocabularies;

/// <summary>
/// Reads vocabularies: SKOS as RDF/XML (<c>.rdf</c>, <c>.xml</c>) or N-Triples (<c>.nt</c>), and tables with tabs
/// (<c>.tsv</c>), each also compressed (<c>.gz</c>).
/// </summary>
public static class VocabularyFile
{
    /// <summary>Longest name that is kept, in UTF-16 units; sentences are no names.</summary>
    private const int LongestLabel = 120;

    private const long LongestFile = 1L << 30;

    /// <summary>True when the name of the file is one of a form that can be read.</summary>
    public static bool IsOne(string path) => Form(path) is ".tsv" or ".nt" or ".rdf" or ".xml";

    /// <summary>The concepts of a file that have a name, in the order of the file.</summary>
    /// <exception cref="VocabularyException">It is not there, not of a known form, or holds no concept.</exception>
    public static IReadOnlyList<Concept> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
            return Read(stream, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or XmlException)
        {
            throw new VocabularyException($"{Path.GetFileName(path)} cannot be read as a vocabulary: {fault.Message}", fault);
        }
    }

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="stream">The content, not compressed.</param>
    /// <param name="name">The file's name, which tells its form.</param>
    public static IReadOnlyList<Concept> Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        var file = Path.GetFileName(name);
        var builder = new Builder(Kind(name));
        using var reader = new StreamReader(new BoundedStream(stream, LongestFile), Encoding.UTF8);
        switch (Form(name))
        {
            case ".tsv":
                VocabularyTable.Read(reader, file.StartsWith("alt-", StringComparison.Ordinal), builder);
                break;
            case ".nt":
                SkosTriples.Read(reader, builder);
                break;
            case ".rdf" or ".xml":
                SkosXml.Read(reader, builder);
                break;
            default:
                throw new VocabularyException($"{Path.GetFileName(name)}: a vocabulary is a file .tsv, .nt, .rdf or .xml, compressed (.gz) or not.");
        }

        return builder.Concepts is { Count: > 0 } concepts ? concepts : throw new VocabularyException($"{Path.GetFileName(name)} names no concept.");
    }

    /// <summary>Nothing in a table says what its rows are but the names of file and folder.</summary>
    private static ConceptKind Kind(string path)
    {
        var file = Path.GetFileName(path);
        return file.Contains("cities", StringComparison.OrdinalIgnoreCase) || file.Contains("territories", StringComparison.OrdinalIgnoreCase) ? ConceptKind.Place
            : file.Contains("languages", StringComparison.OrdinalIgnoreCase)
                || Path.GetFileName(Path.GetDirectoryName(path))?.StartsWith("coar-", StringComparison.OrdinalIgnoreCase) == true ? ConceptKind.Name
            : ConceptKind.Subject;
    }

    private static string Form(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant();
    }

    /// <summary>Gathers names by concept.</summary>
    internal sealed class Builder(ConceptKind kind)
    {
        private readonly Dictionary<string, IReadOnlyList<string>> _within = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _languages = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<ConceptLabel>> _labels = new(StringComparer.Ordinal);
        private readonly List<string> _order = [];

        public IReadOnlyList<Concept> Concepts => [.. _order.Select(id => new Concept(id, _labels[id]) { Kind = kind, Within = _within.GetValueOrDefault(id, []) })];

        public void Add(string id, string language, string text, bool preferred)
        {
            text = text.Trim();
            if (text.Length is 0 or > LongestLabel || id.Length == 0)
            {
                return;
            }

            if (!_labels.TryGetValue(id, out var labels))
            {
                _labels.Add(id, labels = []);
                _order.Add(id);
            }

            labels.Add(new ConceptLabel(Language(language), text, preferred));
        }

        /// <summary>Says what a place lies in.</summary>
        public void Within(string id, IReadOnlyList<string> names) => _within[id] = names;

        /// <summary>One string for each language, however many names are in it.</summary>
        private string Language(string declared)
        {
            if (!_languages.TryGetValue(declared, out var language))
            {
                _languages.Add(declared, language = string.Intern(LanguageCode.Normalize(declared)));
            }

            return language;
        }
    }
}
