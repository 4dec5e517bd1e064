using System.Text;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Text.Tests;

public sealed class VocabularyTests
{
    private static IReadOnlyList<Concept> Read(string name, string text) => VocabularyFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), name);

    [Fact]
    public void A_table_with_a_column_a_language_gives_concepts()
    {
        var concept = Assert.Single(Read("a.tsv", "id\ten\tit\n7\tbus stop|bus shelter\tfermata\n"));

        Assert.Equal("7", concept.Id);
        Assert.Equal([new("en", "bus stop", true), new("en", "bus shelter", false), new("it", "fermata", true)], concept.Labels);
    }

    [Fact]
    public void A_table_with_a_row_a_name_gives_concepts()
    {
        var concept = Assert.Single(Read("a.tsv", "id\tkind\tlang\tlabel\nx\tpref\tde\tHof\nx\talt\tde-AT\tInnenhof\n"));

        Assert.Equal([new("de", "Hof", true), new("de", "Innenhof", false)], concept.Labels);
    }

    [Fact]
    public void Skos_in_triples_gives_concepts()
    {
        var concept = Assert.Single(Read("a.nt", """
            <http://example.org/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Br\u00FCcke \"neu\""@de .
            <http://example.org/1> <http://www.w3.org/2004/02/skos/core#altLabel> "bridge"@en-GB .
            <http://example.org/1> <http://www.w3.org/2004/02/skos/core#broader> <http://example.org/2> .
            """));

        Assert.Equal("http://example.org/1", concept.Id);
        Assert.Equal([new("de", "Brücke \"neu\"", true), new("en", "bridge", false)], concept.Labels);
    }

    [Fact]
    public void Skos_in_xml_gives_concepts()
    {
        var concepts = Read("a.rdf", """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
              <skos:Concept rdf:about="http://example.org/1"><skos:prefLabel xml:lang="fr">pont</skos:prefLabel><skos:altLabel xml:lang="en">bridge</skos:altLabel></skos:Concept>
              <rdf:Description rdf:about="http://example.org/2"><skos:prefLabel xml:lang="fr">quai</skos:prefLabel></rdf:Description>
            </rdf:RDF>
            """);

        Assert.Equal(["http://example.org/1", "http://example.org/2"], concepts.Select(c => c.Id));
        Assert.Equal([new("fr", "pont", true), new("en", "bridge", false)], concepts[0].Labels);
    }

    [Theory]
    [InlineData("a.tsv", "")]
    [InlineData("a.tsv", "colour\tsize\nred\tlarge\n")]
    [InlineData("a.tsv", "id\trelation\ttarget\n1\tbroader\t2\n")]
    [InlineData("a.nt", "nothing of the kind")]
    [InlineData("a.pdf", "id\ten\n1\tbridge\n")]
    public void What_is_no_vocabulary_is_refused_with_a_sentence(string name, string text)
    {
        var fault = Assert.Throws<VocabularyException>(() => Read(name, text));
        Assert.EndsWith(".", fault.Message);
    }
}
