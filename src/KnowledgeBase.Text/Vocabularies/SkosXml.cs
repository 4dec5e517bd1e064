using System.Xml;

namespace KnowledgeBase.Text.Vocabularies;

/// <summary>SKOS (W3C 2009) as RDF/XML: the preferred and other labels of whatever has one, SKOS-XL's left aside. Read forward, no part of the file is fetched.</summary>
internal static class SkosXml
{
    private const string Skos = "http://www.w3.org/2004/02/skos/core#";
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    public static void Read(TextReader text, VocabularyFile.Builder into)
    {
        using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true });
        var subjects = new Stack<(int Depth, string Id)>();
        while (!reader.EOF)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                reader.Read();
                continue;
            }

            while (subjects.TryPeek(out var above) && above.Depth >= reader.Depth)
            {
                subjects.Pop();
            }

            if (reader.GetAttribute("about", Rdf) is { } about)
            {
                subjects.Push((reader.Depth, about));
            }

            if (reader.NamespaceURI == Skos && reader.LocalName is "prefLabel" or "altLabel" && subjects.TryPeek(out var subject))
            {
                var preferred = reader.LocalName == "prefLabel";
                var language = reader.XmlLang;
                into.Add(subject.Id, language, reader.ReadElementContentAsString(), preferred);
            }
            else
            {
                reader.Read();
            }
        }
    }
}
